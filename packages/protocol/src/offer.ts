/** The offer of a bank, as the buyer, the shop and the cabinet see it. */
import * as z from 'zod/mini';
import { bankIdSchema, foreignIdSchema, offerIdSchema } from './ids.ts';
import { amountSchema, daySchema, filledText, instantSchema, maxTerm, named, productSchema, rateSchema, termSchema } from './values.ts';

export const bankSchema = named(z.object({ id: bankIdSchema, name: filledText(100) }), 'Bank', 'A bank.');
export type Bank = z.infer<typeof bankSchema>;

/** `sms`: a code signs · `self-id`: photographs of passport and face · `meeting`: somebody comes. */
export const signingMethods = ['sms', 'self-id', 'meeting'] as const;
export const signingMethodSchema = z.enum(signingMethods);
export type SigningMethod = z.infer<typeof signingMethodSchema>;

export const scheduledPaymentSchema = named(
  z.object({ date: daySchema, payment: amountSchema, principal: amountSchema, interest: amountSchema }),
  'ScheduledPayment',
  'One payment of the schedule: principal and interest add up to it.',
);

/** What an offer says apart from who makes it; shared with the bank gateway. */
export const offerFields = {
  product: productSchema,
  term: termSchema,
  /** The equal payment; the last one may differ. */
  monthlyPayment: amountSchema,
  /** All that the buyer pays, the first payment included; the price in an installment. */
  totalPayment: amountSchema,
  /** What the bank lends: less than the price in an installment. */
  creditAmount: amountSchema,
  firstPayment: amountSchema,
  /** Speaks of `creditAmount`. */
  rate: rateSchema,
  /** ПСК, speaks of `creditAmount`. */
  fullCostRate: rateSchema,
  /** ПСК in money: the monthly payments less `creditAmount`. */
  fullCostAmount: amountSchema,
  schedule: z.array(scheduledPaymentSchema).check(z.minLength(1), z.maxLength(maxTerm)),
  /** The ways in which this offer can be signed. */
  signing: z.array(signingMethodSchema).check(z.minLength(1), z.maxLength(3)),
  validUntil: instantSchema,
};

export const offerSchema = named(z.object({ id: offerIdSchema, bank: bankSchema, ...offerFields }), 'Offer', 'An offer of a bank.');
export type Offer = z.infer<typeof offerSchema>;

/** The same from the bank itself: without `bank`, with the bank's own id. A field that we do not know is passed over. */
export const bankOfferSchema = named(
  z.object({ id: foreignIdSchema, ...offerFields }),
  'BankOffer',
  'An offer with the id its bank gave it.',
);
export type BankOffer = z.infer<typeof bankOfferSchema>;
