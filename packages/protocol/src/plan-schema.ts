/** The tariff table on the wire. The function that computes with it is in `plans.ts`, which the button loads. */
import * as z from 'zod/mini';
import { amountSchema, named, productSchema, rateSchema, termSchema } from './values.ts';

export const planFields = {
  product: productSchema,
  term: termSchema,
  /** What the buyer pays on the price: 0 in an installment. */
  rate: rateSchema,
  /** Inclusive. */
  minAmount: amountSchema,
  /** Inclusive. */
  maxAmount: amountSchema,
};

export const planSchema = named(z.object(planFields), 'Plan', 'One row of the tariff table.');
