import type { Context } from '../platform/context.ts';
import type { Row } from '../platform/schema.ts';
import type { Tx } from '../platform/transaction.ts';
import { addressOf } from './link.ts';
import { viewOrder } from './view.ts';

/** Rung whenever anything of an order changed that its buyer or its shop may watch. */
export const orderTopic = (orderId: string) => `order:${orderId}`;
export const shopTopic = (shopId: string) => `shop:${shopId}`;

export interface NewEvent {
  type: string;
  /** One of the webhook types; a bank's decision is not. */
  public: boolean;
  bankId?: string;
  decision?: Row<'applications'>['decision'];
  /** Beside the order in the webhook's `data`. */
  data?: { refund?: unknown; receipt?: unknown };
}

/** The order as it is, but for the token in its link: that is derived anew whenever the event is shown. */
async function storable(context: Context, tx: Tx, order: Row<'orders'>) {
  return { ...(await viewOrder(context, tx.sql, order)), link: addressOf(context, order.id) };
}

/** Gives the event the order's next number, under the order's lock, and enqueues what follows. Returns the order with that number. */
export async function appendEvent(context: Context, tx: Tx, order: Row<'orders'>, event: NewEvent): Promise<Row<'orders'>> {
  const sequence = order.sequence + 1;
  const numbered = { ...order, sequence };
  await tx.sql.updateTable('orders').set({ sequence }).where('id', '=', order.id).execute();
  const row = {
    orderId: order.id,
    sequence,
    id: context.ids.next('evt'),
    shopId: order.shopId,
    type: event.type,
    public: event.public,
    status: order.status,
    previousStatus: order.previousStatus,
    bankId: event.bankId ?? null,
    decision: event.decision ?? null,
    at: context.clock.now(),
    data: event.public ? JSON.stringify({ order: await storable(context, tx, numbered), ...event.data }) : null,
  };
  await tx.sql.insertInto('events').values(row).execute();
  tx.ring(orderTopic(order.id));
  tx.ring(shopTopic(order.shopId));
  await tx.enqueue(...(await context.consequences.ofEvent(context, tx, row, numbered)));
  return numbered;
}
