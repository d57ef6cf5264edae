import * as z from 'zod/mini';
import type { Context } from '../context.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { defineJob, type Job } from '../platform/queue/job.ts';
import type { Row } from '../tables/schema.ts';
import { deliverWebhook } from './deliver.ts';
import { endpointsOf, eventById, hasEndpoint, insertDeliveries, reviveDelivery, type PublicEvent } from './store.ts';

export const spreadEventJob = defineJob({
  name: 'fan-webhooks',
  payload: z.object({ eventId: z.string() }),
  concurrency: 8,
  handle: (context: Context, { eventId }) => spreadEvent(context, eventId),
});

/** What follows every public event: the jobs that tell the shop, where it listens. */
export async function webhooksFollow(tx: Tx, event: { id: string; shopId: string }, test: boolean): Promise<Job[]> {
  return (await hasEndpoint(tx.sql, { shopId: event.shopId, test })) ? [spreadEventJob.with({ eventId: event.id })] : [];
}

/** One delivery for each endpoint. Run twice it does nothing new. */
async function spreadEvent(context: Context, eventId: string): Promise<void> {
  await context.transaction(async (tx) => {
    const event = await eventById(tx.sql, eventId);
    if (!event) return;
    const endpoints = await listeningTo(tx, event);
    const deliveries = endpoints.map((endpoint) => ({ endpoint, row: newDelivery(context, event, endpoint) }));
    const fresh = new Set(
      await insertDeliveries(
        tx.sql,
        deliveries.map(({ row }) => row),
      ),
    );
    const due = deliveries.filter(({ row }) => fresh.has(row.id));
    await tx.enqueue(...due.map(({ row, endpoint }) => jobOf(row.id, 0, endpoint)));
  });
}

/** Sends an event again to every endpoint that listens now, whether it had it or not. */
export async function redeliver(context: Context, tx: Tx, event: PublicEvent): Promise<void> {
  for (const endpoint of await listeningTo(tx, event)) {
    const known = await reviveDelivery(tx.sql, endpoint.id, event.id, context.clock.now());
    if (known) {
      await tx.enqueue(jobOf(known.id, known.attempts, endpoint));
    } else {
      const row = newDelivery(context, event, endpoint);
      await insertDeliveries(tx.sql, [row]);
      await tx.enqueue(jobOf(row.id, 0, endpoint));
    }
  }
}

async function listeningTo(tx: Tx, event: PublicEvent): Promise<Row<'webhookEndpoints'>[]> {
  const endpoints = await endpointsOf(tx.sql, event);
  return endpoints.filter(({ disabledAt, types }) => disabledAt === null && (types === null || types.includes(event.type)));
}

function newDelivery(context: Context, { id: eventId, shopId }: PublicEvent, { id: endpointId }: Row<'webhookEndpoints'>) {
  return { id: context.ids.next('dlv'), endpointId, eventId, shopId, createdAt: context.clock.now() };
}

function jobOf(deliveryId: string, number: number, { id: endpointId, shopId, failingSince, slowSince }: Row<'webhookEndpoints'>): Job {
  const lane = failingSince === null && slowSince === null ? 'main' : 'slow';
  return deliverWebhook.job({ deliveryId, endpointId, shopId }, { number, lane });
}
