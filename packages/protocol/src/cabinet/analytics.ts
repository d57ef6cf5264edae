/** Analytics of a period, by SQL aggregates. Days are of Europe/Moscow and inclusive. */
import * as z from 'zod/mini';
import { bankSchema } from '../offer.ts';
import { amountSchema, daySchema } from '../values.ts';
import { languageSchema } from './access.ts';
import { modeQuery } from './orders.ts';

export const analyticsQuerySchema = z.strictObject({ ...modeQuery, from: daySchema, to: daySchema });
export type AnalyticsQuery = z.infer<typeof analyticsQuerySchema>;
export const exportAnalyticsSchema = z.strictObject({
  ...modeQuery,
  from: daySchema,
  to: daySchema,
  format: z.enum(['csv', 'xlsx']),
  language: languageSchema,
});

const counted = z.object({ count: z.int(), amount: amountSchema });

export const funnelSteps = ['created', 'opened', 'submitted', 'approved', 'signed', 'confirmed'] as const;

export const analyticsSchema = z.object({
  confirmed: counted,
  /** The same of the period before, as long. */
  before: counted,
  refunds: counted,
  /** Orders made in the period, by how far they came until now. */
  funnel: z.object({ created: z.int(), opened: z.int(), submitted: z.int(), approved: z.int(), signed: z.int(), confirmed: z.int() }),
  banks: z.array(z.object({ bank: bankSchema, asked: z.int(), approved: z.int(), medianSeconds: z.nullable(z.number()) })),
  /** Confirmed on the day; signed on it and waiting still. */
  days: z.array(z.object({ day: daySchema, confirmed: amountSchema, waiting: amountSchema, refunded: amountSchema })),
});
export type Analytics = z.infer<typeof analyticsSchema>;
