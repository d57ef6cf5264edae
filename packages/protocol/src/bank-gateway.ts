/**
 * The bank gateway. Requests, both ways, refuse unknown fields; in a bank's answers they are passed over, so that a bank may tell more than
 * we ask. Every POST body holds `applicationId` and `action`, so that a captured message fits no other address.
 */
import * as z from 'zod/mini';
import { provenApplicantSchema } from './applicant.ts';
import { applicationIdSchema, foreignIdSchema, refundIdSchema } from './ids.ts';
import { amountOf } from './lines.ts';
import { bankOfferSchema, offerFields, signingMethodSchema } from './offer.ts';
import { itemPriceSchema, maxItems, quantitySchema, units } from './order.ts';
import { appointmentSchema } from './session-view.ts';
import { slotListSchema } from './buyer-api.ts';
import {
  amountSchema,
  currencySchema,
  filledText,
  instantSchema,
  named,
  priceSchema,
  productSchema,
  sha256Schema,
  termSchema,
  text,
  webAddressSchema,
} from './values.ts';

const command = <Action extends string, Fields extends z.core.$ZodLooseShape>(action: Action, fields: Fields) =>
  z.strictObject({ applicationId: applicationIdSchema, action: z.literal(action), ...fields });

/** A consent as a bank gets it: what, which version of the text, when. */
export const givenConsentSchema = z.strictObject({
  kind: z.enum(['personal-data', 'credit-history']),
  version: filledText(64),
  at: instantSchema,
});

/** `POST /applications`; its Idempotency-Key is the applicationId. */
export const bankApplicationSchema = named(
  command('apply', {
    test: z.boolean(),
    product: productSchema,
    /** The price. */
    amount: priceSchema,
    currency: currencySchema,
    term: termSchema,
    /** Less than the amount. */
    firstPayment: amountSchema,
    items: z
      .array(
        z.strictObject({
          name: filledText(255),
          price: itemPriceSchema,
          quantity: quantitySchema,
          unit: z.enum(units),
          /** Price × quantity, rounded half up. */
          lineTotal: amountSchema,
          /** The line's part of the order's discount: the amount is the sum of lineTotal − discountShare. */
          discountShare: amountSchema,
          vendorCode: z.nullable(text(64)),
          category: z.nullable(text(255)),
        }),
      )
      .check(z.minLength(1), z.maxLength(maxItems)),
    applicant: provenApplicantSchema,
    consents: z.array(givenConsentSchema),
    /** When the buyer stops waiting; a later approval still becomes an offer. */
    deadline: instantSchema,
    /** Where decisions are posted to. */
    callbackUrl: webAddressSchema,
  }).check(
    z.refine(
      ({ items, amount }) => amountOf(items, sum(items, 'discountShare')) === amount && sum(items, 'lineTotal') === amountOf(items),
      {
        error: 'The items do not add up to the amount',
        path: ['items'],
      },
    ),
  ),
  'BankApplication',
  'An application at one bank.',
);
export type BankApplication = z.infer<typeof bankApplicationSchema>;

function sum<Name extends string>(items: readonly Record<Name, number>[], name: Name): number {
  return items.reduce((total, item) => total + item[name], 0);
}

const maxOffers = 50;
const bankOffersSchema = z.array(bankOfferSchema).check(z.minLength(1), z.maxLength(maxOffers));

/** The bank's answer to `POST /applications` and to `GET /applications/{id}`. */
export const bankAnswerSchema = named(
  z.discriminatedUnion('decision', [
    z.object({ applicationId: applicationIdSchema, decision: z.literal('approved'), offers: bankOffersSchema }),
    z.object({ applicationId: applicationIdSchema, decision: z.literal('declined'), reason: z.optional(text(500)) }),
    z.object({ applicationId: applicationIdSchema, decision: z.literal('pending') }),
  ]),
  'BankAnswer',
  'The decision so far.',
);
export type BankAnswer = z.infer<typeof bankAnswerSchema>;

/** `POST /v1/banks/{bankId}/decisions`. */
export const bankDecisionCallbackSchema = named(
  z.discriminatedUnion('decision', [
    command('decision', {
      decision: z.literal('approved'),
      offers: z.array(z.strictObject({ id: foreignIdSchema, ...offerFields })).check(z.minLength(1), z.maxLength(maxOffers)),
    }),
    command('decision', { decision: z.literal('declined'), reason: z.optional(text(500)) }),
  ]),
  'BankDecisionCallback',
  'A final decision, told by the bank.',
);
export type BankDecisionCallback = z.infer<typeof bankDecisionCallbackSchema>;

export const bankEventTypes = [
  'signed',
  'sign-failed',
  'offer-withdrawn',
  'contract-canceled',
  'settled',
  'refunded',
  'refund-failed',
] as const;
export type BankEventType = (typeof bankEventTypes)[number];

/** `POST /v1/banks/{bankId}/events`. */
export const bankEventSchema = named(
  command('event', {
    /** The bank's own; the same on a retry. */
    eventId: foreignIdSchema,
    type: z.enum(bankEventTypes),
    /** With `offer-withdrawn`; absent: all offers of the bank. */
    offerId: z.optional(foreignIdSchema),
    /** With `refunded` and `refund-failed`. */
    refundId: z.optional(refundIdSchema),
    amount: z.optional(amountSchema),
    at: instantSchema,
  }).check(
    z.refine(({ type, refundId }) => !!refundId || !(type === 'refunded' || type === 'refund-failed'), {
      error: 'This event names its refund',
      path: ['refundId'],
      params: { code: 'required' },
    }),
  ),
  'BankEvent',
  'What happened at the bank.',
);
export type BankEvent = z.infer<typeof bankEventSchema>;

/** Our answer to a callback. */
export const receivedSchema = z.object({ received: z.literal(true) });

export const bankAcceptSchema = command('accept', { offerId: foreignIdSchema });
export const bankAcceptedSchema = z.object({ agreement: z.object({ title: filledText(255), text: filledText(200_000) }) });
export type BankAccepted = z.infer<typeof bankAcceptedSchema>;

/** Undo of accept: the buyer chose another bank, the application stays open. */
export const bankReleaseSchema = command('release', {});

export const bankAppointmentRequestSchema = command('appointment', {
  slotId: foreignIdSchema,
  address: filledText(500),
  comment: z.optional(text(500)),
});
export const bankSlotsSchema = slotListSchema;
export const bankAppointmentSchema = appointmentSchema;

export const signatureEvidenceSchema = z.strictObject({
  /** Of the text that the bank gave with accept. */
  agreementSha256: sha256Schema,
  at: instantSchema,
  sms: z.optional(
    z.strictObject({
      /** `+7912*****89`. */
      phoneMasked: z.string(),
      codeSentAt: instantSchema,
      confirmedAt: instantSchema,
      /** The network address that the code came from. */
      address: z.string(),
    }),
  ),
  selfId: z.optional(z.strictObject({ provider: z.string(), verificationId: z.string(), result: z.string() })),
});
export type SignatureEvidence = z.infer<typeof signatureEvidenceSchema>;

export const bankSignatureSchema = command('signature', { method: signingMethodSchema, evidence: signatureEvidenceSchema });
export type BankSignature = z.infer<typeof bankSignatureSchema>;

export const bankConfirmSchema = command('confirm', {});
export const bankCancelSchema = command('cancel', { reason: text(500) });
export const bankRefundSchema = command('refunds', { refundId: refundIdSchema, amount: priceSchema });

/** Every body that we post to a bank, by the last segment of its path. */
export const bankCommandSchemas = {
  accept: bankAcceptSchema,
  release: bankReleaseSchema,
  appointment: bankAppointmentRequestSchema,
  signature: bankSignatureSchema,
  confirm: bankConfirmSchema,
  cancel: bankCancelSchema,
  refunds: bankRefundSchema,
} as const;
export type BankCommandAction = keyof typeof bankCommandSchemas;

/** The 2xx body of a command that answers nothing in particular: any object, or none. */
export const doneSchema = z.looseObject({});

/** The body of a refusal for good, as far as we read it. */
export const bankRefusalSchema = z.looseObject({ code: z.optional(z.string()) });
