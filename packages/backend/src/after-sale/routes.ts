import {
  cancelOrderSchema,
  createRefundSchema,
  noFieldsSchema,
  orderSchema,
  refundListSchema,
  refundSchema,
} from '@installment-button/protocol';
import * as z from 'zod';
import { lockOrder, noSuchOrder } from '../orders/store.ts';
import { viewOrder } from '../orders/view.ts';
import type { Context } from '../platform/context.ts';
import type { App } from '../platform/http.ts';
import type { Row } from '../platform/schema.ts';
import type { Tx } from '../platform/transaction.ts';
import { requireSecretKey, secretKeyFirst, type Credential } from '../shops/keys.ts';
import { cancelOrder } from './cancel.ts';
import { confirmOrder } from './confirm.ts';
import { refundOrder, viewRefund } from './refunds.ts';
import { refundsOf } from './store.ts';

const params = z.object({ id: z.string() });

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
        tags: ['orders'],
        summary: 'Confirm a signed order',
        description:
          'The shop promises to ship. The bank is told first; its 2xx makes the order `confirmed`. 409 `illegal_transition`, `bank_call_in_progress`.',
        params,
        body: z.optional(z.nullable(noFieldsSchema)),
        response: { 202: orderSchema },
      },
    },
    async (request, reply) => {
      const credential = await requireSecretKey(context, request);
      const order = await context.transaction(async (tx) => {
        const confirmed = await confirmOrder(context, tx, await lockOwnOrder(tx, credential, request.params.id));
        return viewOrder(context, tx.sql, confirmed);
      });
      return reply.code(202).send(order);
    },
  );

  app.post(
    '/v1/orders/:id/cancel',
    {
      onRequest,
      schema: {
        tags: ['orders'],
        summary: 'Cancel an order',
        description:
          'At once before the signature; after it the bank is asked first. 409 `illegal_transition` once anything is refunded, `bank_call_in_progress`.',
        params,
        body: z.optional(z.nullable(cancelOrderSchema)),
        response: { 202: orderSchema },
      },
    },
    async (request, reply) => {
      const credential = await requireSecretKey(context, request);
      const order = await context.transaction(async (tx) => {
        const own = await lockOwnOrder(tx, credential, request.params.id);
        return viewOrder(context, tx.sql, await cancelOrder(context, tx, own, 'shop', request.body?.reason ?? null));
      });
      return reply.code(202).send(order);
    },
  );

  app.post(
    '/v1/orders/:id/refunds',
    {
      onRequest,
      schema: {
        tags: ['refunds'],
        summary: 'Refund money of an order',
        description:
          'By `amount` or by `items`; only in confirmed and settled. The sum is reserved at once and given back if the bank refuses. ' +
          '422 `refund_exceeds`; 409 `use_cancel` for the whole amount before the settlement.',
        params,
        body: createRefundSchema,
        response: { 201: refundSchema },
      },
    },
    async (request, reply) => {
      const credential = await requireSecretKey(context, request);
      const refund = await context.transaction(async (tx) =>
        refundOrder(context, tx, await lockOwnOrder(tx, credential, request.params.id), request.body),
      );
      return reply.code(201).send(viewRefund(refund));
    },
  );

  app.get(
    '/v1/orders/:id/refunds',
    { onRequest, schema: { tags: ['refunds'], summary: 'Refunds of an order', params, response: { 200: refundListSchema } } },
    async (request) => {
      const { shop, test } = await requireSecretKey(context, request);
      const order = await context.sql.selectFrom('orders').selectAll().where('id', '=', request.params.id).executeTakeFirst();
      if (!order || order.shopId !== shop.id || order.test !== test) throw noSuchOrder();
      return { data: (await refundsOf(context.sql, order.id)).map(viewRefund), nextCursor: null };
    },
  );
}
