import type { CreateWebhookEndpoint, RotatedSecret, WebhookTest } from '@installment-button/protocol';
import { after, DAY } from '../platform/clock.ts';
import type { Context } from '../context.ts';
import { Problem } from '../platform/http/problems.ts';
import type { Row, Sql } from '../tables/schema.ts';
import { encryptSecret, newSecret, sampleEvent, secretsOf } from './message.ts';
import { sendWebhook } from './send.ts';
import { changeEndpoint, endpointById, endpointsOf, insertEndpoint, type Owner } from './store.ts';
import { refuseTarget } from './target.ts';

/** Live endpoints of a shop, and as many of its test keys. */
const MOST_ENDPOINTS = 20;
/** After a rotation the new and the previous secret both sign for this long. */
const OVERLAP_MS = DAY;

/** The merchant API and the cabinet both use these functions; the cabinet adds its audit entry in the same transaction. */
export async function createEndpoint(
  context: Context,
  sql: Sql,
  owner: Owner,
  { url, types }: CreateWebhookEndpoint,
): Promise<{ id: string; url: string; secret: string }> {
  refuseTarget(url, context.config.production);
  if ((await endpointsOf(sql, owner)).length >= MOST_ENDPOINTS)
    throw new Problem(409, 'conflict', `A shop may have at most ${MOST_ENDPOINTS} webhook endpoints. Delete one first.`);
  const id = context.ids.next('whk');
  const secret = newSecret(context);
  await insertEndpoint(sql, {
    ...owner,
    id,
    url,
    types: types ?? null,
    secret: encryptSecret(context, id, secret),
    createdAt: context.clock.now(),
  });
  return { id, url, secret };
}

/**
 * The endpoint of this shop, or 404.
 * @param owner the cabinet shows live and test endpoints together, so it leaves `test` out
 */
export async function findOwnEndpoint(
  sql: Sql,
  { shopId, test }: Pick<Owner, 'shopId'> & Partial<Owner>,
  endpointId: string,
): Promise<Row<'webhookEndpoints'>> {
  const endpoint = await endpointById(sql, endpointId);
  const own = endpoint?.shopId === shopId && (test === undefined || endpoint.test === test);
  if (endpoint && own && endpoint.deletedAt === null) return endpoint;
  throw new Problem(404, 'not_found', 'There is no such webhook endpoint.');
}

export async function deleteEndpoint(context: Context, sql: Sql, { id }: Row<'webhookEndpoints'>): Promise<void> {
  await changeEndpoint(sql, id, { deletedAt: context.clock.now() });
}

/** Sends a signed sample event. `noteSample` then writes what came of it. */
export async function sendSample(context: Context, endpoint: Row<'webhookEndpoints'>): Promise<WebhookTest> {
  const sample = sampleEvent(context);
  const status = await sendWebhook({
    url: endpoint.url,
    id: sample.id,
    body: JSON.stringify(sample),
    secrets: secretsOf(context, endpoint),
    at: context.clock.now(),
    allowLoopback: !context.config.production,
  });
  return { delivered: status !== null && status >= 200 && status < 300, status };
}

/** A 2xx enables a disabled endpoint again. */
export async function noteSample(context: Context, sql: Sql, { id }: Row<'webhookEndpoints'>, { delivered }: WebhookTest): Promise<void> {
  if (delivered) await changeEndpoint(sql, id, { disabledAt: null, failingSince: null, lastSuccessAt: context.clock.now() });
}

export async function rotateSecret(context: Context, sql: Sql, endpoint: Row<'webhookEndpoints'>): Promise<RotatedSecret> {
  const [present = ''] = secretsOf(context, endpoint);
  const secret = newSecret(context);
  const previousValidUntil = after(context.clock.now(), OVERLAP_MS);
  await changeEndpoint(sql, endpoint.id, {
    secret: encryptSecret(context, endpoint.id, secret),
    previousSecret: encryptSecret(context, endpoint.id, present, 'previous_secret'),
    previousValidUntil,
  });
  return { secret, previousValidUntil: previousValidUntil.toISOString() };
}
