import { isFinal } from '@installment-button/protocol';
import { orderTopic, shopTopic } from '../orders/events.ts';
import type { Context } from '../context.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { record } from '../cabinet/audit.ts';
import { blankAnsweredCommands, blankEvents, blankOrder, deleteOfOrder } from './store.ts';

/** Personal data of an order that moves on are still needed: by the banks it asks, or by the bank it signed with. */
export function mayErase({ status }: Pick<Row<'orders'>, 'status'>): boolean {
  return status === 'created' || isFinal(status);
}

/**
 * Takes the person out of an order, which must be locked. What accounting needs stays: goods, sums, statuses, offers, the
 * agreement's title, hash and date, refunds, receipts. The link of an ended order opens nothing any more; an order that nobody
 * has sent yet may begin anew.
 */
export async function eraseOrder(context: Context, tx: Tx, order: Row<'orders'>, actor: 'operator' | 'retention'): Promise<void> {
  await deleteOfOrder(tx.sql, order.id);
  await blankOrder(tx.sql, order, isFinal(order.status) ? context.clock.now() : null);
  await blankEvents(tx.sql, order.id);
  await blankAnsweredCommands(tx.sql, [order.id]);
  await record(context, tx, { shopId: order.shopId, actor, act: 'buyer.erase', subject: order.id });
  // Streams that are open on it end, lists look again.
  tx.wake(orderTopic(order.id));
  tx.wake(shopTopic(order.shopId));
}
