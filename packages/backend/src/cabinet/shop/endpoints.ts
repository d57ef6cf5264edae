import { sql } from 'kysely';
import type { EndpointDelivery, EndpointHealth } from '@installment-button/protocol/cabinet/shop';
import type { WebhookType } from '@installment-button/protocol/webhooks';
import { DAY, after } from '../../platform/clock.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../platform/http/problems.ts';
import type { Row, Sql } from '../../tables/schema.ts';
import { newSecret, sampleEvent, encryptSecret, secretsOf } from '../../webhooks/message.ts';
import { sendWebhook } from '../../webhooks/send.ts';
import { changeEndpoint, endpointById, endpointsOf, insertEndpoint } from '../../webhooks/store.ts';
import { refuseTarget } from '../../webhooks/target.ts';
import { record } from '../audit.ts';
import { numberOf } from '../../orders/number.ts';

const SHOWN = 36;
const MOST_ENDPOINTS = 20;
/** After a rotation both secrets sign for so long. */
const OVERLAP_MS = DAY;

interface LastDelivery {
  endpointId: string;
  state: Row<'webhookDeliveries'>['state'];
  attempts: number;
  responseStatus: number | null;
  lastAttemptAt: Date | null;
}

/** The shop's targets with how the last deliveries went. */
export async function listEndpoints(context: Context, shopId: string): Promise<EndpointHealth[]> {
  const endpoints = [
    ...(await endpointsOf(context.sql, { shopId, test: false })),
    ...(await endpointsOf(context.sql, { shopId, test: true })),
  ];
  const { rows } = await sql<LastDelivery>`
    select d.endpoint_id, d.state, d.attempts, d.response_status, d.last_attempt_at
    from unnest(${endpoints.map(({ id }) => id)}::text[]) as of (endpoint_id)
    join lateral (
      select * from webhook_deliveries d where d.endpoint_id = of.endpoint_id order by d.id desc limit ${SHOWN}
    ) d on true`.execute(context.sql);
  return endpoints.map((endpoint) => {
    const last = rows.filter(({ endpointId }) => endpointId === endpoint.id);
    const failed = last.find(({ state, attempts }) => state === 'failed' || (state === 'pending' && attempts > 0));
    return {
      id: endpoint.id,
      url: endpoint.url,
      test: endpoint.test,
      types: endpoint.types,
      disabledAt: endpoint.disabledAt?.toISOString() ?? null,
      failingSince: endpoint.failingSince?.toISOString() ?? null,
      lastSuccessAt: endpoint.lastSuccessAt?.toISOString() ?? null,
      last: last.toReversed().map(({ state, attempts }) => (state === 'pending' && attempts > 0 ? 'failed' : state)),
      lastFailure: failed?.lastAttemptAt ? { status: failed.responseStatus, at: failed.lastAttemptAt.toISOString() } : null,
    };
  });
}

/** The same deliveries one by one, the newest first. */
export async function listDeliveries(context: Context, shopId: string, endpointId: string): Promise<EndpointDelivery[]> {
  await ownEndpoint(context.sql, shopId, endpointId);
  const rows = await context.sql
    .selectFrom('webhookDeliveries as d')
    .innerJoin('events', 'events.id', 'd.eventId')
    .innerJoin('orders', 'orders.id', 'events.orderId')
    .select(['d.id', 'd.state', 'd.attempts', 'd.createdAt', 'd.lastAttemptAt', 'd.responseStatus'])
    .select(['events.type', 'orders.id as orderId', 'orders.externalId'])
    .where('d.endpointId', '=', endpointId)
    .orderBy('d.id', 'desc')
    .limit(SHOWN)
    .execute();
  return rows.map(({ id, type, orderId, externalId, state, attempts, createdAt, lastAttemptAt, responseStatus }) => ({
    id,
    type,
    orderId,
    number: numberOf({ id: orderId, externalId }),
    state,
    attempts,
    at: (lastAttemptAt ?? createdAt).toISOString(),
    responseStatus,
  }));
}

export async function addEndpoint(
  context: Context,
  user: Row<'users'>,
  { url, test, types }: { url: string; test: boolean; types?: WebhookType[] | undefined },
): Promise<{ id: string; secret: string }> {
  refuseTarget(url, context.config.production);
  return context.transaction(async (tx) => {
    const owner = { shopId: user.shopId, test };
    if ((await endpointsOf(tx.sql, owner)).length >= MOST_ENDPOINTS)
      throw new Problem(409, 'conflict', `A shop may have ${MOST_ENDPOINTS} targets. Delete one first.`);
    const id = context.ids.next('whk');
    const secret = newSecret(context);
    await insertEndpoint(tx.sql, {
      ...owner,
      id,
      url,
      types: types ?? null,
      secret: encryptSecret(context, id, secret),
      createdAt: context.clock.now(),
    });
    await record(context, tx, { shopId: user.shopId, actor: user.id, act: 'endpoint.create', subject: id, detail: { url, test } });
    return { id, secret };
  });
}

export function removeEndpoint(context: Context, user: Row<'users'>, endpointId: string): Promise<void> {
  return context.transaction(async (tx) => {
    const { url } = await ownEndpoint(tx.sql, user.shopId, endpointId);
    await changeEndpoint(tx.sql, endpointId, { deletedAt: context.clock.now() });
    await record(context, tx, { shopId: user.shopId, actor: user.id, act: 'endpoint.delete', subject: endpointId, detail: { url } });
  });
}

/** A signed sample; a 2xx enables a disabled target again. */
export async function testEndpoint(
  context: Context,
  shopId: string,
  endpointId: string,
): Promise<{ delivered: boolean; status: number | null }> {
  const endpoint = await ownEndpoint(context.sql, shopId, endpointId);
  const sample = sampleEvent(context);
  const status = await sendWebhook({
    url: endpoint.url,
    id: sample.id,
    body: JSON.stringify(sample),
    secrets: secretsOf(context, endpoint),
    at: context.clock.now(),
    allowLoopback: !context.config.production,
  });
  const delivered = status !== null && status >= 200 && status < 300;
  if (delivered)
    await changeEndpoint(context.sql, endpoint.id, { disabledAt: null, failingSince: null, lastSuccessAt: context.clock.now() });
  return { delivered, status };
}

/** A new secret; for a day the old one signs too. */
export function rotateSecret(context: Context, user: Row<'users'>, endpointId: string): Promise<{ id: string; secret: string }> {
  return context.transaction(async (tx) => {
    const endpoint = await ownEndpoint(tx.sql, user.shopId, endpointId);
    const [present = ''] = secretsOf(context, endpoint);
    const secret = newSecret(context);
    await changeEndpoint(tx.sql, endpoint.id, {
      secret: encryptSecret(context, endpoint.id, secret),
      previousSecret: encryptSecret(context, endpoint.id, present, 'previous_secret'),
      previousValidUntil: after(context.clock.now(), OVERLAP_MS),
    });
    await record(context, tx, {
      shopId: user.shopId,
      actor: user.id,
      act: 'endpoint.rotate',
      subject: endpointId,
      detail: { url: endpoint.url },
    });
    return { id: endpoint.id, secret };
  });
}

async function ownEndpoint(sqlOf: Sql, shopId: string, endpointId: string): Promise<Row<'webhookEndpoints'>> {
  const endpoint = await endpointById(sqlOf, endpointId);
  if (endpoint && endpoint.shopId === shopId && endpoint.deletedAt === null) return endpoint;
  throw new Problem(404, 'not_found', 'There is no such webhook endpoint.');
}
