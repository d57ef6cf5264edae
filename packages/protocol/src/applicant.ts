/** The buyer's form on the wire. What the values must be is in `applicant-rules.ts`, free of zod. */
import * as z from 'zod/mini';
import { amountSchema, daySchema, filledText, named, phoneSchema, text } from './values.ts';

export const employmentKinds = ['employed', 'self-employed', 'entrepreneur', 'pensioner', 'student', 'military', 'unemployed'] as const;
export type EmploymentKind = (typeof employmentKinds)[number];

/** Digits, spaces and hyphens: «112-233-445 95» is as good as «11223344595». */
const digitsSchema = z.string().check(z.maxLength(20), z.regex(/^[\d\s-]*$/));

const applicantFields = {
  /** Cyrillic, as in the passport. */
  lastName: filledText(100),
  firstName: filledText(100),
  /** Absent where the passport has none. */
  middleName: z.optional(text(100)),
  birthDate: daySchema,
  birthPlace: filledText(255),
  email: z.optional(text(254)),
  passport: z.strictObject({
    /** 4 digits. */
    series: z.string().check(z.regex(/^\d{4}$/)),
    /** 6 digits. */
    number: z.string().check(z.regex(/^\d{6}$/)),
    issuedAt: daySchema,
    issuedBy: filledText(255),
    /** `NNN-NNN`. */
    departmentCode: z.string().check(z.regex(/^\d{3}-\d{3}$/)),
  }),
  registrationAddress: filledText(500),
  /** Absent: lives where registered. */
  residenceAddress: z.optional(text(500)),
  employment: z.strictObject({
    kind: z.enum(employmentKinds),
    employer: z.optional(text(255)),
    position: z.optional(text(255)),
    /** Minor units of the order's currency. */
    monthlyIncome: amountSchema,
  }),
  snils: z.optional(digitsSchema),
  inn: z.optional(digitsSchema),
};

export const applicantSchema = named(z.strictObject(applicantFields), 'Applicant', 'The buyer’s form.');
export type Applicant = z.infer<typeof applicantSchema>;

/** With the proven phone, as banks get it. */
export const provenApplicantSchema = named(
  z.strictObject({ ...applicantFields, phone: phoneSchema }),
  'ProvenApplicant',
  'The buyer’s form and the proven phone.',
);
export type ProvenApplicant = z.infer<typeof provenApplicantSchema>;

const unfinished = (max: number) => z.optional(text(max));

/** Any part of the form, values as far as they are typed. */
export const applicantDraftSchema = named(
  z.strictObject({
    lastName: unfinished(100),
    firstName: unfinished(100),
    middleName: unfinished(100),
    birthDate: unfinished(32),
    birthPlace: unfinished(255),
    email: unfinished(254),
    passport: z.optional(
      z.strictObject({
        series: unfinished(32),
        number: unfinished(32),
        issuedAt: unfinished(32),
        issuedBy: unfinished(255),
        departmentCode: unfinished(32),
      }),
    ),
    registrationAddress: unfinished(500),
    residenceAddress: unfinished(500),
    employment: z.optional(
      z.strictObject({
        kind: unfinished(32),
        employer: unfinished(255),
        position: unfinished(255),
        monthlyIncome: z.optional(z.union([amountSchema, text(32)])),
      }),
    ),
    snils: unfinished(32),
    inn: unfinished(32),
  }),
  'ApplicantDraft',
  'Any part of the form; unfinished values are allowed.',
);
export type ApplicantDraft = z.infer<typeof applicantDraftSchema>;
