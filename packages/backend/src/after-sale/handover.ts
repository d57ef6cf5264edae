import type { Context } from '../context.ts';
import { amend, illegalTransition } from '../orders/transition.ts';
import { fieldProblem } from '../platform/http/problems.ts';
import type { Tx } from '../platform/database/transaction.ts';
import type { Row } from '../tables/schema.ts';

/** The goods are with the buyer. A second time changes nothing, and it is never taken back. */
export async function handOver(context: Context, tx: Tx, order: Row<'orders'>, at: Date = context.clock.now()): Promise<Row<'orders'>> {
  if (order.handedOverAt !== null) return order;
  if (!canBeHandedOver(order)) throw illegalTransition(order.status, 'handed over');
  if (at > context.clock.now() || (order.confirmedAt !== null && at < order.confirmedAt))
    throw fieldProblem('/at', 'invalid_value', 'The handover is between the confirm and now.');
  return amend(context, tx, order, { handedOverAt: at }, 'order.updated');
}

/** Something of it is still the buyer's. */
export const canBeHandedOver = ({ status, amount, refundedAmount }: Pick<Row<'orders'>, 'status' | 'amount' | 'refundedAmount'>): boolean =>
  (status === 'confirmed' || status === 'settled') && refundedAmount < amount;
