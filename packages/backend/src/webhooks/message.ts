import type { Order, WebhookEvent } from '@installment-button/protocol';
import type { Context } from '../context.ts';
import type { Row } from '../tables/schema.ts';
import { webhookEventSchema } from '@installment-button/protocol';
import { reasonOf } from '../orders/cancel-reason.ts';
import { linkOf } from '../orders/session-token.ts';
import type { PublicEvent } from './store.ts';

/** The event as webhooks and `/v1/events` show it: the order as it was at the event, the same on every delivery. */
export function messageOf(context: Context, event: PublicEvent): WebhookEvent {
  const message = webhookEventSchema.parse({
    id: event.id,
    type: event.type,
    timestamp: event.at.toISOString(),
    sequence: event.sequence,
    test: event.test,
    data: event.data,
  });
  const { order } = message.data;
  order.link = linkOf(context, { id: event.orderId, linkVersion: event.linkVersion });
  if (order.canceled !== null) order.canceled.reason = reasonOf(context, { id: event.orderId, cancelReason: event.cancelReason });
  return message;
}

const place = (column: string, endpointId: string) => ({ table: 'webhook_endpoints', column, row: endpointId });

/** `whsec_` and base64 of 32 bytes, as Standard Webhooks writes secrets. */
export const newSecret = (context: Context) => `whsec_${Buffer.from(context.ids.secret(32), 'base64url').toString('base64')}`;

export function encryptSecret(
  context: Context,
  endpointId: string,
  secret: string,
  column: 'secret' | 'previous_secret' = 'secret',
): string {
  return context.encryption.encrypt(secret, place(column, endpointId));
}

/** The secrets that sign now: the present one, and for a day after a rotation the previous one too. */
export function secretsOf(context: Context, endpoint: Row<'webhookEndpoints'>): string[] {
  const secrets = [context.encryption.decrypt(endpoint.secret, place('secret', endpoint.id))];
  const { previousSecret, previousValidUntil } = endpoint;
  if (previousSecret !== null && previousValidUntil !== null && previousValidUntil > context.clock.now())
    secrets.push(context.encryption.decrypt(previousSecret, place('previous_secret', endpoint.id)));
  return secrets;
}

/** The body of `…/test`: a complete event of an order that does not exist, marked as a test. */
export function sampleEvent(context: Context): WebhookEvent {
  const now = context.clock.now().toISOString();
  return {
    id: context.ids.next('evt'),
    type: 'order.created',
    timestamp: now,
    sequence: 1,
    test: true,
    data: { order: sampleOrder(context, now) },
  };
}

function sampleOrder(context: Context, createdAt: string): Order {
  const id = context.ids.next('ord');
  return {
    id,
    externalId: 'webhook-test',
    test: true,
    trusted: true,
    product: 'installment',
    status: 'created',
    sequence: 1,
    amount: 4_999_000,
    currency: 'RUB',
    items: [
      {
        ...{ id: context.ids.next('itm'), name: 'Проверка', price: 4_999_000, quantity: 1, unit: 'piece' },
        ...{ lineTotal: 4_999_000, discountShare: 0, vendorCode: null, category: null, vat: null, marking: null },
      },
    ],
    discount: 0,
    term: null,
    metadata: {},
    buyer: null,
    link: `${context.config.publicUrl}/apply/${id}`,
    createdAt,
    expiresAt: null,
    submittedAt: null,
    decisions: [],
    offer: null,
    bank: null,
    agreement: null,
    confirmation: null,
    cancellation: null,
    settlement: null,
    refundedAmount: 0,
    receipts: [],
    canceled: null,
    replaces: null,
    handedOverAt: null,
    successor: null,
  };
}
