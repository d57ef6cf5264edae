/** The register of payouts: what the banks owe the shop for its orders, and what came. Days are of Europe/Moscow and inclusive. */
import * as z from 'zod/mini';
import { orderIdSchema } from '../ids.ts';
import { bankSchema } from '../offer.ts';
import { amountSchema, currencySchema, daySchema } from '../values.ts';
import { languageSchema } from './access.ts';
import { modeQuery } from './orders.ts';

const period = { ...modeQuery, from: daySchema, to: daySchema };
export const payoutsQuerySchema = z.strictObject(period);
export type PayoutsQuery = z.infer<typeof payoutsQuerySchema>;
export const exportPayoutsSchema = z.strictObject({ ...period, format: z.enum(['csv', 'xlsx']), language: languageSchema });

/**
 * Why the received sum is what it is:
 * `paid` as expected · `waiting` for a day that has not passed · `late` · `refunded`: less by refunds · `canceled`: the contract ended
 * before the payout · `differs`: the bank paid another sum, without a reason that we know.
 */
export const payoutStates = ['paid', 'waiting', 'late', 'refunded', 'canceled', 'differs'] as const;
export type PayoutState = (typeof payoutStates)[number];

export const payoutSchema = z.object({
  orderId: orderIdSchema,
  number: z.string(),
  bank: bankSchema,
  /** The price that the buyer pays. */
  amount: amountSchema,
  currency: currencySchema,
  /** What the shop pays for the buyer: the interest of an installment. */
  interest: amountSchema,
  /** The price less the interest. */
  expected: amountSchema,
  expectedOn: daySchema,
  received: z.nullable(amountSchema),
  receivedOn: z.nullable(daySchema),
  refunded: amountSchema,
  state: z.enum(payoutStates),
});
export type Payout = z.infer<typeof payoutSchema>;

/** How many payouts one answer holds; the export has no such limit below its own. */
export const mostPayouts = 2000;

export const payoutListSchema = z.object({
  /** By the expected day, the newest first, then by bank. */
  data: z.array(payoutSchema),
  /** There are more than these in the period. */
  more: z.boolean(),
});
export type PayoutList = z.infer<typeof payoutListSchema>;
