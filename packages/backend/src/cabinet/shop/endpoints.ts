import { sql } from 'kysely';
import type { EndpointDelivery, EndpointHealth } from '@installment-button/protocol/cabinet/shop';
import type { CreateWebhookEndpoint, WebhookTest } from '@installment-button/protocol/merchant-api';
import type { Context } from '../../context.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import type { Row } from '../../tables/schema.ts';
import { createEndpoint, deleteEndpoint, findOwnEndpoint, noteSample, rotateSecret, sendSample } from '../../webhooks/endpoints.ts';
import { endpointsOf } from '../../webhooks/store.ts';
import { record } from '../audit.ts';
import { numberOf } from '../../orders/number.ts';

const SHOWN = 36;

interface LastDelivery {
  endpointId: string;
  state: Row<'webhookDeliveries'>['state'];
  attempts: number;
  responseStatus: number | null;
  lastAttemptAt: Date | null;
}

/** The shop's endpoints, each with its last deliveries. */
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
  await findOwnEndpoint(context.sql, { shopId }, endpointId);
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

export function addEndpoint(
  context: Context,
  user: Row<'users'>,
  { test, ...wish }: { test: boolean } & CreateWebhookEndpoint,
): Promise<{ id: string; secret: string }> {
  return context.transaction(async (tx) => {
    const { id, url, secret } = await createEndpoint(context, tx.sql, { shopId: user.shopId, test }, wish);
    await record(context, tx, { shopId: user.shopId, actor: user.id, act: 'endpoint.create', subject: id, detail: { url, test } });
    return { id, secret };
  });
}

export function removeEndpoint(context: Context, user: Row<'users'>, endpointId: string): Promise<void> {
  return context.transaction(async (tx) => {
    const endpoint = await findOwnEndpoint(tx.sql, { shopId: user.shopId }, endpointId);
    await deleteEndpoint(context, tx.sql, endpoint);
    await recordOn(context, tx, user, 'endpoint.delete', endpoint);
  });
}

export async function testEndpoint(context: Context, shopId: string, endpointId: string): Promise<WebhookTest> {
  const endpoint = await findOwnEndpoint(context.sql, { shopId }, endpointId);
  const outcome = await sendSample(context, endpoint);
  await noteSample(context, context.sql, endpoint, outcome);
  return outcome;
}

export function replaceSecret(context: Context, user: Row<'users'>, endpointId: string): Promise<{ id: string; secret: string }> {
  return context.transaction(async (tx) => {
    const endpoint = await findOwnEndpoint(tx.sql, { shopId: user.shopId }, endpointId);
    const { secret } = await rotateSecret(context, tx.sql, endpoint);
    await recordOn(context, tx, user, 'endpoint.rotate', endpoint);
    return { id: endpoint.id, secret };
  });
}

function recordOn(context: Context, tx: Tx, user: Row<'users'>, act: string, { id, url }: Row<'webhookEndpoints'>): Promise<void> {
  return record(context, tx, { shopId: user.shopId, actor: user.id, act, subject: id, detail: { url } });
}
