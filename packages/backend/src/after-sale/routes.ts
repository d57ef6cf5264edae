import {
  cancelOrderSchema,
  createRefundSchema,
  noFieldsSchema,
  orderSchema,
  refundListSchema,
  refundSchema,
} from '@installment-button/protocol';
import * as z from 'zod/mini';
import { findOwnOrder } from '../orders/list.ts';
import { orderParamsSchema } from '../orders/routes.ts';
import { lockOrder, noSuchOrder } from '../orders/store.ts';
import { viewOrder } from '../orders/view.ts';
import type { Context } from '../context.ts';
import type { App } from '../platform/http/http.ts';
import { answerOnce } from '../platform/http/idempotency.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { requireSecretKey, secretKeyFirst, type Credential } from '../shops/credentials.ts';
import { cancelOrder } from './cancel.ts';
import { confirmOrder } from './confirm.ts';
import { refundOrder, viewRefund } from './refunds.ts';
import { refundsOf } from './store.ts';

/** Another shop's order, or one of the other mode, does not exist for this key. */
async function lockOwnOrder(tx: Tx, { shop, test }: Credential, orderId: string): Promise<Row<'orders'>> {
  const order = await lockOrder(tx.sql, orderId);
  if (order.shopId !== shop.id || order.test !== test) throw noSuchOrder();
  return order;
}

export function afterSaleRoutes(app: App, context: Context): void {
  const onRequest = secretKeyFirst(context);

  app.post(
    '/v1/orders/:id/confirm',
    {
      onRequest,
      schema: {
        tags: ['Orders'],
        summary: 'Confirm a signed order',
        description: 'The shop promises to ship. The bank is told first; its 2xx makes the order `confirmed`.',
        params: orderParamsSchema,
        body: z.nullish(noFieldsSchema),
        response: { 202: orderSchema },
      },
    },
    async (request, reply) => {
      const credential = await requireSecretKey(context, request);
      return answerOnce(context, request, reply, { credential: credential.keyId }, async (tx) => {
        const order = await confirmOrder(context, tx, await lockOwnOrder(tx, credential, request.params.id));
        return { status: 202, body: await viewOrder(context, tx.sql, order) };
      });
    },
  );

  app.post(
    '/v1/orders/:id/cancel',
    {
      onRequest,
      schema: {
        tags: ['Orders'],
        summary: 'Cancel an order',
        description: 'At once before the signature; after it the bank is asked first. Not once anything is refunded.',
        params: orderParamsSchema,
        body: z.nullish(cancelOrderSchema),
        response: { 202: orderSchema },
      },
    },
    async (request, reply) => {
      const credential = await requireSecretKey(context, request);
      const reason = request.body?.reason ?? null;
      return answerOnce(context, request, reply, { credential: credential.keyId }, async (tx) => {
        const order = await cancelOrder(context, tx, await lockOwnOrder(tx, credential, request.params.id), 'shop', reason);
        return { status: 202, body: await viewOrder(context, tx.sql, order) };
      });
    },
  );

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
    async (request, reply) => {
      const credential = await requireSecretKey(context, request);
      return answerOnce(context, request, reply, { credential: credential.keyId }, async (tx) => {
        const refund = await refundOrder(context, tx, await lockOwnOrder(tx, credential, request.params.id), request.body);
        return { status: 201, body: viewRefund(refund) };
      });
    },
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
