/** The buyer's API `/v1/session/…`: what the application page calls. `GET /v1/session` itself is in `session-view.ts`. */
import * as z from 'zod/mini';
import { applicantSchema } from './applicant.ts';
import { bankIdSchema, buyerTokenSchema, foreignIdSchema, offerIdSchema, orderIdSchema, sessionTokenSchema } from './ids.ts';
import { offerSchema } from './offer.ts';
import { bankDecisionSchema, signingSchema } from './session-view.ts';
import {
  amountSchema,
  codeSchema,
  daySchema,
  filledText,
  instantSchema,
  named,
  orderStatusSchema,
  originSchema,
  sequenceSchema,
  sha256Schema,
  termSchema,
  text,
  timeOfDaySchema,
  writtenPhoneSchema,
} from './values.ts';

/** The registered origin of the page around the frame: gives the SMS its origin-bound last line. */
const embeddedIn = z.optional(originSchema);

export const askPhoneCodeSchema = named(
  z.strictObject({
    phone: writtenPhoneSchema,
    embeddedIn,
    /** The answer to the `challenge` of a 428, as ALTCHA writes it: base64 of JSON `{challenge, solution}`. */
    proof: z.optional(text(4000)),
  }),
  'AskPhoneCode',
  'Sends a code to the phone.',
);
export type AskPhoneCode = z.infer<typeof askPhoneCodeSchema>;

export const sentCodeSchema = named(
  z.object({ resendAt: instantSchema, attemptsLeft: z.int().check(z.gte(0)), expiresAt: instantSchema }),
  'SentCode',
  'When the next code may be asked for, how many tries are left, when this one dies.',
);
export type SentCode = z.infer<typeof sentCodeSchema>;

export const provePhoneSchema = named(
  z.strictObject({ phone: writtenPhoneSchema, code: codeSchema }),
  'ProvePhone',
  'The code of the SMS.',
);
export type ProvePhone = z.infer<typeof provePhoneSchema>;
export const provenPhoneSchema = z.object({ token: buyerTokenSchema });

const consentVersion = filledText(64);

export const consentSchema = named(
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('personal-data'), bankId: bankIdSchema, version: consentVersion }),
    z.strictObject({ kind: z.literal('credit-history'), version: consentVersion }),
  ]),
  'Consent',
  'A consent by its version: one a bank for personal data, one for the credit history.',
);
export type Consent = z.infer<typeof consentSchema>;

export const submitSchema = named(
  z.strictObject({
    applicant: applicantSchema,
    term: termSchema,
    firstPayment: z.optional(amountSchema),
    banks: z.array(bankIdSchema).check(
      z.minLength(1),
      z.maxLength(50),
      z.refine((banks) => new Set(banks).size === banks.length, { error: 'A bank stands there twice', params: { code: 'duplicate' } }),
    ),
    consents: z.array(consentSchema).check(z.minLength(1), z.maxLength(51)),
  }),
  'Submit',
  'The form, the banks and the consents. The phone is the proven one.',
);
export type Submit = z.infer<typeof submitSchema>;

export const selectSchema = named(z.strictObject({ offerId: offerIdSchema }), 'Select', 'Chooses an offer.');
export type Select = z.infer<typeof selectSchema>;

export const startSigningSchema = named(
  z.discriminatedUnion('method', [
    z.strictObject({ method: z.literal('sms'), embeddedIn }),
    z.strictObject({ method: z.literal('self-id') }),
    /** On the lender's own page. */
    z.strictObject({ method: z.literal('redirect') }),
    z.strictObject({
      method: z.literal('meeting'),
      slotId: foreignIdSchema,
      address: filledText(500),
      comment: z.optional(text(500)),
    }),
  ]),
  'StartSigning',
  'Sends a code, begins the photographs, or makes an appointment.',
);
export type StartSigning = z.infer<typeof startSigningSchema>;

export const signingCodeSchema = named(z.strictObject({ code: codeSchema }), 'SigningCode', 'The code that signs.');
export type SigningCode = z.infer<typeof signingCodeSchema>;

export const slotSchema = named(
  z.object({ id: foreignIdSchema, date: daySchema, from: timeOfDaySchema, to: timeOfDaySchema }),
  'Slot',
  'A time for a meeting.',
);
export type Slot = z.infer<typeof slotSchema>;
export const slotListSchema = z.object({ data: z.array(slotSchema) });

/** Plain text; the signature covers the hash. */
export const agreementSchema = named(
  z.object({ title: z.string(), text: z.string(), sha256: sha256Schema }),
  'Agreement',
  'The agreement in plain text and the SHA-256 of its UTF-8 bytes.',
);
export type Agreement = z.infer<typeof agreementSchema>;

/** A one-use address of the PDF. */
export const agreementLinkSchema = z.object({ url: z.string(), expiresAt: instantSchema });
export type AgreementLink = z.infer<typeof agreementLinkSchema>;

export const restartOrderSchema = named(
  z.strictObject({ term: z.optional(termSchema), firstPayment: z.optional(amountSchema) }),
  'RestartOrder',
  'Begins anew after a refusal.',
);
export type RestartOrder = z.infer<typeof restartOrderSchema>;
export const restartedSchema = z.object({ orderId: orderIdSchema, session: sessionTokenSchema, token: buyerTokenSchema });
export type Restarted = z.infer<typeof restartedSchema>;

/** SSE `decision`: what the bank stands at and the offers it has now. */
export const decisionEventSchema = z.extend(bankDecisionSchema, { offers: z.array(offerSchema) });
export type DecisionEvent = z.infer<typeof decisionEventSchema>;

/** SSE `status`: the same as the element's `installment-status`. */
export const statusEventSchema = z.object({
  orderId: orderIdSchema,
  externalId: z.nullable(z.string()),
  status: orderStatusSchema,
  previousStatus: z.nullable(orderStatusSchema),
  sequence: sequenceSchema,
  at: instantSchema,
});
export type StatusEvent = z.infer<typeof statusEventSchema>;

/** SSE `signing`: the present state, without an id. */
export const signingEventSchema = signingSchema;
export type SigningEvent = z.infer<typeof signingEventSchema>;

/** SSE `deadline`: when the banks' time is over, without an id. */
export const deadlineEventSchema = z.object({ at: z.nullable(instantSchema) });
export type DeadlineEvent = z.infer<typeof deadlineEventSchema>;

/** The events of `GET /v1/session/events` by name. */
export const sessionEventSchemas = {
  decision: decisionEventSchema,
  status: statusEventSchema,
  signing: signingEventSchema,
  deadline: deadlineEventSchema,
} as const;
export type SessionEventName = keyof typeof sessionEventSchemas;
