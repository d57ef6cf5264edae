import { lockOrder } from '../orders/store.ts';
import { appendEvent } from '../orders/events.ts';
import { isDeciding } from '../orders/transition.ts';
import { after, SECOND } from '../platform/clock.ts';
import type { Context } from '../context.ts';
import { defineJob } from '../platform/queue/job.ts';
import type { Row } from '../tables/schema.ts';
import { conclude, deadlineJob } from './conclude.ts';
import { bankApplicationsOf, setDecision, type BankApplication } from './store.ts';

export const reachDeadlineJob = defineJob({
  ...deadlineJob,
  concurrency: 4,
  handle: (context: Context, { orderId }) => reachDeadline(context, orderId),
});

/** The order's `decisionDeadline`, set by the submit: DECISION_SECONDS after it, banks that have not answered are no longer waited for. */
export function decisionDeadline(context: Pick<Context, 'config'>, submittedAt: Date): Date {
  return after(submittedAt, context.config.decisionSeconds * SECOND);
}

/** The moment that the buyer's countdown runs to: later, where some bank timed out and nobody approved. Null before the submit. */
export function shownDeadline({
  lateDeadline,
  decisionDeadline: first,
}: Pick<Row<'orders'>, 'lateDeadline' | 'decisionDeadline'>): string | null {
  return (lateDeadline ?? first)?.toISOString() ?? null;
}

/**
 * At the deadline, banks that have not answered become `failed` or `timeout`; `conclude()` decides what that means for the order. Runs again LATE_MINUTES later, when late answers are
 * no longer waited for.
 */
export function reachDeadline(context: Context, orderId: string): Promise<void> {
  return context.transaction(async (tx) => {
    let order = await lockOrder(tx.sql, orderId);
    const now = context.clock.now();
    if (!isDeciding(order) || order.decisionDeadline === null) return;
    if (now < order.decisionDeadline) {
      return tx.enqueue(deadlineJob.with({ orderId }, { startAfter: order.decisionDeadline }));
    }
    for (const application of await bankApplicationsOf(tx.sql, orderId)) {
      if (application.decision !== 'pending') continue;
      const { id, bankId } = application;
      const decision = everyAttemptFailed(application) ? 'failed' : 'timeout';
      await setDecision(tx.sql, id, { decision, decidedAt: now });
      context.metrics.decisions.inc({ bank: bankId, decision });
      order = await appendEvent(context, tx, order, { type: 'bank.decision', public: false, bankId, decision });
    }
    await conclude(context, tx, order);
  });
}

/** Every attempt met a refused connection or an error answer. An attempt under way, or lost in a crash, may still be answered. */
function everyAttemptFailed({ attempts, claimedAt, mayHaveArrived }: BankApplication): boolean {
  return attempts > 0 && claimedAt === null && !mayHaveArrived;
}
