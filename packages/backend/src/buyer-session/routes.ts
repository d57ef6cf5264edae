import type { FastifyRequest } from 'fastify';
import {
  askPhoneCodeSchema,
  draftSchema,
  noFieldsSchema,
  provePhoneSchema,
  provenPhoneSchema,
  restartedSchema,
  restartOrderSchema,
  selectSchema,
  sentCodeSchema,
  sessionSchema,
  submitSchema,
} from '@installment-button/protocol';
import * as z from 'zod/mini';
import { orderTopic } from '../orders/events.ts';
import type { Context } from '../context.ts';
import { answerPreflights, readableByPages } from '../platform/http/cors.ts';
import type { App } from '../platform/http/http.ts';
import { answerOnce } from '../platform/http/idempotency.ts';
import { Problem } from '../platform/http/problems.ts';
import type { Row } from '../tables/schema.ts';
import { createStreams } from '../platform/http/server-sent-events.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { accessOf, buyerFirst, buyerOf, finish, sessionFirst } from './access.ts';
import { select } from './choice.ts';
import { saveDraft } from './draft.ts';
import { cancel } from './end.ts';
import { languageOf } from './language.ts';
import { noteOpened } from './opened.ts';
import { askPhoneCode, provePhone } from './phone.ts';
import { restart } from './restart.ts';
import { readSession, viewSession } from './session.ts';
import { shopOf } from './store.ts';
import { buyersStream } from './stream.ts';
import { submit } from './submit.ts';

const tags = ['Buyer'];
const withEither = [{ session: [] }, { buyer: [] }];
const withBuyerAlone = [{ buyer: [] }];

export function buyerSessionRoutes(app: App, context: Context): void {
  answerPreflights(app, '/v1/session', 'GET');
  const withSession = { onRequest: sessionFirst(context) };
  const withBuyer = { onRequest: buyerFirst(context) };

  /** 202 with what `GET /v1/session` says now. */
  const afterwards = async (request: FastifyRequest, tx: Tx, order: Row<'orders'>) => {
    const { buyer } = accessOf(request);
    return { status: 202, body: await viewSession(context, tx.sql, { order, buyer }, spoken(request)) };
  };

  app.get(
    '/v1/session',
    {
      onRequest: [readableByPages, sessionFirst(context)],
      schema: {
        tags,
        security: withEither,
        summary: 'Read the session',
        description:
          'With the session token the order’s summary; with the buyer token everything. From pages of the shop’s registered origins only.',
        response: { 200: sessionSchema },
      },
    },
    async (request) => {
      const access = accessOf(request);
      await refuseForeignPage(context, request, access.order);
      await noteOpened(context, request, access.order);
      return readSession(context, access, spoken(request));
    },
  );

  app.post(
    '/v1/session/phone',
    {
      ...withSession,
      schema: {
        tags,
        security: withEither,
        summary: 'Send a code to the phone',
        body: askPhoneCodeSchema,
        response: { 200: sentCodeSchema },
      },
    },
    (request) => askPhoneCode(context, accessOf(request), request.body, { address: request.ip, language: spoken(request) }),
  );

  app.post(
    '/v1/session/phone/code',
    {
      ...withSession,
      schema: { tags, security: withEither, summary: 'Prove the phone', body: provePhoneSchema, response: { 200: provenPhoneSchema } },
    },
    async (request) => ({ token: await provePhone(context, accessOf(request), request.body, request.ip) }),
  );

  app.put(
    '/v1/session/draft',
    {
      ...withBuyer,
      schema: { tags, security: withBuyerAlone, summary: 'Replace the draft', body: draftSchema, response: { 204: z.void() } },
    },
    async (request, reply) => {
      await saveDraft(context, buyerOf(request), request.body);
      return reply.code(204).send();
    },
  );

  app.post(
    '/v1/session/submit',
    {
      onRequest: buyerFirst(context, 'submit'),
      schema: {
        tags,
        security: withBuyerAlone,
        summary: 'Send the form to the banks',
        body: submitSchema,
        response: { 202: sessionSchema },
      },
    },
    (request, reply) => {
      const buyer = buyerOf(request);
      const evidence = { address: request.ip, userAgent: (request.headers['user-agent'] ?? '').slice(0, 500), language: spoken(request) };
      return answerOnce(context, request, reply, { credential: buyer.tokenHash }, async (tx) =>
        afterwards(request, tx, await submit(context, tx, buyer, request.body, evidence)),
      );
    },
  );

  const streams = createStreams(context, buyersStream(context));
  app.addHook('preClose', async () => streams.close());
  app.get(
    '/v1/session/events',
    {
      ...withBuyer,
      schema: {
        tags,
        security: withBuyerAlone,
        summary: 'Live events',
        description: 'Server-sent events: `decision`, `status`, `signing`, `deadline`; resumes by `Last-Event-ID`.',
        produces: ['text/event-stream'],
      },
    },
    (request, reply) => {
      const { orderId, tokenHash } = buyerOf(request);
      streams.open(reply, { orderId, tokenHash }, lastEventId(request));
      return reply;
    },
  );

  app.post(
    '/v1/session/select',
    {
      ...withBuyer,
      schema: {
        tags,
        security: withBuyerAlone,
        summary: 'Choose an offer',
        description: 'The bank’s yes makes the choice; until then `signing.state` is `preparing` and the old choice stands.',
        body: selectSchema,
        response: { 202: sessionSchema },
      },
    },
    (request, reply) => {
      const buyer = buyerOf(request);
      return answerOnce(context, request, reply, { credential: buyer.tokenHash }, async (tx) =>
        afterwards(request, tx, await select(context, tx, buyer, request.body.offerId)),
      );
    },
  );

  app.post(
    '/v1/session/cancel',
    {
      ...withSession,
      schema: {
        tags,
        security: withEither,
        summary: 'Cancel',
        description: 'With the session token while the order is created.',
        body: z.nullish(noFieldsSchema),
        response: { 202: sessionSchema },
      },
    },
    (request, reply) => {
      const access = accessOf(request);
      const credential = access.buyer?.tokenHash ?? `session:${access.order.id}`;
      return answerOnce(context, request, reply, { credential }, async (tx) => afterwards(request, tx, await cancel(context, tx, access)));
    },
  );

  app.post(
    '/v1/session/restart',
    {
      ...withBuyer,
      schema: {
        tags,
        security: withBuyerAlone,
        summary: 'Begin anew after a refusal',
        body: restartOrderSchema,
        response: { 200: restartedSchema },
      },
    },
    (request, reply) => {
      const buyer = buyerOf(request);
      return answerOnce(context, request, reply, { credential: buyer.tokenHash }, async (tx) => ({
        status: 200,
        body: await restart(context, tx, buyer, request.body),
      }));
    },
  );

  app.post(
    '/v1/session/finish',
    {
      ...withBuyer,
      schema: {
        tags,
        security: withBuyerAlone,
        summary: 'End the buyer token',
        body: z.nullish(noFieldsSchema),
        response: { 204: z.void() },
      },
    },
    async (request, reply) => {
      const buyer = buyerOf(request);
      await finish(context, buyer, orderTopic(buyer.orderId));
      return reply.code(204).send();
    },
  );
}

/** The number of the last event that the client saw; 0: tell all. */
function lastEventId({ headers }: FastifyRequest): number {
  const written = headers['last-event-id'];
  return typeof written === 'string' && /^\d{1,9}$/.test(written) ? Number(written) : 0;
}

const spoken = (request: FastifyRequest) => languageOf(request.headers['accept-language']);

/** A page of another origin reads only where the shop registered it; our own pages send their own origin or none. */
async function refuseForeignPage(context: Context, { headers: { origin } }: FastifyRequest, order: Row<'orders'>): Promise<void> {
  if (origin === undefined || origin === new URL(context.config.publicUrl).origin) return;
  const { origins } = await shopOf(context.sql, order.shopId);
  if (!origins.includes(origin)) throw new Problem(403, 'origin_not_registered', 'This page’s origin is not registered with the shop.');
}
