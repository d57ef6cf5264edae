/** What `GET /v1/session` says: the summary to the session token, all the rest to the buyer token. */
import * as z from 'zod/mini';
import { applicantDraftSchema } from './applicant.ts';
import { bankIdSchema, offerIdSchema, orderIdSchema, sessionTokenSchema } from './ids.ts';
import { legalKinds } from './legal-kind.ts';
import { bankSchema, offerSchema, signingMethods, signingMethodSchema } from './offer.ts';
import { canceledBySchema, orderItemSchema } from './order.ts';
import { planSchema } from './plan-schema.ts';
import { redirectOfferSchema } from './redirect-offer.ts';
import {
  amountSchema,
  colourSchema,
  currencySchema,
  daySchema,
  decisionSchema,
  instantSchema,
  named,
  originSchema,
  orderStatusSchema,
  productSchema,
  sequenceSchema,
  sha256Schema,
  termSchema,
  text,
  timeOfDaySchema,
  webAddressSchema,
} from './values.ts';
import { voluntaryData } from './voluntary-data.ts';

export const sessionShopSchema = z.object({
  name: z.string(),
  /** Address of the picture. */
  logo: z.nullable(z.string()),
  accent: z.nullable(colourSchema),
  /** CSS px. */
  radius: z.nullable(z.number().check(z.gte(0), z.lte(64))),
  /** The registered origins: the frame connects to no other. */
  origins: z.array(originSchema),
});
export type SessionShop = z.infer<typeof sessionShopSchema>;

export const sessionOrderSchema = named(
  z.object({
    id: orderIdSchema,
    externalId: z.nullable(z.string()),
    product: productSchema,
    amount: amountSchema,
    currency: currencySchema,
    items: z.array(orderItemSchema),
    discount: amountSchema,
    term: z.nullable(termSchema),
    status: orderStatusSchema,
    previousStatus: z.nullable(orderStatusSchema),
    statusAt: instantSchema,
    sequence: sequenceSchema,
    refundedAmount: amountSchema,
    test: z.boolean(),
    shop: sessionShopSchema,
    /** Who ended the order; null unless it is `canceled`. */
    canceled: z.optional(z.nullable(z.object({ by: canceledBySchema }))),
    /** Where a tab goes back to; absent where the shop gave none. */
    returnUrls: z.optional(
      z.nullable(
        z.object({ success: z.optional(webAddressSchema), failure: z.optional(webAddressSchema), cancel: z.optional(webAddressSchema) }),
      ),
    ),
    /** The order made by `restart`, with its own session token. */
    successor: z.nullable(z.object({ orderId: orderIdSchema, session: sessionTokenSchema })),
  }),
  'SessionOrder',
  'The order’s summary, without a word about the person.',
);
export type SessionOrder = z.infer<typeof sessionOrderSchema>;

export const appointmentSchema = z.object({
  date: daySchema,
  from: timeOfDaySchema,
  to: timeOfDaySchema,
  address: z.string(),
});
export type Appointment = z.infer<typeof appointmentSchema>;

export const signingStates = [
  'preparing',
  'ready',
  'code-sent',
  'verifying',
  'sent-to-bank',
  'retake',
  'appointed',
  'redirected',
  'failed',
] as const;

export const signingSchema = named(
  z.object({
    /** null until one is chosen. */
    method: z.nullable(z.enum([...signingMethods, 'redirect'])),
    state: z.enum(signingStates),
    /** When another code may be asked for. */
    resendAt: z.nullable(instantSchema),
    attemptsLeft: z.nullable(z.int().check(z.gte(0))),
    /** When the code dies. */
    expiresAt: z.nullable(instantSchema),
    appointment: z.nullable(appointmentSchema),
    /** The lender's own page, in `redirected`. */
    url: z.optional(z.nullable(z.string())),
    error: z.nullable(z.object({ code: z.string() })),
  }),
  'Signing',
  'How the signing stands.',
);
export type Signing = z.infer<typeof signingSchema>;

/** A consent as the buyer reads it. */
export const consentTextSchema = z.object({ version: z.string(), text: z.string() });
export type ConsentText = z.infer<typeof consentTextSchema>;

export const askedBankSchema = named(
  z.object({
    id: bankIdSchema,
    name: z.string(),
    /** Which data this bank gets, in words. */
    data: z.array(z.string()),
    /** Which of these words name data that the buyer may leave out: what is left out is not sent. */
    voluntary: z.optional(z.array(z.object({ field: z.enum(voluntaryData), words: z.string() }))),
    consent: consentTextSchema,
    /** Which law its contracts fall under; absent: `credit`. */
    legalKind: z.optional(z.enum(legalKinds)),
    /** It decides and signs on a page of its own. */
    redirects: z.optional(z.boolean()),
    /** Its borrowers have at least so many full years; absent: 18. */
    minAge: z.optional(z.int()),
    /** And at the end of the term at most so many; absent: no limit. */
    maxAgeAtEnd: z.optional(z.int()),
  }),
  'AskedBank',
  'A bank that the application can go to.',
);
export type AskedBank = z.infer<typeof askedBankSchema>;

/** The whole draft, as it was last put. */
export const draftSchema = named(
  z.strictObject({
    applicant: applicantDraftSchema,
    term: z.optional(termSchema),
    firstPayment: z.optional(amountSchema),
    banks: z.optional(z.array(bankIdSchema).check(z.maxLength(50))),
    /** Which step the buyer is on; the page's own word. */
    step: z.optional(text(40)),
  }),
  'Draft',
  'The whole draft: each put replaces it.',
);
export type Draft = z.infer<typeof draftSchema>;

/** Why a bank counts as declined, where it is not simply its no: `withdrawn`, it made offers and none of them is left. */
export const decisionReasons = ['withdrawn'] as const;

export const bankDecisionSchema = z.object({
  bank: bankSchema,
  decision: decisionSchema,
  reason: z.optional(z.enum(decisionReasons)),
});
export type BankDecisionView = z.infer<typeof bankDecisionSchema>;

const summary = { order: sessionOrderSchema, plans: z.array(planSchema) };

export const sessionSummarySchema = named(
  z.object({ ...summary, phoneConfirmed: z.literal(false) }),
  'SessionSummary',
  'What the session token may see.',
);
export type SessionSummary = z.infer<typeof sessionSummarySchema>;

/** The shop's prefill, for who proved its phone. */
export const buyerViewSchema = z.object({
  lastName: z.optional(z.string()),
  firstName: z.optional(z.string()),
  middleName: z.optional(z.string()),
  phone: z.optional(z.string()),
  email: z.optional(z.string()),
});

export const sessionDetailSchema = named(
  z.object({
    ...summary,
    phoneConfirmed: z.literal(true),
    /** The proven phone, masked: `+7912*****89`. */
    phone: z.optional(z.string()),
    /** null: nothing saved, or already submitted. */
    draft: z.nullable(draftSchema),
    buyer: z.nullable(buyerViewSchema),
    banks: z.array(askedBankSchema),
    creditHistoryConsent: consentTextSchema,
    decisions: z.array(bankDecisionSchema),
    offers: z.array(offerSchema),
    /** Of lenders that decide and sign on pages of their own. */
    redirectOffers: z.optional(z.array(redirectOfferSchema)),
    chosenOfferId: z.nullable(offerIdSchema),
    /** When the banks' time is over; null before the submit. */
    deadline: z.nullable(instantSchema),
    agreement: z.nullable(
      z.object({
        title: z.string(),
        sha256: sha256Schema,
        /** Once it is signed. */
        signed: z.optional(z.object({ at: instantSchema, method: signingMethodSchema })),
      }),
    ),
    signing: z.nullable(signingSchema),
  }),
  'SessionDetail',
  'What the buyer token may see.',
);
export type SessionDetail = z.infer<typeof sessionDetailSchema>;

export const sessionSchema = named(
  z.discriminatedUnion('phoneConfirmed', [sessionSummarySchema, sessionDetailSchema]),
  'Session',
  'By token: the summary, or everything.',
);
export type Session = z.infer<typeof sessionSchema>;
