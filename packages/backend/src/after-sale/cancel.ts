import { commandBank, refuseWhileBankIsBusy } from '../banks/commands.ts';
import { encryptReason } from '../orders/cancel-reason.ts';
import { amend, illegalTransition, transition } from '../orders/transition.ts';
import type { CommandAnswer, Context } from '../context.ts';
import { Problem } from '../platform/http/problems.ts';
import type { CommandSubject, Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { signedBankApplication } from './store.ts';

/** A shop's or a manager's cancel: at once before the signature; after it, only with the bank's 2xx. The order must be locked. */
export async function cancelOrder(
  context: Context,
  tx: Tx,
  order: Row<'orders'>,
  by: 'shop' | 'manager',
  reason: string | null,
): Promise<Row<'orders'>> {
  if (order.refundedAmount > 0)
    throw new Problem(409, 'illegal_transition', 'Part of the money is refunded already: refund the rest instead.');
  switch (order.status) {
    case 'created':
    case 'submitted':
    case 'approved':
      // The cancel supersedes a choice under way. The clean-up cancels at that bank too.
      await refuseWhileBankIsBusy(tx.sql, order.id, ['accept']);
      return transition(context, tx, order, 'canceled', {
        canceled: JSON.stringify({ by }),
        cancelReason: encryptReason(context, order.id, reason),
      });
    case 'signed':
    case 'confirmed': {
      await refuseWhileBankIsBusy(tx.sql, order.id);
      await commandBank(context, tx, await signedBankApplication(tx.sql, order), 'cancel', { reason: reason ?? '' }, { purpose: by });
      // The cancel ends a held confirmation.
      return amend(context, tx, order, {
        cancellation: JSON.stringify({ state: 'pending' }),
        cancelReason: encryptReason(context, order.id, reason),
        confirmation: null,
      });
    }
    default:
      throw illegalTransition(order.status, 'canceled');
  }
}

/** The bank answered a cancel. The answer to a clean-up changes nothing. */
export async function cancelAnswered(
  context: Context,
  tx: Tx,
  order: Row<'orders'>,
  subject: CommandSubject,
  answer: CommandAnswer,
): Promise<Row<'orders'>> {
  const { purpose } = subject;
  if (purpose === undefined || purpose === 'clean-up') return order;
  if (order.status !== 'signed' && order.status !== 'confirmed') return order;
  if (answer.state === 'refused') {
    if (purpose !== 'expiry') {
      const refused = { cancellation: JSON.stringify({ state: 'refused' }), cancelReason: null };
      return amend(context, tx, order, refused, 'order.updated');
    }
    context.metrics.alerts.inc({ what: 'expiry_refused' });
    context.log.error({ orderId: order.id }, 'the bank refused to cancel an expired contract');
    return order;
  }
  if (purpose === 'expiry') return transition(context, tx, order, 'expired');
  return transition(context, tx, order, 'canceled', {
    cancellation: null,
    canceled: JSON.stringify({ by: purpose }),
  });
}
