import {
  cancelOrderSchema,
  createRefundSchema,
  handoverSchema,
  noFieldsSchema,
  orderSchema,
  refundListSchema,
  refundSchema,
} from '@installment-button/protocol';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import { findOwnOrder } from '../orders/list.ts';
import { orderParamsSchema } from '../orders/routes.ts';
import { lockOrder, noSuchOrder } from '../orders/store.ts';
import { viewOrder } from '../orders/view.ts';
import type { Context } from '../context.ts';
import type { App } from '../platform/http/http.ts';
import { answerOnce, type Answer } from '../platform/http/idempotency.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { requireSecretKey, secretKeyFirst } from '../shops/credentials.ts';
import { cancelOrder } from './cancel.ts';
import { confirmOrder } from './confirm.ts';
import { handOver } from './handover.ts';
import { refundOrder, viewRefund } from './refunds.ts';
import { refundsOf } from './store.ts';

/** What the shop's server does with an order after the signature. */
export function afterSaleRoutes(app: App, context: Context): void {
  const onRequest = secretKeyFirst(context);

  app.post(
    '/v1/orders/:id/confirm',
    {
      onRequest,
      schema: {
        tags: ['Orders'],
        summary: 'Confirm a signed order',
        description: 'The shop promises to ship. The bank is asked first, and its 2xx makes the order `confirmed`.',
        params: orderParamsSchema,
        body: z.nullish(noFieldsSchema),
        response: { 202: orderSchema },
      },
    },
    (request, reply) =>
      answerShopOnce(context, request, reply, request.params.id, async (tx, order) => ({
        status: 202,
        body: await viewOrder(context, tx.sql, await confirmOrder(context, tx, order)),
      })),
  );

  app.post(
    '/v1/orders/:id/cancel',
    {
      onRequest,
      schema: {
        tags: ['Orders'],
        summary: 'Cancel an order',
        description: 'At once before the signature. After the signature the bank is asked first. Refused once anything is refunded.',
        params: orderParamsSchema,
        body: z.nullish(cancelOrderSchema),
        response: { 202: orderSchema },
      },
    },
    (request, reply) =>
      answerShopOnce(context, request, reply, request.params.id, async (tx, order) => ({
        status: 202,
        body: await viewOrder(context, tx.sql, await cancelOrder(context, tx, order, 'shop', request.body?.reason ?? null)),
      })),
  );

  app.post(
    '/v1/orders/:id/handover',
    {
      onRequest,
      schema: {
        tags: ['Orders'],
        summary: 'The goods are with the buyer',
        description: 'In confirmed and settled. Receipts follow the order of money and goods. Repeating it changes nothing.',
        params: orderParamsSchema,
        body: z.nullish(handoverSchema),
        response: { 200: orderSchema },
      },
    },
    (request, reply) =>
      answerShopOnce(context, request, reply, request.params.id, async (tx, order) => {
        const at = request.body?.at;
        const handed = await handOver(context, tx, order, ...(at === undefined ? [] : [new Date(at)]));
        return { status: 200, body: await viewOrder(context, tx.sql, handed) };
      }),
  );

  refundRoutes(app, context);
}

function refundRoutes(app: App, context: Context): void {
  const onRequest = secretKeyFirst(context);

  app.post(
    '/v1/orders/:id/refunds',
    {
      onRequest,
      schema: {
        tags: ['Refunds'],
        summary: 'Refund money of an order',
        description: 'By `amount` or by `items`, in confirmed and settled. The sum is reserved at once and given back if the bank refuses.',
        params: orderParamsSchema,
        body: createRefundSchema,
        response: { 201: refundSchema },
      },
    },
    (request, reply) =>
      answerShopOnce(context, request, reply, request.params.id, async (tx, order) => ({
        status: 201,
        body: viewRefund(await refundOrder(context, tx, order, request.body)),
      })),
  );

  app.get(
    '/v1/orders/:id/refunds',
    {
      onRequest,
      schema: { tags: ['Refunds'], summary: 'Refunds of an order', params: orderParamsSchema, response: { 200: refundListSchema } },
    },
    async (request) => {
      const { shop, test } = await requireSecretKey(context, request);
      const order = await findOwnOrder(context.sql, { shopId: shop.id, test }, request.params.id);
      return { data: (await refundsOf(context.sql, order.id)).map(viewRefund), nextCursor: null };
    },
  );
}

/** What the shop does with one of its orders: in one transaction with its answer, once for each Idempotency-Key. */
async function answerShopOnce(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  orderId: string,
  act: (tx: Tx, order: Row<'orders'>) => Promise<Answer>,
): Promise<void> {
  const { keyId, shop, test } = await requireSecretKey(context, request);
  return answerOnce(context, request, reply, { credential: keyId }, async (tx) => {
    const order = await lockOrder(tx.sql, orderId);
    // Another shop's order, or an order of the other kind of keys, does not exist for this key.
    if (order.shopId !== shop.id || order.test !== test) throw noSuchOrder();
    return act(tx, order);
  });
}
