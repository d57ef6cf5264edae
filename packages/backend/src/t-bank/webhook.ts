import * as z from 'zod/mini';
import { after, DAY } from '../platform/clock.ts';
import type { Context, OrderEvent } from '../context.ts';
import { defineJob, type Job } from '../platform/queue/job.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { nextAttempt } from '../webhooks/deliver.ts';
import { secretsOf } from '../webhooks/message.ts';
import { sendWebhook } from '../webhooks/send.ts';
import { endpointsOf } from '../webhooks/store.ts';
import { viewInfo } from './view.ts';

const PATIENCE_MS = 3 * DAY;

export const tBankDeliveryJob = defineJob({
  name: 't-bank-webhook',
  payload: z.object({ deliveryId: z.string(), attempt: z.int() }),
  concurrency: 8,
  handle: (context: Context, { deliveryId, attempt }) => deliver(context, deliveryId, attempt),
});

/** Each bank's answer, the signature and the end are told to the address that came with the order, as T-Bank tells them. */
export async function tBankFollows(context: Context, tx: Tx, order: Row<'orders'>, event: OrderEvent): Promise<Job[]> {
  const url = order.tBank?.webhookUrl ?? null;
  if (url === null || event.decision === 'pending') return [];
  const answer = event.bankId === null || event.decision === null ? null : { bankId: event.bankId, decision: event.decision };
  const body = JSON.stringify(await viewInfo(context, tx.sql, order, answer));
  await tx.sql.insertInto('tBankDeliveries').values({ id: event.id, orderId: order.id, url, body, createdAt: event.at }).execute();
  return [tBankDeliveryJob.with({ deliveryId: event.id, attempt: 0 })];
}

/** One try. What is told, or given up after three days, is forgotten. */
async function deliver(context: Context, id: string, attempt: number): Promise<void> {
  const delivery = await context.sql.selectFrom('tBankDeliveries').selectAll().where('id', '=', id).executeTakeFirst();
  if (!delivery || delivery.attempts !== attempt) return;
  const now = context.clock.now();
  const status = await sendWebhook({
    url: delivery.url,
    id,
    body: delivery.body,
    secrets: await secretsFor(context, delivery.orderId),
    at: now,
    allowLoopback: !context.config.production,
  });
  const end = after(delivery.createdAt, PATIENCE_MS);
  const over = (status !== null && status >= 200 && status < 300) || now >= end;
  await context.transaction(async (tx) => {
    if (over) return void (await tx.sql.deleteFrom('tBankDeliveries').where('id', '=', id).execute());
    const { numUpdatedRows } = await tx.sql
      .updateTable('tBankDeliveries')
      .set({ attempts: attempt + 1 })
      .where('id', '=', id)
      .where('attempts', '=', attempt)
      .executeTakeFirst();
    if (numUpdatedRows > 0n)
      await tx.enqueue(
        tBankDeliveryJob.with({ deliveryId: id, attempt: attempt + 1 }, { startAfter: nextAttempt(delivery.createdAt, now, end) }),
      );
  });
}

/** Signed by the secret of the shop's own endpoint, where it has one; a shop that never asked for a secret has nothing to verify by. */
async function secretsFor(context: Context, orderId: string): Promise<string[]> {
  const owner = await context.sql.selectFrom('orders').select(['shopId', 'test']).where('id', '=', orderId).executeTakeFirstOrThrow();
  const [endpoint] = await endpointsOf(context.sql, owner);
  return endpoint ? secretsOf(context, endpoint) : [];
}
