import * as z from 'zod/mini';
import { callType } from '../platform/outbound/call-type.ts';
import type { Tx } from '../platform/database/transaction.ts';

export interface LookIds {
  applicationId: string;
  bankId: string;
}

/** Looks at how far an application is at a redirect lender. */
export const lookCalls = callType<LookIds>({
  name: 'lender-look',
  payload: z.object({ applicationId: z.string(), bankId: z.string() }),
  target: ({ bankId }) => bankId,
});

/**
 * Looks now: the buyer goes to the lender, or the lender told us of something. The look that was due later is overtaken: its job carries
 * an old number.
 */
export async function lookNow(tx: Tx, { applicationId, bankId }: LookIds): Promise<void> {
  const row = await tx.sql
    .updateTable('lenderApplications')
    .set(({ eb }) => ({ looks: eb('looks', '+', 1) }))
    .where('applicationId', '=', applicationId)
    .returning('looks')
    .executeTakeFirst();
  if (row) await tx.enqueue(lookCalls.job({ applicationId, bankId }, { number: row.looks }));
}
