import { refuseWhileBankIsBusy } from '../banks/commands.ts';
import { lockOrder } from '../orders/store.ts';
import { illegalTransition, transition } from '../orders/transition.ts';
import type { Context } from '../context.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { holdOrder, phoneUnconfirmed, type Access } from './access.ts';

/** The buyer gives up: with the session token only before anything was sent, with the buyer token up to the signature. */
export async function cancel(context: Context, tx: Tx, { order: { id }, buyer }: Access): Promise<Row<'orders'>> {
  const order = buyer === null ? await lockOrder(tx.sql, id) : await holdOrder(context, tx, { ...buyer, orderId: id });
  if (buyer === null && order.status !== 'created') throw phoneUnconfirmed();
  if (order.status !== 'created' && order.status !== 'submitted' && order.status !== 'approved') {
    throw illegalTransition(order.status, 'canceled by the buyer');
  }
  // A choice under way gives way to the cancel; the clean-up tells that bank too.
  await refuseWhileBankIsBusy(tx.sql, id, ['accept']);
  return transition(context, tx, order, 'canceled', { canceled: JSON.stringify({ by: 'buyer', reason: null }) });
}
