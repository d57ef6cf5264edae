import {
  createdOrderSchema,
  createOrderSchema,
  listOrdersQuerySchema,
  orderIdSchema,
  orderListSchema,
  orderSchema,
} from '@installment-button/protocol';
import * as z from 'zod/mini';
import type { Context } from '../context.ts';
import { answerPreflights, readableByPages } from '../platform/http/cors.ts';
import type { App } from '../platform/http/http.ts';
import { answerOnce, PUBLIC_KEY_LENGTH } from '../platform/http/idempotency.ts';
import { keyFirst, requireKey, requireSecretKey, secretKeyFirst } from '../shops/credentials.ts';
import { createOrder } from './create.ts';
import { sessionTokenOf } from './session-token.ts';
import { findOwnOrder, listOrders } from './list.ts';
import { viewOrder, viewOrders } from './view.ts';

const tags = ['Orders'];
export const orderParamsSchema = z.strictObject({ id: orderIdSchema });

export function orderRoutes(app: App, context: Context): void {
  answerPreflights(app, '/v1/orders', 'POST');

  app.post(
    '/v1/orders',
    {
      onRequest: [readableByPages, keyFirst(context)],
      schema: {
        tags,
        security: [{ secretKey: [] }, { publishableKey: [] }],
        summary: 'Create an order',
        description: 'A server sends the secret key, a page the publishable key. `session` opens the application.',
        body: createOrderSchema,
        response: { 201: createdOrderSchema },
      },
    },
    async (request, reply) => {
      const { keyId, kind, shop, test } = await requireKey(context, request);
      const trusted = kind === 'secret';
      return answerOnce(context, request, reply, { credential: keyId, leastKeyLength: trusted ? 1 : PUBLIC_KEY_LENGTH }, async (tx) => {
        const order = await createOrder(context, tx, { shop, test, trusted }, request.body);
        return { status: 201, body: { ...(await viewOrder(context, tx.sql, order)), session: sessionTokenOf(context, order) } };
      });
    },
  );

  app.get(
    '/v1/orders/:id',
    {
      onRequest: secretKeyFirst(context),
      schema: { tags, summary: 'Read an order', params: orderParamsSchema, response: { 200: orderSchema } },
    },
    async (request) => {
      const { shop, test } = await requireSecretKey(context, request);
      return viewOrder(context, context.sql, await findOwnOrder(context.sql, { shopId: shop.id, test }, request.params.id));
    },
  );

  app.get(
    '/v1/orders',
    {
      onRequest: secretKeyFirst(context),
      schema: {
        tags,
        summary: 'List orders',
        description: 'The newest first.',
        querystring: listOrdersQuerySchema,
        response: { 200: orderListSchema },
      },
    },
    async (request) => {
      const { shop, test } = await requireSecretKey(context, request);
      const { orders, nextCursor } = await listOrders(context.sql, { shopId: shop.id, test }, request.query);
      return { data: await viewOrders(context, context.sql, orders), nextCursor };
    },
  );
}
