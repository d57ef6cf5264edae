import type { Decision } from '@installment-button/protocol';
import { commandBank } from '../banks/commands.ts';
import type { LenderState } from '../banks/lenders/lender-state.ts';
import type { Context } from '../context.ts';
import type { LenderApplication } from '../fan-out/lender-offers.ts';
import { conclude } from '../fan-out/conclude.ts';
import { getBankApplication, setDecision } from '../fan-out/store.ts';
import { unchoose } from '../fan-out/withdraw-offers.ts';
import { appendEvent } from '../orders/events.ts';
import { isDeciding, transition } from '../orders/transition.ts';
import { lockOrder } from '../orders/store.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { contractSigned } from '../signing/signature-outcome.ts';
import type { Row } from '../tables/schema.ts';
import { bankEventEffects } from './bank-events.ts';

/**
 * What a look at a redirect lender changes. The order is locked:
 *
 * | the lender says       | the order                                                                                             |
 * | --------------------- | ----------------------------------------------------------------------------------------------------- |
 * | approved              | its decision is `approved`; a submitted order that chose it becomes `approved`                        |
 * | signed, committed     | the same, and then `signed`; not chosen, or the order has ended: the lender gets `/cancel`            |
 * | declined, canceled    | before the signature its decision is `declined` and the offer is gone; after it the contract is ended |
 * | open, past its term   | the offer is gone                                                                                     |
 */
export async function applyLenderState(
  context: Context,
  tx: Tx,
  order: Row<'orders'>,
  lender: LenderApplication,
  { at }: LenderState,
): Promise<void> {
  await tx.sql.updateTable('lenderApplications').set({ state: at }).where('applicationId', '=', lender.applicationId).execute();
  const chosen = order.chosenOfferId === lender.offerId;
  if (at === 'signed' || at === 'committed') return signedThere(context, tx, order, lender, chosen);
  if (at === 'approved') {
    await approve(context, tx, order, lender, chosen);
    return;
  }
  if (at === 'open' && lender.validUntil > context.clock.now()) return;
  if (isDeciding(order)) return gone(context, tx, order, lender);
  if (at === 'open' || !chosen || (order.status !== 'signed' && order.status !== 'confirmed')) return;
  const application = await getBankApplication(tx.sql, lender.applicationId);
  const now = context.clock.now().toISOString();
  const event = {
    eventId: `look-${lender.looks}`,
    applicationId: application.id,
    action: 'event',
    type: 'contract-canceled',
    at: now,
  } as const;
  await bankEventEffects['contract-canceled'](context, tx, order, application, event);
}

async function decided(
  context: Context,
  tx: Tx,
  order: Row<'orders'>,
  lender: LenderApplication,
  decision: Decision,
): Promise<Row<'orders'>> {
  const { applicationId, bankId } = lender;
  const application = await getBankApplication(tx.sql, applicationId);
  if (application.decision === decision) return order;
  await setDecision(tx.sql, applicationId, { decision, decidedAt: context.clock.now() });
  context.metrics.decisions.inc({ bank: bankId, decision });
  return appendEvent(context, tx, order, { type: 'bank.decision', public: false, bankId, decision });
}

async function approve(context: Context, tx: Tx, order: Row<'orders'>, lender: LenderApplication, chosen: boolean): Promise<Row<'orders'>> {
  if (!isDeciding(order)) return order;
  const approved = await decided(context, tx, order, lender, 'approved');
  return chosen && approved.status === 'submitted' ? transition(context, tx, approved, 'approved') : approved;
}

async function signedThere(context: Context, tx: Tx, order: Row<'orders'>, lender: LenderApplication, chosen: boolean): Promise<void> {
  const application = await getBankApplication(tx.sql, lender.applicationId);
  if (application.signed) return;
  if (!chosen || !isDeciding(order)) {
    const waiting = await tx.sql
      .selectFrom('bankCommands')
      .select('id')
      .where('applicationId', '=', application.id)
      .where('kind', '=', 'cancel')
      .executeTakeFirst();
    if (!waiting) await commandBank(context, tx, application, 'cancel', { reason: 'not chosen' }, { purpose: 'clean-up' });
    return;
  }
  const approved = await approve(context, tx, order, lender, chosen);
  await contractSigned(context, tx, await lockOrder(tx.sql, approved.id), { method: 'redirect', at: context.clock.now() });
}

/** The lender's no, or its offer's end. */
async function gone(context: Context, tx: Tx, order: Row<'orders'>, lender: LenderApplication): Promise<void> {
  if (lender.goneAt !== null) return;
  await tx.sql
    .updateTable('lenderApplications')
    .set({ goneAt: context.clock.now() })
    .where('applicationId', '=', lender.applicationId)
    .execute();
  let left = await decided(context, tx, order, lender, 'declined');
  if (left.chosenOfferId === lender.offerId) left = await unchoose(context, tx, left);
  await conclude(context, tx, left);
}
