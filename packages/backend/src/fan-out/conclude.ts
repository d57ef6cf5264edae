import * as z from 'zod/mini';
import { bankApplicationsOf } from './store.ts';
import { orderTopic } from '../orders/events.ts';
import { amend, isDeciding, transition } from '../orders/transition.ts';
import { after, MINUTE } from '../platform/clock.ts';
import type { Context } from '../context.ts';
import { jobType } from '../platform/queue/job.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';

export const deadlineJob = jobType({ name: 'decision-deadline', payload: z.object({ orderId: z.string() }) });

/**
 * Rejects an order that no bank is pending or approved for, and no lender's offer waits: at once where all declined or failed, LATE_MINUTES later where some bank
 * timed out. A bank without an offer left counts as declined. Returns the changed order.
 */
export async function conclude(context: Context, tx: Tx, order: Row<'orders'>): Promise<Row<'orders'>> {
  if (!isDeciding(order)) return order;
  const decisions = (await bankApplicationsOf(tx.sql, order.id)).map(({ decision }) => decision);
  if (decisions.some((decision) => decision === 'pending' || decision === 'offered' || decision === 'approved')) return order;
  if (!decisions.includes('timeout')) return transition(context, tx, order, 'rejected');
  const now = context.clock.now();
  const lateDeadline = order.lateDeadline ?? after(now, context.config.lateMinutes * MINUTE);
  if (now >= lateDeadline) return transition(context, tx, order, 'rejected', { lateDeadline });
  if (order.lateDeadline !== null) return order;
  await tx.enqueue(deadlineJob.with({ orderId: order.id }, { startAfter: lateDeadline }));
  tx.wake(orderTopic(order.id));
  return amend(context, tx, order, { lateDeadline });
}
