import * as z from 'zod/mini';
import type { Context } from '../context.ts';
import { after, SECOND } from '../platform/clock.ts';
import type { Tx } from '../platform/database/transaction.ts';
import type { Attempt, Claim, Made, Next } from '../platform/outbound/declaration.ts';
import { defineOutbound } from '../platform/outbound/define-outbound.ts';
import type { Row } from '../tables/schema.ts';
import { troubleFollows } from './endpoint-trouble.ts';
import { tellHeads } from './mails.ts';
import { messageOf, secretsOf } from './message.ts';
import { nextAttempt, PATIENCE_MS } from './retry-schedule.ts';
import { sendWebhook } from './send.ts';
import {
  beginFailing,
  changeEndpoint,
  deliveriesById,
  endpointById,
  endpointsById,
  eventsById,
  finishAttempt,
  type PublicEvent,
} from './store.ts';

/** The time of the last success is written at most so often: a busy endpoint's row would be a bottleneck. */
const SUCCESS_NOTED_MS = 60 * SECOND;

interface DeliveryIds {
  deliveryId: string;
  endpointId: string;
  shopId: string;
}

interface Claimed {
  delivery: Row<'webhookDeliveries'>;
  endpoint: Row<'webhookEndpoints'>;
  event: PublicEvent;
}

interface Answer {
  outcome: 'done' | 'again';
  /** Null: none came in time. */
  status: number | null;
}

type Lane = 'main' | 'slow';
type Delivered = Made<DeliveryIds, Claimed, Answer, Lane>;

/** Tells one endpoint of one event. Receivers recognise a repeat by `webhook-id`. */
export const deliverWebhook = defineOutbound({
  name: 'deliver-webhook',
  payload: z.object({ deliveryId: z.string(), endpointId: z.string(), shopId: z.string() }),
  target: ({ shopId, endpointId }) => `${shopId} ${endpointId}`,
  lanes: [
    { name: 'main', concurrency: 32 },
    { name: 'slow', concurrency: 64 },
  ],
  perTarget: { target: 4, owner: 8 },
  slowAfterMs: 0.5 * SECOND,
  claimMany,
  send,
  schedule: (_number, { claimed: { delivery }, now }) => nextAttempt(delivery.createdAt, now),
  giveUpAt: ({ delivery }) => after(delivery.createdAt, PATIENCE_MS),
  recordOutcome,
});

async function claimMany(context: Context, attempts: Attempt<DeliveryIds>[]): Promise<Claim<Claimed>[]> {
  const { sql } = context;
  const deliveries = await deliveriesById(
    sql,
    attempts.map(({ payload }) => payload.deliveryId),
  );
  const live = [...deliveries.values()];
  const [endpoints, events] = await Promise.all([
    endpointsById(
      sql,
      live.map(({ endpointId }) => endpointId),
    ),
    eventsById(
      sql,
      live.map(({ eventId }) => eventId),
    ),
  ]);
  return Promise.all(
    attempts.map(async ({ payload, number }): Promise<Claim<Claimed>> => {
      const delivery = deliveries.get(payload.deliveryId);
      if (delivery?.state !== 'pending' || delivery.attempts !== number) return 'drop';
      const endpoint = endpoints.get(delivery.endpointId);
      const event = events.get(delivery.eventId);
      if (endpoint && event && endpoint.deletedAt === null && endpoint.disabledAt === null) return { go: { delivery, endpoint, event } };
      await finishAttempt(sql, delivery, { state: 'failed', responseStatus: null, lastAttemptAt: context.clock.now() });
      return 'drop';
    }),
  );
}

async function send(context: Context, { endpoint, event }: Claimed): Promise<Answer> {
  const status = await sendWebhook({
    url: endpoint.url,
    id: event.id,
    body: JSON.stringify(messageOf(context, event)),
    secrets: secretsOf(context, endpoint),
    at: context.clock.now(),
    allowLoopback: !context.config.production,
  });
  return { outcome: status !== null && status >= 200 && status < 300 ? 'done' : 'again', status };
}

async function recordOutcome(context: Context, tx: Tx, delivered: Delivered): Promise<Next<Lane> | null> {
  return delivered.answer.outcome === 'done' ? noteSuccess(context, tx, delivered) : noteFailure(context, tx, delivered);
}

/** An endpoint that succeeds but answers late is moved to the slow lane, until it is quick again. */
async function noteSuccess(context: Context, { sql }: Tx, { claimed: { delivery, event }, answer, slow }: Delivered): Promise<null> {
  const now = context.clock.now();
  const finished = await finishAttempt(sql, delivery, { state: 'succeeded', responseStatus: answer.status, lastAttemptAt: now });
  const endpoint = finished && (await endpointById(sql, delivery.endpointId));
  if (!endpoint) return null;
  const { lastSuccessAt, failingSince, slowSince } = endpoint;
  const noted = lastSuccessAt !== null && lastSuccessAt > after(now, -SUCCESS_NOTED_MS);
  if (!noted || failingSince !== null || slow !== (slowSince !== null))
    await changeEndpoint(sql, endpoint.id, { lastSuccessAt: now, failingSince: null, slowSince: slow ? (slowSince ?? now) : null });
  context.metrics.webhookLag.observe(Math.max(0, now.getTime() - event.at.getTime()) / 1000);
  return null;
}

async function noteFailure(context: Context, tx: Tx, { claimed: { delivery }, answer, next }: Delivered): Promise<Next<Lane> | null> {
  const now = context.clock.now();
  const state = next === null ? 'failed' : 'pending';
  if (!(await finishAttempt(tx.sql, delivery, { state, responseStatus: answer.status, lastAttemptAt: now }))) return null;
  const endpoint = await endpointById(tx.sql, delivery.endpointId);
  if (!endpoint) return null;
  const failingSince = endpoint.failingSince ?? delivery.createdAt;
  if (await beginFailing(tx.sql, endpoint.id, failingSince)) await tx.enqueue(troubleFollows(endpoint.id, failingSince));
  if (endpoint.disabledAt !== null || after(failingSince, PATIENCE_MS) > now) return next;
  await changeEndpoint(tx.sql, endpoint.id, { disabledAt: now });
  await tellHeads(context, tx, endpoint, 'disabled');
  context.metrics.alerts.inc({ what: 'webhook-endpoint-disabled' });
  const ids = { endpoint: delivery.endpointId, shop: delivery.shopId };
  context.log.warn(ids, 'a webhook endpoint was without success for three days and is disabled');
  return null;
}
