import { orderIdSchema } from '@installment-button/protocol';
import {
  cancelByManagerSchema,
  listOrdersSchema,
  liveQuerySchema,
  modeQuerySchema,
  newNoteSchema,
  noteSchema,
  orderDetailSchema,
  orderRowListSchema,
  orderSummarySchema,
  refundByManagerSchema,
  revealedSchema,
  revealSchema,
  searchOrdersSchema,
} from '@installment-button/protocol/cabinet/orders';
import * as z from 'zod/mini';
import type { Context } from '../../context.ts';
import type { App } from '../../platform/http/http.ts';
import { createStreams } from '../../platform/http/server-sent-events.ts';
import { signedInOf } from '../access/guard.ts';
import { cancel, confirm, refund, takeBack, handOverGoods } from './acts.ts';
import { viewDetail } from './detail.ts';
import { readOrderList, transactionsBefore } from './list.ts';
import { managersStream } from './live.ts';
import { addNote } from './notes.ts';
import { reveal } from './personal-data.ts';
import { recordSearch } from './search-limit.ts';
import { readSummary } from './summary.ts';

const config = { access: 'signed-in' } as const;
const hide = true;
const params = z.strictObject({ id: orderIdSchema });

export function orderRoutes(app: App, context: Context): void {
  listRoutes(app, context);
  orderDetailRoutes(app, context);
  actRoutes(app, context);
}

function listRoutes(app: App, context: Context): void {
  const streams = createStreams(context, managersStream(context));
  // A closing server waits for open streams.
  app.addHook('preClose', async () => streams.close());

  app.get('/orders', { config, schema: { hide, querystring: listOrdersSchema, response: { 200: orderRowListSchema } } }, (request) =>
    readOrderList(context, signedInOf(request).user.shopId, request.query),
  );

  app.post(
    '/orders/search',
    { config, schema: { hide, body: searchOrdersSchema, response: { 200: orderRowListSchema } } },
    async (request) => {
      const { user } = signedInOf(request);
      // The next page of a search is the same search.
      if (request.body.after === undefined) await recordSearch(context, user, request.body.search);
      return readOrderList(context, user.shopId, request.body);
    },
  );

  app.get('/orders/summary', { config, schema: { hide, querystring: modeQuerySchema, response: { 200: orderSummarySchema } } }, (request) =>
    readSummary(context, signedInOf(request).user.shopId, request.query.mode),
  );

  app.get('/orders/live', { config, schema: { hide, querystring: liveQuerySchema } }, async (request, reply) => {
    const { user, session } = signedInOf(request);
    const { mode, after } = request.query;
    const horizon = await transactionsBefore(context.sql);
    const asked = Number(request.headers['last-event-id'] ?? after ?? horizon);
    // A number that the database never gave would fail the read that all readers share.
    const from = Number.isSafeInteger(asked) && asked >= 0 ? Math.min(asked, horizon) : horizon;
    streams.open(reply, { sessionId: session.id, shopId: user.shopId, test: mode === 'test' }, from);
  });
}

function orderDetailRoutes(app: App, context: Context): void {
  app.get('/orders/:id', { config, schema: { hide, params, response: { 200: orderDetailSchema } } }, (request) =>
    viewDetail(context, signedInOf(request).user.shopId, request.params.id),
  );

  app.post('/orders/:id/reveal', { config, schema: { hide, params, body: revealSchema, response: { 200: revealedSchema } } }, (request) =>
    reveal(context, signedInOf(request).user, request.params.id, request.body.field),
  );

  app.post(
    '/orders/:id/notes',
    { config, schema: { hide, params, body: newNoteSchema, response: { 201: noteSchema } } },
    async (request, reply) => reply.code(201).send(await addNote(context, signedInOf(request).user, request.params.id, request.body.text)),
  );
}

function actRoutes(app: App, context: Context): void {
  app.post('/orders/:id/confirm', { config, schema: { hide, params, response: { 202: orderDetailSchema } } }, async (request, reply) => {
    const { user } = signedInOf(request);
    await confirm(context, user, request.params.id);
    return reply.code(202).send(await viewDetail(context, user.shopId, request.params.id));
  });

  app.post(
    '/orders/:id/confirm/take-back',
    { config, schema: { hide, params, response: { 202: orderDetailSchema } } },
    async (request, reply) => {
      const { user } = signedInOf(request);
      await takeBack(context, user, request.params.id);
      return reply.code(202).send(await viewDetail(context, user.shopId, request.params.id));
    },
  );

  app.post(
    '/orders/:id/cancel',
    { config, schema: { hide, params, body: cancelByManagerSchema, response: { 202: orderDetailSchema } } },
    async (request, reply) => {
      const { user } = signedInOf(request);
      await cancel(context, user, request.params.id, request.body.reason ?? null);
      return reply.code(202).send(await viewDetail(context, user.shopId, request.params.id));
    },
  );

  app.post('/orders/:id/handover', { config, schema: { hide, params, response: { 200: orderDetailSchema } } }, async (request) => {
    const { user } = signedInOf(request);
    await handOverGoods(context, user, request.params.id);
    return viewDetail(context, user.shopId, request.params.id);
  });

  app.post(
    '/orders/:id/refunds',
    { config, schema: { hide, params, body: refundByManagerSchema, response: { 201: orderDetailSchema } } },
    async (request, reply) => {
      const { user } = signedInOf(request);
      await refund(context, user, request.params.id, request.body);
      return reply.code(201).send(await viewDetail(context, user.shopId, request.params.id));
    },
  );
}
