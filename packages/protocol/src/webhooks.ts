/** Webhooks to shops: Standard Webhooks, this body. */
import * as z from 'zod/mini';
import { eventIdSchema } from './ids.ts';
import { orderSchema, receiptSchema, refundSchema } from './order.ts';
import { orderStatuses } from './status.ts';
import { instantSchema, named, sequenceSchema } from './values.ts';

type OrderEventType = `order.${(typeof orderStatuses)[number]}`;

/** `order.created` … one per status; `order.updated`: another offer chosen, a late offer, a refusal of a confirm or cancel. */
export const webhookTypes = [
  ...orderStatuses.map((status): OrderEventType => `order.${status}`),
  'order.updated',
  'refund.succeeded',
  'refund.failed',
  'receipt.issued',
] as const;
export const webhookTypeSchema = z.enum(webhookTypes);
export type WebhookType = z.infer<typeof webhookTypeSchema>;

export const webhookEventSchema = named(
  z.object({
    id: eventIdSchema,
    type: webhookTypeSchema,
    timestamp: instantSchema,
    sequence: sequenceSchema,
    test: z.boolean(),
    data: z.object({ order: orderSchema, refund: z.optional(refundSchema), receipt: z.optional(receiptSchema) }),
  }),
  'WebhookEvent',
  'What happened; the order as it was then, the same on redelivery.',
);
export type WebhookEvent = z.infer<typeof webhookEventSchema>;
