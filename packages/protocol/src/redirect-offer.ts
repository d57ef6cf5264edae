/** The offer of a redirect lender: a bank or instalment service that decides and signs on a page of its own. */
import * as z from 'zod/mini';
import { offerIdSchema } from './ids.ts';
import { bankSchema, scheduledPaymentSchema } from './offer.ts';
import { amountSchema, instantSchema, maxTerm, named, productSchema } from './values.ts';

/** What is known before the lender has decided. What is `null` the lender says on its own page. */
export const redirectTerms = {
  product: productSchema,
  term: z.null(),
  monthlyPayment: z.null(),
  totalPayment: z.nullable(amountSchema),
  creditAmount: z.null(),
  firstPayment: z.nullable(amountSchema),
  rate: z.null(),
  fullCostRate: z.null(),
  fullCostAmount: z.null(),
  schedule: z.nullable(z.array(scheduledPaymentSchema).check(z.minLength(1), z.maxLength(maxTerm))),
  signing: z.tuple([z.literal('redirect')]),
  validUntil: instantSchema,
};

export const redirectOfferSchema = named(
  z.object({ id: offerIdSchema, bank: bankSchema, ...redirectTerms }),
  'RedirectOffer',
  'An offer whose terms are fixed on the lender’s own page.',
);
export type RedirectOffer = z.infer<typeof redirectOfferSchema>;
export type RedirectTerms = Omit<RedirectOffer, 'id' | 'bank'>;
