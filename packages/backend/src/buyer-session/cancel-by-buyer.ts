import { refuseWhileBankIsBusy } from '../banks/commands.ts';
import { lockOrder } from '../orders/store.ts';
import { illegalTransition, transition } from '../orders/transition.ts';
import type { Context } from '../context.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { lockBuyersOrder, phoneUnconfirmed, type Access } from './access.ts';

/** The buyer cancels: with the session token before the submit, with the buyer token up to the signature. */
export async function cancelByBuyer(context: Context, tx: Tx, { order: { id }, buyer }: Access): Promise<Row<'orders'>> {
  const order = buyer === null ? await lockOrder(tx.sql, id) : await lockBuyersOrder(context, tx, { ...buyer, orderId: id });
  if (buyer === null && order.status !== 'created') throw phoneUnconfirmed();
  if (order.status !== 'created' && order.status !== 'submitted' && order.status !== 'approved') {
    throw illegalTransition(order.status, 'canceled by the buyer');
  }
  // The cancel supersedes a choice under way. The clean-up cancels at that bank too.
  await refuseWhileBankIsBusy(tx.sql, id, ['accept']);
  return transition(context, tx, order, 'canceled', { canceled: JSON.stringify({ by: 'buyer' }) });
}
