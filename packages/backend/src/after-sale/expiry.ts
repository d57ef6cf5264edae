import * as z from 'zod/mini';
import { blocks, commandBank, commandsUnderWay } from '../banks/commands.ts';
import { lockOrder } from '../orders/store.ts';
import { amend, transition } from '../orders/transition.ts';
import { after, SECOND } from '../platform/clock.ts';
import { defineJob } from '../platform/queue/job.ts';
import type { Context } from '../context.ts';
import { signedBankApplication } from './store.ts';

export const expireJob = defineJob({
  name: 'expire',
  payload: z.object({ orderId: z.string() }),
  concurrency: 4,
  handle: (context: Context, { orderId }) => expire(context, orderId),
});

/** When expiry is tried again while a bank call is under way. */
const BUSY_SECONDS = 10;

/** Expires an order. From `signed` the bank gets `/cancel` first, and its refusal leaves the order signed. */
export async function expire(context: Context, orderId: string): Promise<void> {
  await context.transaction(async (tx) => {
    const order = await lockOrder(tx.sql, orderId);
    const now = context.clock.now();
    if (order.expiresAt === null || order.expiresAt > now) return;
    if ((await commandsUnderWay(tx.sql, orderId)).some(blocks) || order.confirmation?.state === 'held') {
      return tx.enqueue(expireJob.with({ orderId }, { startAfter: after(now, BUSY_SECONDS * SECOND) }));
    }
    if (order.status === 'signed') {
      // The bank is asked once: a refusal alerts, and a person decides.
      await amend(context, tx, order, { expiresAt: null });
      await commandBank(context, tx, await signedBankApplication(tx.sql, order), 'cancel', { reason: 'expired' }, { purpose: 'expiry' });
    } else {
      await transition(context, tx, order, 'expired');
    }
  });
}
