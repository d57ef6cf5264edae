import * as z from 'zod/mini';
import { after, DAY, HOUR, SECOND } from '../platform/clock.ts';
import type { Context } from '../context.ts';
import { defineJob, type Job } from '../platform/queue/job.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { tellHeads } from './mails.ts';
import { messageOf, secretsOf } from './message.ts';
import { sendWebhook } from './send.ts';
import {
  beginFailing,
  changeEndpoint,
  deliveryById,
  endpointById,
  endpointsOf,
  eventById,
  finishAttempt,
  hasEndpoint,
  insertDeliveries,
  reviveDelivery,
  type PublicEvent,
} from './store.ts';

/** A delivery is given up, and an endpoint without one success disabled, after this. */
const PATIENCE_MS = 3 * DAY;
/** The shop's heads are told of an endpoint that has failed for so long. */
const TROUBLE_MS = HOUR;
const FIRST_PAUSE_MS = 5 * SECOND;
const LONGEST_PAUSE_MS = 4 * HOUR;
/** The time of the last success is written at most so often: a busy endpoint's row would be a bottleneck. */
const SUCCESS_NOTED_MS = 60 * SECOND;

const attemptSchema = z.object({ deliveryId: z.string(), attempt: z.int() });

export const deliverJob = defineJob({
  name: 'deliver-webhook',
  payload: attemptSchema,
  concurrency: 32,
  handle: (context: Context, { deliveryId, attempt }) => deliver(context, deliveryId, attempt),
});

/** Endpoints that fail wait here, so that their silence of 15 s delays no others. */
export const deliverToFailingJob = defineJob({
  name: 'deliver-webhook.failing',
  payload: attemptSchema,
  concurrency: 16,
  handle: (context: Context, { deliveryId, attempt }) => deliver(context, deliveryId, attempt),
});

export const spreadEventJob = defineJob({
  name: 'fan-webhooks',
  payload: z.object({ eventId: z.string() }),
  concurrency: 8,
  handle: (context: Context, { eventId }) => fanOut(context, eventId),
});

export const endpointTroubleJob = defineJob({
  name: 'tell-of-webhook-trouble',
  payload: z.object({ endpointId: z.string(), since: z.string() }),
  concurrency: 2,
  handle: (context: Context, { endpointId, since }) => tellOfTrouble(context, endpointId, since),
});

/** What follows every public event: the jobs that tell the shop, where it listens. */
export async function webhooksFollow(tx: Tx, event: { id: string; shopId: string }, test: boolean): Promise<Job[]> {
  return (await hasEndpoint(tx.sql, { shopId: event.shopId, test })) ? [spreadEventJob.with({ eventId: event.id })] : [];
}

/** One delivery an endpoint. Run twice it does nothing new. */
async function fanOut(context: Context, eventId: string): Promise<void> {
  await context.transaction(async (tx) => {
    const event = await eventById(tx.sql, eventId);
    if (!event) return;
    const endpoints = await listeningTo(tx, event);
    const now = context.clock.now();
    const deliveries = endpoints.map(({ id }) => ({
      id: context.ids.next('dlv'),
      endpointId: id,
      eventId,
      shopId: event.shopId,
      createdAt: now,
    }));
    const fresh = new Set(await insertDeliveries(tx.sql, deliveries));
    const jobs = deliveries
      .filter(({ id }) => fresh.has(id))
      .map(({ id, endpointId }) =>
        jobOf(
          id,
          0,
          endpoints.find((endpoint) => endpoint.id === endpointId),
        ),
      );
    await tx.enqueue(...jobs);
  });
}

/** Sends an event again to every endpoint that listens now, whether it had it or not. */
export async function redeliver(context: Context, tx: Tx, event: PublicEvent): Promise<void> {
  const now = context.clock.now();
  for (const endpoint of await listeningTo(tx, event)) {
    const known = await reviveDelivery(tx.sql, endpoint.id, event.id, now);
    if (known) {
      await tx.enqueue(jobOf(known.id, known.attempts, endpoint));
      continue;
    }
    const id = context.ids.next('dlv');
    await insertDeliveries(tx.sql, [{ id, endpointId: endpoint.id, eventId: event.id, shopId: event.shopId, createdAt: now }]);
    await tx.enqueue(jobOf(id, 0, endpoint));
  }
}

async function listeningTo(tx: Tx, event: PublicEvent): Promise<Row<'webhookEndpoints'>[]> {
  const endpoints = await endpointsOf(tx.sql, event);
  return endpoints.filter(({ disabledAt, types }) => disabledAt === null && (types === null || types.includes(event.type)));
}

function jobOf(deliveryId: string, attempt: number, endpoint: Row<'webhookEndpoints'> | undefined, startAfter?: Date): Job {
  const job = endpoint && endpoint.failingSince !== null ? deliverToFailingJob : deliverJob;
  return job.with({ deliveryId, attempt }, startAfter ? { startAfter } : {});
}

/** One try. The request may go out twice (a crash between request and note), which receivers tell by `webhook-id`. */
async function deliver(context: Context, deliveryId: string, attempt: number): Promise<void> {
  const delivery = await deliveryById(context.sql, deliveryId);
  if (!delivery || delivery.state !== 'pending' || delivery.attempts !== attempt) return;
  const endpoint = await endpointById(context.sql, delivery.endpointId);
  const event = await eventById(context.sql, delivery.eventId);
  if (!endpoint || !event || endpoint.deletedAt !== null || endpoint.disabledAt !== null) {
    await finishAttempt(context.sql, delivery, { state: 'failed', responseStatus: null, lastAttemptAt: context.clock.now() });
    return;
  }
  const status = await sendWebhook({
    url: endpoint.url,
    id: event.id,
    body: JSON.stringify(messageOf(context, event)),
    secrets: secretsOf(context, endpoint),
    at: context.clock.now(),
    allowLoopback: !context.config.production,
  });
  if (status !== null && status >= 200 && status < 300) await noteSuccess(context, delivery, event, status);
  else await noteFailure(context, delivery, status);
}

async function noteSuccess(context: Context, delivery: Row<'webhookDeliveries'>, event: PublicEvent, status: number): Promise<void> {
  const now = context.clock.now();
  const first = await context.transaction(async ({ sql }) => {
    if (!(await finishAttempt(sql, delivery, { state: 'succeeded', responseStatus: status, lastAttemptAt: now }))) return false;
    const endpoint = await endpointById(sql, delivery.endpointId);
    const noted = endpoint?.lastSuccessAt && endpoint.lastSuccessAt > after(now, -SUCCESS_NOTED_MS) && endpoint.failingSince === null;
    if (!noted) await changeEndpoint(sql, delivery.endpointId, { lastSuccessAt: now, failingSince: null });
    return true;
  });
  if (first) context.metrics.webhookLag.observe(Math.max(0, now.getTime() - event.at.getTime()) / 1000);
}

async function noteFailure(context: Context, delivery: Row<'webhookDeliveries'>, status: number | null): Promise<void> {
  const now = context.clock.now();
  const end = after(delivery.createdAt, PATIENCE_MS);
  const disabled = await context.transaction(async (tx) => {
    const state = now >= end ? 'failed' : 'pending';
    if (!(await finishAttempt(tx.sql, delivery, { state, responseStatus: status, lastAttemptAt: now }))) return false;
    const endpoint = await endpointById(tx.sql, delivery.endpointId);
    if (!endpoint) return false;
    const failingSince = endpoint.failingSince ?? delivery.createdAt;
    const over = after(failingSince, PATIENCE_MS) <= now && endpoint.disabledAt === null;
    if (await beginFailing(tx.sql, endpoint.id, failingSince)) await tx.enqueue(troubleJob(endpoint.id, failingSince));
    if (over) {
      await changeEndpoint(tx.sql, endpoint.id, { disabledAt: now });
      await tellHeads(context, tx, endpoint, 'disabled');
    }
    if (state === 'pending' && !over)
      await tx.enqueue(jobOf(delivery.id, delivery.attempts + 1, { ...endpoint, failingSince }, nextAttempt(delivery.createdAt, now, end)));
    return over;
  });
  if (!disabled) return;
  context.metrics.alerts.inc({ what: 'webhook-endpoint-disabled' });
  context.log.warn(
    { endpoint: delivery.endpointId, shop: delivery.shopId },
    'a webhook endpoint was without success for three days and is disabled',
  );
}

const troubleJob = (endpointId: string, since: Date): Job =>
  endpointTroubleJob.with({ endpointId, since: since.toISOString() }, { startAfter: after(since, TROUBLE_MS) });

/** Nothing where a delivery has arrived meanwhile. */
async function tellOfTrouble(context: Context, endpointId: string, since: string): Promise<void> {
  await context.transaction(async (tx) => {
    const endpoint = await endpointById(tx.sql, endpointId);
    if (!endpoint || endpoint.deletedAt !== null || endpoint.disabledAt !== null) return;
    if (endpoint.failingSince?.toISOString() === since) await tellHeads(context, tx, endpoint, 'failing');
  });
}

/** As long again as it took so far, with jitter: 5 s, 10 s, 20 s … 4 h, and a last time at the very end. */
export function nextAttempt(began: Date, now: Date, end: Date, random: () => number = Math.random): Date {
  const passed = now.getTime() - began.getTime();
  const pause = Math.min(Math.max(passed, FIRST_PAUSE_MS), LONGEST_PAUSE_MS) * (0.75 + random() / 2);
  const next = after(now, pause);
  return next < end ? next : end;
}
