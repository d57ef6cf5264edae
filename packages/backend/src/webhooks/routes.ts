import {
  createdWebhookEndpointSchema,
  createWebhookEndpointSchema,
  eventListSchema,
  eventParamsSchema,
  listEventsQuerySchema,
  noFieldsSchema,
  rotatedSecretSchema,
  webhookEndpointIdSchema,
  webhookEndpointListSchema,
  webhookEndpointSchema,
  webhookEventSchema,
  webhookTestSchema,
  type WebhookEndpoint,
} from '@installment-button/protocol';
import type { FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import { after, DAY } from '../platform/clock.ts';
import type { Context } from '../context.ts';
import type { App } from '../platform/http/http.ts';
import { answerOnce, answerOnceAround } from '../platform/http/idempotency.ts';
import { fieldProblem, Problem } from '../platform/http/problems.ts';
import type { Row, Sql } from '../tables/schema.ts';
import { requireSecretKey, secretKeyFirst } from '../shops/keys.ts';
import { redeliver } from './spread-event.ts';
import { messageOf, newSecret, sampleEvent, encryptSecret, secretsOf } from './message.ts';
import { sendWebhook } from './send.ts';
import {
  changeEndpoint,
  endpointById,
  endpointsOf,
  eventById,
  eventsAfter,
  insertEndpoint,
  type Owner,
  type PublicEvent,
} from './store.ts';
import { refuseTarget } from './target.ts';

const DEFAULT_LIMIT = 20;
const MOST_ENDPOINTS = 20;
/** After a rotation both secrets sign for so long. */
const OVERLAP_MS = DAY;

const tags = ['Webhooks'];
const params = z.strictObject({ id: webhookEndpointIdSchema });
/** These calls take no fields; no body at all is as good. */
const noBody = z.nullish(noFieldsSchema);

export function webhookRoutes(app: App, context: Context): void {
  const onRequest = secretKeyFirst(context);
  const caller = async (request: FastifyRequest) => {
    const { keyId, shop, test } = await requireSecretKey(context, request);
    return { credential: keyId, owner: { shopId: shop.id, test } };
  };

  app.post(
    '/v1/webhook-endpoints',
    {
      onRequest,
      schema: {
        tags,
        summary: 'Register a target',
        description: 'The secret is shown this once. A target made with a test key hears of test orders only.',
        body: createWebhookEndpointSchema,
        response: { 201: createdWebhookEndpointSchema },
      },
    },
    async (request, reply) => {
      const { credential, owner } = await caller(request);
      const { url, types } = request.body;
      refuseTarget(url, context.config.production);
      return answerOnce(context, request, reply, { credential }, async ({ sql }) => {
        if ((await endpointsOf(sql, owner)).length >= MOST_ENDPOINTS)
          throw new Problem(409, 'conflict', `A shop may have ${MOST_ENDPOINTS} targets. Delete one first.`);
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
        return { status: 201, body: { id, url, secret } };
      });
    },
  );

  app.get(
    '/v1/webhook-endpoints',
    { onRequest, schema: { tags, summary: 'List targets', response: { 200: webhookEndpointListSchema } } },
    async (request) => {
      const { owner } = await caller(request);
      return { data: (await endpointsOf(context.sql, owner)).map(viewEndpoint), nextCursor: null };
    },
  );

  app.delete(
    '/v1/webhook-endpoints/:id',
    { onRequest, schema: { tags, summary: 'Delete a target', params, response: { 204: z.void() } } },
    async (request, reply) => {
      const { owner } = await caller(request);
      const endpoint = await ownEndpoint(context.sql, owner, request.params.id);
      await changeEndpoint(context.sql, endpoint.id, { deletedAt: context.clock.now() });
      return reply.code(204).send();
    },
  );

  app.post(
    '/v1/webhook-endpoints/:id/test',
    {
      onRequest,
      schema: {
        tags,
        summary: 'Send a sample',
        description: 'A signed `order.created` of an order that does not exist. A 2xx enables a disabled target again.',
        params,
        body: noBody,
        response: { 200: webhookTestSchema },
      },
    },
    async (request, reply) => {
      const { credential, owner } = await caller(request);
      const endpoint = await ownEndpoint(context.sql, owner, request.params.id);
      return answerOnceAround(context, request, reply, { credential }, async (keep) => {
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
        return context.transaction(async (tx) => {
          if (delivered)
            await changeEndpoint(tx.sql, endpoint.id, { disabledAt: null, failingSince: null, lastSuccessAt: context.clock.now() });
          const answer = { status: 200, body: { delivered, status } };
          await keep(tx, answer);
          return answer;
        });
      });
    },
  );

  app.post(
    '/v1/webhook-endpoints/:id/rotate',
    {
      onRequest,
      schema: {
        tags,
        summary: 'Replace the secret',
        description: 'For a day both secrets sign each webhook.',
        params,
        body: noBody,
        response: { 200: rotatedSecretSchema },
      },
    },
    async (request, reply) => {
      const { credential, owner } = await caller(request);
      return answerOnce(context, request, reply, { credential }, async ({ sql }) => {
        const endpoint = await ownEndpoint(sql, owner, request.params.id);
        const [present = ''] = secretsOf(context, endpoint);
        const secret = newSecret(context);
        const previousValidUntil = after(context.clock.now(), OVERLAP_MS);
        await changeEndpoint(sql, endpoint.id, {
          secret: encryptSecret(context, endpoint.id, secret),
          previousSecret: encryptSecret(context, endpoint.id, present, 'previous_secret'),
          previousValidUntil,
        });
        return { status: 200, body: { secret, previousValidUntil: previousValidUntil.toISOString() } };
      });
    },
  );

  app.get(
    '/v1/events',
    {
      onRequest,
      schema: {
        tags,
        summary: 'List events',
        description: 'The oldest first. `after` is the id of the last event you have; none is ever jumped over.',
        querystring: listEventsQuerySchema,
        response: { 200: eventListSchema },
      },
    },
    async (request) => {
      const { owner } = await caller(request);
      const { after: cursor, limit = DEFAULT_LIMIT } = request.query;
      const last = cursor === undefined ? null : await ownEvent(context.sql, owner, cursor);
      if (last === undefined) throw fieldProblem('/after', 'invalid_value', 'No event of yours has this id.');
      const events = await eventsAfter(context.sql, owner, last, limit + 1);
      const page = events.slice(0, limit);
      return { data: page.map((event) => messageOf(context, event)), nextCursor: events.length > limit ? (page.at(-1)?.id ?? null) : null };
    },
  );

  app.post(
    '/v1/events/:id/redeliver',
    {
      onRequest,
      schema: {
        tags,
        summary: 'Deliver an event again',
        description: 'To every target that listens to its type now.',
        params: eventParamsSchema,
        body: noBody,
        response: { 202: webhookEventSchema },
      },
    },
    async (request, reply) => {
      const { credential, owner } = await caller(request);
      return answerOnce(context, request, reply, { credential }, async (tx) => {
        const event = await ownEvent(tx.sql, owner, request.params.id);
        if (!event) throw new Problem(404, 'not_found', 'There is no such event.');
        await redeliver(context, tx, event);
        return { status: 202, body: messageOf(context, event) };
      });
    },
  );
}

async function ownEndpoint(sql: Sql, { shopId, test }: Owner, endpointId: string): Promise<Row<'webhookEndpoints'>> {
  const endpoint = await endpointById(sql, endpointId);
  if (endpoint && endpoint.shopId === shopId && endpoint.test === test && endpoint.deletedAt === null) return endpoint;
  throw new Problem(404, 'not_found', 'There is no such webhook endpoint.');
}

async function ownEvent(sql: Sql, { shopId, test }: Owner, eventId: string): Promise<PublicEvent | undefined> {
  const event = await eventById(sql, eventId);
  return event && event.shopId === shopId && event.test === test ? event : undefined;
}

function viewEndpoint({ id, url, types, createdAt, disabledAt }: Row<'webhookEndpoints'>): WebhookEndpoint {
  return webhookEndpointSchema.parse({ id, url, types, createdAt: createdAt.toISOString(), disabledAt: disabledAt?.toISOString() ?? null });
}
