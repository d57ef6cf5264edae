import { sql } from 'kysely';
import type { OrderEvent } from '../../platform/context.ts';
import type { Row } from '../../platform/schema.ts';
import type { Tx } from '../../platform/transaction.ts';

/** What follows a bank's decision: how long it took, kept beside it, so that the figures of a year need not be computed from its events. */
export async function noteAnswer(tx: Tx, order: Row<'orders'>, { bankId, decision, at }: OrderEvent): Promise<void> {
  if (bankId === null || (decision !== 'approved' && decision !== 'declined')) return;
  const approved = decision === 'approved';
  await tx.sql
    .updateTable('orders')
    .set(({ fn, ref, val }) => ({
      firstAnswerAt: fn.coalesce(ref('firstAnswerAt'), val(at)),
      ...(approved ? { firstApprovedAt: fn.coalesce(ref('firstApprovedAt'), val(at)) } : {}),
    }))
    .where('id', '=', order.id)
    .execute();
  if (order.submittedAt === null) return;
  await tx.sql
    .updateTable('applications')
    .set({ answerSeconds: sql<number>`coalesce(answer_seconds, ${(at.getTime() - order.submittedAt.getTime()) / 1000})` })
    .where('orderId', '=', order.id)
    .where('bankId', '=', bankId)
    .execute();
}
