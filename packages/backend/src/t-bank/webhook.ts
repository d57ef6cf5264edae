import * as z from 'zod/mini';
import type { Context, OrderEvent } from '../context.ts';
import { after, SECOND } from '../platform/clock.ts';
import type { Tx } from '../platform/database/transaction.ts';
import type { Attempt, Claim, Made, Next } from '../platform/outbound/declaration.ts';
import { defineOutbound } from '../platform/outbound/define-outbound.ts';
import type { Job } from '../platform/queue/job.ts';
import type { Row } from '../tables/schema.ts';
import { secretsOf } from '../webhooks/message.ts';
import { nextAttempt, PATIENCE_MS } from '../webhooks/retry-schedule.ts';
import { sendWebhook } from '../webhooks/send.ts';
import { endpointsOf } from '../webhooks/store.ts';
import { viewInfo } from './view.ts';

interface DeliveryIds {
  deliveryId: string;
  shopId: string;
  /** Of the address that is told. */
  host: string;
}

type Delivery = Row<'tBankDeliveries'>;
type Lane = 'main' | 'slow';
interface Answer {
  outcome: 'done' | 'again';
}

/** What is told, or given up after three days, is deleted. */
export const deliverTBankWebhook = defineOutbound({
  name: 't-bank-webhook',
  payload: z.object({ deliveryId: z.string(), shopId: z.string(), host: z.string() }),
  target: ({ shopId, host }) => `${shopId} ${host}`,
  lanes: [
    { name: 'main', concurrency: 16 },
    { name: 'slow', concurrency: 32 },
  ],
  perTarget: { target: 4, owner: 8 },
  slowAfterMs: 0.5 * SECOND,
  claim,
  send,
  schedule: (_number, { claimed: { createdAt }, now }) => nextAttempt(createdAt, now),
  giveUpAt: ({ createdAt }) => after(createdAt, PATIENCE_MS),
  recordOutcome,
});

/** Tells each bank's answer, the signature, a cancel and the expiry to the address that came with the order, as T-Bank tells them. */
export async function tBankFollows(context: Context, tx: Tx, order: Row<'orders'>, event: OrderEvent): Promise<Job[]> {
  const url = order.tBank?.webhookUrl ?? null;
  if (url === null || event.decision === 'pending' || event.decision === 'offered') return [];
  const answer = event.bankId === null || event.decision === null ? null : { bankId: event.bankId, decision: event.decision };
  const body = JSON.stringify(await viewInfo(context, tx.sql, order, answer));
  await tx.sql.insertInto('tBankDeliveries').values({ id: event.id, orderId: order.id, url, body, createdAt: event.at }).execute();
  return [deliverTBankWebhook.job({ deliveryId: event.id, shopId: order.shopId, host: new URL(url).host })];
}

async function claim(context: Context, { payload: { deliveryId }, number }: Attempt<DeliveryIds>): Promise<Claim<Delivery>> {
  const delivery = await context.sql.selectFrom('tBankDeliveries').selectAll().where('id', '=', deliveryId).executeTakeFirst();
  return delivery?.attempts === number ? { go: delivery } : 'drop';
}

async function send(context: Context, { id, orderId, url, body }: Delivery): Promise<Answer> {
  const status = await sendWebhook({
    url,
    id,
    body,
    secrets: await secretsFor(context, orderId),
    at: context.clock.now(),
    allowLoopback: !context.config.production,
  });
  return { outcome: status !== null && status >= 200 && status < 300 ? 'done' : 'again' };
}

async function recordOutcome(
  _context: Context,
  { sql }: Tx,
  { claimed: { id }, number, next }: Made<DeliveryIds, Delivery, Answer, Lane>,
): Promise<Next<Lane> | null> {
  if (next === null) {
    await sql.deleteFrom('tBankDeliveries').where('id', '=', id).execute();
    return null;
  }
  const counted = sql
    .updateTable('tBankDeliveries')
    .set({ attempts: number + 1 })
    .where('id', '=', id);
  const { numUpdatedRows } = await counted.where('attempts', '=', number).executeTakeFirst();
  return numUpdatedRows > 0n ? next : null;
}

/** Signed by the secret of the shop's own endpoint, where it has one; a shop that never asked for a secret has nothing to verify by. */
async function secretsFor(context: Context, orderId: string): Promise<string[]> {
  const owner = await context.sql.selectFrom('orders').select(['shopId', 'test']).where('id', '=', orderId).executeTakeFirstOrThrow();
  const [endpoint] = await endpointsOf(context.sql, owner);
  return endpoint ? secretsOf(context, endpoint) : [];
}
