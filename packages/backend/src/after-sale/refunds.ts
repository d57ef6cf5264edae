import type { Refund } from '@installment-button/protocol';
import { lenderOf } from '../banks/lenders/lenders.ts';
import { commandBank, refuseWhileBankIsBusy } from '../banks/commands.ts';
import { appendEvent } from '../orders/events.ts';
import { amend, illegalTransition } from '../orders/transition.ts';
import type { CommandAnswer, Context } from '../context.ts';
import { Problem } from '../platform/http/problems.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { type RefundRequest, sharesOf } from './refund-shares.ts';
import { refundsOf, signedBankApplication } from './store.ts';

export const viewRefund = ({ id, amount, status }: Row<'refunds'>): Refund => ({ id, amount, status });

/** Reserves the sum under the order's lock and sends the refund to the bank. A failure gives the sum back. */
export async function refundOrder(context: Context, tx: Tx, order: Row<'orders'>, request: RefundRequest): Promise<Row<'refunds'>> {
  if (order.status !== 'confirmed' && order.status !== 'settled') throw illegalTransition(order.status, 'refunded');
  const application = await signedBankApplication(tx.sql, order);
  refuseWithoutRefundCall(context, application.bankId);
  await refuseWhileBankIsBusy(tx.sql, order.id);
  const shares = sharesOf(order.items, await refundsOf(tx.sql, order.id), request);
  const amount = shares.reduce((sum, share) => sum + share.amount, 0);
  if (order.status === 'confirmed' && order.refundedAmount === 0 && amount === order.amount) {
    throw new Problem(409, 'use_cancel', 'A refund of the whole sum before the settlement is a cancel: cancel the order instead.');
  }
  const refund = await tx.sql
    .insertInto('refunds')
    .values({
      id: context.ids.next('rfd'),
      orderId: order.id,
      shopId: order.shopId,
      amount,
      status: 'pending',
      items: 'items' in request ? JSON.stringify(request.items) : null,
      shares: JSON.stringify(shares),
      createdAt: context.clock.now(),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await amend(context, tx, order, { refundedAmount: order.refundedAmount + amount });
  await commandBank(context, tx, application, 'refund', { refundId: refund.id, amount }, { refundId: refund.id });
  return refund;
}

/** Some lenders have no call for a refund: the shop makes it in the lender's own cabinet. */
function refuseWithoutRefundCall(context: Context, bankId: string): void {
  const bank = context.banks.get(bankId);
  const lender = bank && lenderOf(bank);
  if (lender && !lender.refund)
    throw new Problem(409, 'refund_not_supported', `${bank.name} has no call for refunds: make the refund in its own cabinet.`);
}

/** The bank answered a refund: 200 done, 202 an event will follow, a refusal gives the sum back. */
export async function refundAnswered(
  context: Context,
  tx: Tx,
  order: Row<'orders'>,
  refundId: string,
  answer: CommandAnswer,
): Promise<void> {
  if (answer.state === 'refused') return finishRefund(context, tx, order, refundId, 'failed');
  if (answer.status !== 202) return finishRefund(context, tx, order, refundId, 'succeeded');
}

/** Finishes a pending refund. A second end changes nothing. */
export async function finishRefund(
  context: Context,
  tx: Tx,
  order: Row<'orders'>,
  refundId: string,
  status: 'succeeded' | 'failed',
): Promise<void> {
  const refund = await tx.sql
    .updateTable('refunds')
    .set({ status, finishedAt: context.clock.now() })
    .where('id', '=', refundId)
    .where('orderId', '=', order.id)
    .where('status', '=', 'pending')
    .returningAll()
    .executeTakeFirst();
  if (!refund) return;
  const refundedAmount = status === 'failed' ? order.refundedAmount - refund.amount : order.refundedAmount;
  const amended = await amend(context, tx, order, { refundedAmount });
  await appendEvent(context, tx, amended, { type: `refund.${status}`, public: true, data: { refund: viewRefund(refund) } });
}
