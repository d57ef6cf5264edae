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
  type EventList,
  type WebhookEndpoint,
} from '@installment-button/protocol';
import type { FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import type { Context } from '../context.ts';
import type { App } from '../platform/http/http.ts';
import { answerOnce, answerOnceAround } from '../platform/http/idempotency.ts';
import { fieldProblem, Problem } from '../platform/http/problems.ts';
import type { Row, Sql } from '../tables/schema.ts';
import { requireSecretKey, secretKeyFirst } from '../shops/credentials.ts';
import { redeliver } from './spread-event.ts';
import { createEndpoint, deleteEndpoint, findOwnEndpoint, noteSample, rotateSecret, sendSample } from './endpoints.ts';
import { messageOf } from './message.ts';
import { endpointsOf, eventById, eventsAfter, type Owner, type PublicEvent } from './store.ts';

const DEFAULT_LIMIT = 20;

const tags = ['Webhooks'];
const params = z.strictObject({ id: webhookEndpointIdSchema });
/** These calls take no fields. An empty body is accepted too. */
const noBody = z.nullish(noFieldsSchema);

const endpointSchemas = {
  create: {
    tags,
    summary: 'Register an endpoint',
    description: 'The answer shows the secret once. An endpoint made with a test key receives events of test orders only.',
    body: createWebhookEndpointSchema,
    response: { 201: createdWebhookEndpointSchema },
  },
  list: { tags, summary: 'List endpoints', response: { 200: webhookEndpointListSchema } },
  delete: { tags, summary: 'Delete an endpoint', params, response: { 204: z.void() } },
  test: {
    tags,
    summary: 'Send a sample',
    description: 'A signed `order.created` of an order that does not exist. A 2xx enables a disabled endpoint again.',
    params,
    body: noBody,
    response: { 200: webhookTestSchema },
  },
  rotate: {
    tags,
    summary: 'Replace the secret',
    description: 'For a day both secrets sign each webhook.',
    params,
    body: noBody,
    response: { 200: rotatedSecretSchema },
  },
};

const eventSchemas = {
  list: {
    tags,
    summary: 'List events',
    description: 'The oldest first. `after` is the id of the last event that you have. No event is ever skipped.',
    querystring: listEventsQuerySchema,
    response: { 200: eventListSchema },
  },
  redeliver: {
    tags,
    summary: 'Deliver an event again',
    description: 'To every endpoint that listens to this type now.',
    params: eventParamsSchema,
    body: noBody,
    response: { 202: webhookEventSchema },
  },
};

export function webhookRoutes(app: App, context: Context): void {
  endpointRoutes(app, context);
  eventRoutes(app, context);
}

function endpointRoutes(app: App, context: Context): void {
  const onRequest = secretKeyFirst(context);

  app.post('/v1/webhook-endpoints', { onRequest, schema: endpointSchemas.create }, async (request, reply) => {
    const { credential, owner } = await callerOf(context, request);
    return answerOnce(context, request, reply, { credential }, async ({ sql }) => ({
      status: 201,
      body: await createEndpoint(context, sql, owner, request.body),
    }));
  });

  app.get('/v1/webhook-endpoints', { onRequest, schema: endpointSchemas.list }, async (request) => {
    const { owner } = await callerOf(context, request);
    return { data: (await endpointsOf(context.sql, owner)).map(viewEndpoint), nextCursor: null };
  });

  app.delete('/v1/webhook-endpoints/:id', { onRequest, schema: endpointSchemas.delete }, async (request, reply) => {
    const { owner } = await callerOf(context, request);
    await deleteEndpoint(context, context.sql, await findOwnEndpoint(context.sql, owner, request.params.id));
    return reply.code(204).send();
  });

  app.post('/v1/webhook-endpoints/:id/test', { onRequest, schema: endpointSchemas.test }, async (request, reply) => {
    const { credential, owner } = await callerOf(context, request);
    const endpoint = await findOwnEndpoint(context.sql, owner, request.params.id);
    return answerOnceAround(context, request, reply, { credential }, async (keep) => {
      const answer = { status: 200, body: await sendSample(context, endpoint) };
      await context.transaction(async (tx) => {
        await noteSample(context, tx.sql, endpoint, answer.body);
        await keep(tx, answer);
      });
      return answer;
    });
  });

  app.post('/v1/webhook-endpoints/:id/rotate', { onRequest, schema: endpointSchemas.rotate }, async (request, reply) => {
    const { credential, owner } = await callerOf(context, request);
    return answerOnce(context, request, reply, { credential }, async ({ sql }) => ({
      status: 200,
      body: await rotateSecret(context, sql, await findOwnEndpoint(sql, owner, request.params.id)),
    }));
  });
}

function eventRoutes(app: App, context: Context): void {
  const onRequest = secretKeyFirst(context);

  app.get('/v1/events', { onRequest, schema: eventSchemas.list }, async (request) => {
    const { owner } = await callerOf(context, request);
    return listEvents(context, owner, request.query);
  });

  app.post('/v1/events/:id/redeliver', { onRequest, schema: eventSchemas.redeliver }, async (request, reply) => {
    const { credential, owner } = await callerOf(context, request);
    return answerOnce(context, request, reply, { credential }, async (tx) => {
      const event = await findOwnEvent(tx.sql, owner, request.params.id);
      if (!event) throw new Problem(404, 'not_found', 'There is no such event.');
      await redeliver(context, tx, event);
      return { status: 202, body: messageOf(context, event) };
    });
  });
}

async function callerOf(context: Context, request: FastifyRequest): Promise<{ credential: string; owner: Owner }> {
  const { keyId, shop, test } = await requireSecretKey(context, request);
  return { credential: keyId, owner: { shopId: shop.id, test } };
}

async function listEvents(
  context: Context,
  owner: Owner,
  { after: cursor, limit = DEFAULT_LIMIT }: z.infer<typeof listEventsQuerySchema>,
): Promise<EventList> {
  const last = cursor === undefined ? null : await findOwnEvent(context.sql, owner, cursor);
  if (last === undefined) throw fieldProblem('/after', 'invalid_value', '`after` must be the id of an event of your shop.');
  const events = await eventsAfter(context.sql, owner, last, limit + 1);
  const page = events.slice(0, limit);
  return { data: page.map((event) => messageOf(context, event)), nextCursor: events.length > limit ? (page.at(-1)?.id ?? null) : null };
}

async function findOwnEvent(sql: Sql, { shopId, test }: Owner, eventId: string): Promise<PublicEvent | undefined> {
  const event = await eventById(sql, eventId);
  return event && event.shopId === shopId && event.test === test ? event : undefined;
}

function viewEndpoint({ id, url, types, createdAt, disabledAt }: Row<'webhookEndpoints'>): WebhookEndpoint {
  return webhookEndpointSchema.parse({ id, url, types, createdAt: createdAt.toISOString(), disabledAt: disabledAt?.toISOString() ?? null });
}
