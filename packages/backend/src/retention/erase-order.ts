import { isFinal } from '@installment-button/protocol';
import { orderTopic } from '../orders/events.ts';
import { record } from '../cabinet/audit.ts';
import type { Context } from '../context.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { blankAnsweredCommands, blankAudit, blankEvents, blankOrder, deleteOfOrder } from './store.ts';

/** An order under way still needs the personal data, for the banks that it asks or the bank that it signed with. */
export function mayErase({ status }: Pick<Row<'orders'>, 'status'>): boolean {
  return status === 'created' || isFinal(status);
}

/**
 * Erases the person from an order, which must be locked. Kept for the accounts: goods, sums, statuses, offers, the agreement's title,
 * hash and date, refunds, receipts. The link of an ended order no longer works; an order before the submit may still be used.
 */
export async function eraseOrder(context: Context, tx: Tx, order: Row<'orders'>, actor: 'operator' | 'retention'): Promise<void> {
  await deleteOfOrder(tx.sql, order.id);
  await blankOrder(tx.sql, order, isFinal(order.status) ? context.clock.now() : null);
  await blankEvents(tx.sql, order.id);
  await blankAnsweredCommands(tx.sql, [order.id]);
  await blankAudit(tx.sql, order.id);
  await record(context, tx, { act: 'buyer.erase', actor, subject: order.id, shopId: order.shopId });
  // Open streams of this order end.
  tx.wake(orderTopic(order.id));
}
