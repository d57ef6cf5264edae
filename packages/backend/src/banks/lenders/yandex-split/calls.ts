import * as z from 'zod/mini';
import { after, SECOND } from '../../../platform/clock.ts';
import { isDone, mapReply } from '../ask-lender.ts';
import type { CreatedAtLender, LenderAccount, LenderDone, LenderOrder, LenderReply, LenderState } from '../lender.ts';
import { callYandex, written } from './wire.ts';

/** Seconds that Yandex waits for the buyer; 604,800 at most. */
const TTL = 24 * 60 * 60;
const orderSchema = z.object({ order: z.object({ paymentStatus: z.nullish(z.string()) }) });
const anything = z.record(z.string(), z.unknown());

const states: Record<string, LenderState['at']> = {
  PENDING: 'open',
  AUTHORIZED: 'signed',
  CONFIRMED: 'committed',
  CAPTURED: 'committed',
  PARTIALLY_REFUNDED: 'committed',
  REFUNDED: 'committed',
  VOIDED: 'canceled',
  FAILED: 'declined',
};

/** A line that costs nothing is no article there. */
export const cartOf = (pieces: LenderOrder['pieces']) =>
  pieces
    .filter(({ price }) => price > 0)
    .map(({ name, price, quantity }, index) => ({
      productId: `${index + 1}`,
      title: name.slice(0, 2048),
      quantity: { count: String(quantity) },
      total: written(price * quantity),
    }));

export async function create(account: LenderAccount, order: LenderOrder, now: Date): Promise<LenderReply<CreatedAtLender>> {
  const reply = await callYandex(
    account,
    {
      path: 'v1/orders',
      requestId: `create-${order.id}`,
      body: {
        cart: { total: { amount: written(order.amount) }, items: cartOf(order.pieces) },
        currencyCode: 'RUB',
        orderId: order.id,
        availablePaymentMethods: ['SPLIT'],
        redirectUrls: { onError: order.returnUrl, onSuccess: order.returnUrl },
        ttl: TTL,
      },
    },
    z.object({ paymentUrl: z.url() }),
  );
  return mapReply(reply, ({ data }) => ({
    url: data.paymentUrl,
    validUntil: after(now, TTL * SECOND),
    known: { firstPayment: null, schedule: null, totalPayment: null },
  }));
}

export async function read(account: LenderAccount, id: string): Promise<LenderReply<LenderState>> {
  const reply = await callYandex(
    account,
    { method: 'GET', path: `v1/orders/${encodeURIComponent(id)}`, requestId: `read-${id}` },
    orderSchema,
  );
  return mapReply(reply, ({ data: { order } }) => ({ at: states[order.paymentStatus ?? 'PENDING'] ?? 'open' }));
}

/** One-stage payments are captured already. */
export async function commit(account: LenderAccount, { id }: Omit<LenderOrder, 'buyer'>): Promise<LenderDone> {
  const before = await read(account, id);
  if (before.outcome === 'done' && before.body.at === 'committed') return isDone;
  return act(account, id, 'capture', {});
}

/** A payment that has not begun is rolled back, a hold is voided; after the capture only a refund gives money back. */
export async function cancel(account: LenderAccount, id: string, reason: string): Promise<LenderDone> {
  const before = await read(account, id);
  if (before.outcome !== 'done') return before;
  if (before.body.at === 'canceled' || before.body.at === 'declined') return isDone;
  return before.body.at === 'open' ? act(account, id, 'rollback', {}) : act(account, id, 'cancel', { reason: reason || 'canceled' });
}

function act(account: LenderAccount, id: string, name: string, body: object): Promise<LenderDone> {
  return callYandex(account, { path: `v1/orders/${encodeURIComponent(id)}/${name}`, requestId: `${name}-${id}`, body }, anything);
}
