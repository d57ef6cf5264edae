import type { Provider } from '../connections/provider.ts';
import type { Context } from '../context.ts';
import { issueReceipt } from './receipts.ts';

/**
 * «Повторить»: a refused document was not printed, so it is asked for under a new id; one that waits is asked for now, under its own.
 */
export const repeatReceipt: NonNullable<Provider<Context>['repeat']> = async (_context, tx, { subject }) => {
  const receipt = await tx.sql
    .selectFrom('receipts')
    .innerJoin('orders', 'orders.id', 'receipts.orderId')
    .selectAll('receipts')
    .select('orders.shopId')
    .where('receipts.id', '=', subject ?? '')
    .where('receipts.issuedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!receipt) return;
  const { id, shopId, attempts, generation, refusedAt } = receipt;
  const anew = refusedAt === null ? {} : { refusedAt: null, handle: null, begunAt: null, generation: generation + 1 };
  // Another number: the job that waits for the next attempt finds itself too late.
  await tx.sql
    .updateTable('receipts')
    .set({ ...anew, attempts: attempts + 1 })
    .where('id', '=', id)
    .execute();
  await tx.enqueue(issueReceipt.job({ receiptId: id, shopId }, { number: attempts + 1 }));
};
