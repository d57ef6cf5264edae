import { bankApplicationsOf, lockOrder } from '../orders/store.ts';
import { appendEvent } from '../orders/events.ts';
import type { Context } from '../context.ts';
import { defineJob } from '../platform/queue/job.ts';
import { conclude, deadlineJob } from './conclude.ts';
import { setDecision, type BankApplication } from './store.ts';

export const reachDeadlineJob = defineJob({
  ...deadlineJob,
  concurrency: 4,
  handle: (context: Context, { orderId }) => reachDeadline(context, orderId),
});

/**
 * The time to decide is over: banks that have not answered stand as `failed` or `timeout`. Runs again when the late answers' time is
 * over.
 */
export function reachDeadline(context: Context, orderId: string): Promise<void> {
  return context.transaction(async (tx) => {
    let order = await lockOrder(tx.sql, orderId);
    const now = context.clock.now();
    if ((order.status !== 'submitted' && order.status !== 'approved') || order.decisionDeadline === null) return;
    if (now < order.decisionDeadline) {
      return tx.enqueue(deadlineJob.with({ orderId }, { startAfter: order.decisionDeadline }));
    }
    for (const application of await bankApplicationsOf(tx.sql, orderId)) {
      if (application.decision !== 'pending') continue;
      const { id, bankId } = application;
      const decision = everyTryFailed(application) ? 'failed' : 'timeout';
      await setDecision(tx.sql, id, { decision, decidedAt: now });
      context.metrics.decisions.inc({ bank: bankId, decision });
      order = await appendEvent(context, tx, order, { type: 'bank.decision', public: false, bankId, decision });
    }
    await conclude(context, tx, order);
  });
}

/** Every try met a refused connection or an error answer. One that is under way, or that a crash lost, may yet be answered. */
function everyTryFailed({ attempts, askedAt, heard }: BankApplication): boolean {
  return attempts > 0 && askedAt === null && !heard;
}
