import { type Applicant, type ApplicantDraft, type EmploymentKind, employmentKinds } from '@installment-button/protocol/applicant';
import { tidyName } from '@installment-button/protocol/applicant-rules';
import type { BuyerPrefill } from '@installment-button/protocol/frame-messages';
import { groupDigits, readRoubles } from '../format/roubles.ts';

export const fieldNames = [
  'lastName',
  'firstName',
  'middleName',
  'birthDate',
  'email',
  'passport',
  'issuedAt',
  'departmentCode',
  'issuedBy',
  'birthPlace',
  'registrationAddress',
  'residenceAddress',
  'employmentKind',
  'employer',
  'position',
  'monthlyIncome',
  'snils',
  'inn',
] as const;
export type FieldName = (typeof fieldNames)[number];

/** The form as it is typed: each field is a text, masked, finished or not. */
export type FormValues = Record<FieldName, string> & {
  /** The buyer lives at the registered address: `residenceAddress` is not asked. */
  residenceSame: boolean;
};

export function emptyValues(): FormValues {
  return { ...(Object.fromEntries(fieldNames.map((name) => [name, ''])) as Record<FieldName, string>), residenceSame: true };
}

/** The saved form. Where nothing was saved: what the shop knows about its buyer. */
export function valuesOf(draft: ApplicantDraft | undefined, prefill: BuyerPrefill | null): FormValues {
  const { passport = {}, employment = {} } = draft ?? {};
  const income = employment.monthlyIncome;
  return {
    ...emptyValues(),
    lastName: draft?.lastName ?? prefill?.lastName ?? '',
    firstName: draft?.firstName ?? prefill?.firstName ?? '',
    middleName: draft?.middleName ?? prefill?.middleName ?? '',
    birthDate: shownDate(draft?.birthDate),
    email: draft?.email ?? prefill?.email ?? '',
    passport: shownPassport(passport.series, passport.number),
    issuedAt: shownDate(passport.issuedAt),
    departmentCode: passport.departmentCode ?? '',
    issuedBy: passport.issuedBy ?? '',
    birthPlace: draft?.birthPlace ?? '',
    registrationAddress: draft?.registrationAddress ?? '',
    residenceAddress: draft?.residenceAddress ?? '',
    residenceSame: !draft?.residenceAddress,
    employmentKind: employment.kind ?? '',
    employer: employment.employer ?? '',
    position: employment.position ?? '',
    monthlyIncome: typeof income === 'number' ? groupDigits(String(Math.round(income / 100))) : (income ?? ''),
    snils: draft?.snils ?? '',
    inn: draft?.inn ?? '',
  };
}

/** The form as far as it is typed. Empty fields are left out. */
export function toDraft(values: FormValues): ApplicantDraft {
  const [series, number] = readPassport(values.passport);
  const income = readIncome(values.monthlyIncome);
  const passport = filled({
    series,
    number,
    issuedAt: readDate(values.issuedAt),
    issuedBy: values.issuedBy,
    departmentCode: values.departmentCode,
  });
  const employment = filled({ kind: values.employmentKind, employer: values.employer, position: values.position });
  return {
    ...filled({
      lastName: values.lastName,
      firstName: values.firstName,
      middleName: values.middleName,
      birthDate: readDate(values.birthDate),
      birthPlace: values.birthPlace,
      email: values.email,
      registrationAddress: values.registrationAddress,
      residenceAddress: values.residenceSame ? '' : values.residenceAddress,
      snils: values.snils,
      inn: values.inn,
    }),
    ...(Object.keys(passport).length ? { passport } : {}),
    ...(Object.keys(employment).length || income !== null
      ? { employment: { ...employment, ...(income === null ? {} : { monthlyIncome: income }) } }
      : {}),
  };
}

/** The form as banks get it. Only for values whose fields have no errors. */
export function toApplicant(values: FormValues): Applicant {
  const [series, number] = readPassport(values.passport);
  return {
    lastName: tidyName(values.lastName),
    firstName: tidyName(values.firstName),
    birthDate: readDate(values.birthDate),
    birthPlace: values.birthPlace.trim(),
    passport: {
      series,
      number,
      issuedAt: readDate(values.issuedAt),
      issuedBy: values.issuedBy.trim(),
      departmentCode: values.departmentCode,
    },
    registrationAddress: values.registrationAddress.trim(),
    employment: {
      kind: isEmploymentKind(values.employmentKind) ? values.employmentKind : 'unemployed',
      ...(asksEmployer(values.employmentKind) ? filled({ employer: values.employer.trim(), position: values.position.trim() }) : {}),
      monthlyIncome: readIncome(values.monthlyIncome) ?? 0,
    },
    ...filled({
      middleName: tidyName(values.middleName),
      email: values.email.trim(),
      residenceAddress: values.residenceSame ? '' : values.residenceAddress.trim(),
      snils: numberLike(values.snils),
      inn: numberLike(values.inn),
    }),
  };
}

export const isEmploymentKind = (kind: string): kind is EmploymentKind => (employmentKinds as readonly string[]).includes(kind);

/** Whether this person has an employer to ask about. */
export function asksEmployer(kind: string): boolean {
  return kind === 'employed' || kind === 'military' || kind === 'entrepreneur' || kind === 'self-employed';
}

/** `14.03.1991` or `14.3.1991` → `1991-03-14`. An unfinished date stays as it is typed. */
export function readDate(text: string): string {
  const [, day = '', month = '', year = ''] = /^(\d{1,2})[./\s-](\d{1,2})[./\s-](\d{4})$/.exec(text.trim()) ?? [];
  return year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text.trim();
}

/** `45 12 345678` → series and number, as far as they are typed. */
export function readPassport(text: string): [series: string, number: string] {
  const digits = text.replace(/\D/g, '');
  return [digits.slice(0, 4), digits.slice(4)];
}

/** In kopecks; null where nothing is typed. */
export function readIncome(text: string): number | null {
  const roubles = readRoubles(text);
  return roubles === null ? null : roubles * 100;
}

/** Digits, spaces and hyphens: what the mask lets through, also where the mask was not loaded yet. */
const numberLike = (text: string) =>
  text
    .replace(/[^\d\s-]/g, '')
    .slice(0, 20)
    .trim();

const shownDate = (date = '') => date.replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$3.$2.$1');

function shownPassport(series = '', number = ''): string {
  return [series.slice(0, 2), series.slice(2), number].filter(Boolean).join(' ');
}

function filled<Name extends string>(fields: Record<Name, string>): Partial<Record<Name, string>> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '')) as Partial<Record<Name, string>>;
}
