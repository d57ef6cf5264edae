import { moscowDay } from '@installment-button/protocol/moscow-day';
import * as z from 'zod/mini';
import { after, MINUTE } from '../platform/clock.ts';
import { lockOrder } from '../orders/store.ts';
import { transition } from '../orders/transition.ts';
import { getShop } from '../shops/store.ts';
import type { Context } from '../context.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { defineJob } from '../platform/queue/job.ts';
import { createCalendar, moscowNoon, nextBusinessDay, type Calendar } from './business-days.ts';
import { chosenOffer, signedBankApplication } from './store.ts';

export const settleJob = defineJob({
  name: 'settle',
  payload: z.object({ orderId: z.string() }),
  concurrency: 2,
  handle: (context: Context, { orderId }) => settleByDate(context, orderId),
});

const calendars = new WeakMap<Context, Calendar>();

function calendarOf(context: Context): Calendar {
  const calendar = calendars.get(context) ?? createCalendar(context.config.calendarFile, context.log);
  calendars.set(context, calendar);
  return calendar;
}

/** The same day where the shop's account is at the lending bank, else the next business day after the bank's 2xx to confirm. */
export async function expectedSettlement(
  context: Context,
  tx: Tx,
  order: Row<'orders'>,
  confirmedAt: Date,
): Promise<{ expectedOn: string; amount: number }> {
  const offer = await chosenOffer(tx.sql, order);
  const shop = await getShop(tx.sql, order.shopId);
  const day = moscowDay(confirmedAt);
  const { bankId } = await signedBankApplication(tx.sql, order);
  const sameBank = shop.bic !== null && shop.bic === context.banks.get(bankId)?.bic;
  return {
    expectedOn: sameBank ? day : nextBusinessDay(day, calendarOf(context)),
    // What a redirect lender keeps of the price is between it and the shop.
    amount: offer ? offer.terms.creditAmount + offer.terms.firstPayment : order.amount,
  };
}

/** When a bank that does not report settlements counts as having paid: at noon of the expected day. Null for other banks. */
export function settlesByItselfAt(context: Context, order: Row<'orders'>, bankId: string): Date | null {
  if (context.banks.get(bankId)?.reportsSettlement !== false || order.settlementExpectedOn === null) return null;
  return moscowNoon(order.settlementExpectedOn);
}

/** The money reached the shop: reported by the bank, or due by the date. */
export async function settleOrder(context: Context, tx: Tx, order: Row<'orders'>, amount: number | null): Promise<Row<'orders'>> {
  return transition(context, tx, order, 'settled', {
    settledAt: context.clock.now(),
    ...(amount === null ? {} : { settlementAmount: amount }),
    // A refused or pending cancel ends with the payment.
    cancellation: null,
  });
}

/** Settles by date. */
async function settleByDate(context: Context, orderId: string): Promise<void> {
  await context.transaction(async (tx) => {
    const order = await lockOrder(tx.sql, orderId);
    if (order.status !== 'confirmed') return;
    if (order.cancellation?.state === 'pending') {
      return tx.enqueue(settleJob.with({ orderId }, { startAfter: after(context.clock.now(), MINUTE) }));
    }
    await settleOrder(context, tx, order, null);
  });
}
