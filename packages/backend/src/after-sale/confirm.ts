import { HOLD_SECONDS } from '@installment-button/protocol/status';
import * as z from 'zod/mini';
import { after, SECOND } from '../platform/clock.ts';
import { blocks, commandBank, commandsUnderWay, refuseWhileBankIsBusy } from '../banks/commands.ts';
import { amend, illegalTransition, transition } from '../orders/transition.ts';
import { lockOrder } from '../orders/store.ts';
import { receiptSettingsOf } from '../shops/receipt-settings.ts';
import { getShop } from '../shops/store.ts';
import type { CommandAnswer, Context } from '../context.ts';
import { Problem } from '../platform/http/problems.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { defineJob } from '../platform/queue/job.ts';
import { expectedSettlement } from './settlement.ts';
import { signedBankApplication } from './store.ts';

export const confirmJob = defineJob({
  name: 'confirm',
  payload: z.object({ orderId: z.string(), why: z.enum(['hold', 'auto']) }),
  concurrency: 4,
  handle: (context: Context, { orderId, why }) => confirmByItself(context, orderId, why),
});

/** The shop promises to ship. The bank's 2xx confirms the order, which must be locked. */
export async function confirmOrder(context: Context, tx: Tx, order: Row<'orders'>): Promise<Row<'orders'>> {
  await refuseUnlessConfirmable(tx, order);
  await commandBank(context, tx, await signedBankApplication(tx.sql, order), 'confirm', {}, {});
  return amend(context, tx, order, { confirmation: JSON.stringify({ state: 'pending' }) });
}

/** A manager's confirm is held before it goes to the bank, so that it can be taken back. */
export async function holdConfirm(context: Context, tx: Tx, order: Row<'orders'>): Promise<Row<'orders'>> {
  await refuseUnlessConfirmable(tx, order);
  const effectiveAt = after(context.clock.now(), HOLD_SECONDS * SECOND);
  await tx.enqueue(confirmJob.with({ orderId: order.id, why: 'hold' }, { startAfter: effectiveAt }));
  return amend(context, tx, order, { confirmation: JSON.stringify({ state: 'held', effectiveAt: effectiveAt.toISOString() }) });
}

export async function takeConfirmBack(context: Context, tx: Tx, order: Row<'orders'>): Promise<Row<'orders'>> {
  if (order.confirmation?.state !== 'held') throw new Problem(409, 'illegal_transition', 'There is no held confirmation to take back.');
  return amend(context, tx, order, { confirmation: null });
}

/** Sends a held confirm to the bank (`hold`), or confirms a newly signed order where the shop's settings allow it (`auto`). */
async function confirmByItself(context: Context, orderId: string, why: 'hold' | 'auto'): Promise<void> {
  await context.transaction(async (tx) => {
    const order = await lockOrder(tx.sql, orderId);
    if (order.status !== 'signed') return;
    if (why === 'hold') {
      const due = order.confirmation?.state === 'held' && order.confirmation.effectiveAt !== undefined;
      if (!due || new Date(order.confirmation?.effectiveAt ?? 0) > context.clock.now()) return;
      await confirmOrder(context, tx, await amend(context, tx, order, { confirmation: null }));
    } else if (order.confirmation === null && (await autoConfirms(tx, order)) && !(await bankIsBusy(tx, order))) {
      await confirmOrder(context, tx, order);
    }
  });
}

async function bankIsBusy(tx: Tx, order: Row<'orders'>): Promise<boolean> {
  return (await commandsUnderWay(tx.sql, order.id)).some(blocks);
}

async function autoConfirms(tx: Tx, order: Row<'orders'>): Promise<boolean> {
  const shop = await getShop(tx.sql, order.shopId);
  if (!shop.autoConfirm || (!order.trusted && !shop.autoConfirmUntrusted)) return false;
  return shop.autoConfirmUpTo === null || order.amount <= shop.autoConfirmUpTo;
}

async function refuseUnlessConfirmable(tx: Tx, order: Row<'orders'>): Promise<void> {
  if (order.status !== 'signed') throw illegalTransition(order.status, 'confirmed');
  await refuseWhileBankIsBusy(tx.sql, order.id);
  if (order.confirmation?.state === 'held')
    throw new Problem(409, 'bank_call_in_progress', 'A confirmation is already held: take it back first.');
}

/** The bank answered a confirm. */
export async function confirmAnswered(context: Context, tx: Tx, order: Row<'orders'>, answer: CommandAnswer): Promise<Row<'orders'>> {
  if (order.status !== 'signed') return order;
  if (answer.state === 'refused') return amend(context, tx, order, { confirmation: JSON.stringify({ state: 'refused' }) }, 'order.updated');
  const now = context.clock.now();
  const { expectedOn, amount } = await expectedSettlement(context, tx, order, now);
  return transition(context, tx, order, 'confirmed', {
    confirmation: null,
    confirmedAt: now,
    ...((await handsOverAtConfirm(tx, order)) ? { handedOverAt: now } : {}),
    settlementExpectedOn: expectedOn,
    settlementAmount: amount,
  });
}

/** The shop says so, or its server speaks T-Bank's protocol, which has no call for the handover. */
async function handsOverAtConfirm(tx: Tx, order: Row<'orders'>): Promise<boolean> {
  return order.tBank !== null || receiptSettingsOf(await getShop(tx.sql, order.shopId)).handedOverAtConfirm;
}
