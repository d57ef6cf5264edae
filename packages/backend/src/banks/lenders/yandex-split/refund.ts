import * as z from 'zod/mini';
import type { LenderAccount, LenderDone, LenderRefund } from '../lender.ts';
import { callYandex, written } from './wire.ts';

const operationSchema = z.object({ operation: z.object({ status: z.string() }) });

/**
 * Refunds run there one at a time and end later. The operation is looked up first, because its id repeats the operation only while that is
 * unfinished: SUCCESS and FAIL are the end, PENDING is asked about again, and an unknown one is begun.
 */
export async function refund(account: LenderAccount, id: string, refund: LenderRefund): Promise<LenderDone> {
  if (refund.kept === null) return { outcome: 'refused', status: 422, code: 'refund_needs_items' };
  const path = `v1/operations/${encodeURIComponent(refund.id)}`;
  const known = await callYandex(account, { method: 'GET', path, requestId: `operation-${refund.id}` }, operationSchema);
  if (known.outcome === 'again') return known;
  if (known.outcome === 'done') return ended(known.body.data.operation.status);
  if (known.status !== 404) return known;
  const made = await begin(account, id, refund);
  // Another refund of this order is under way there.
  if (made.outcome === 'refused' && made.code === 'ANOTHER_OPERATION_IN_PROGRESS') return { outcome: 'again', why: 'unreadable' };
  return made.outcome === 'done' ? ended(made.body.data.operation.status) : made;
}

/** The cart is what remains of each article as it was sold; absent: all comes back. */
function begin(account: LenderAccount, id: string, { id: refundId, amount, kept }: LenderRefund) {
  const items = kept
    ?.filter(({ price }) => price > 0)
    .map(({ quantity }, index) => ({ productId: `${index + 1}`, quantityCount: String(quantity) }))
    .filter(({ quantityCount }) => quantityCount !== '0');
  return callYandex(
    account,
    {
      path: `v2/orders/${encodeURIComponent(id)}/refund`,
      requestId: `refund-${refundId}`,
      body: {
        refundAmount: written(amount),
        externalOperationId: refundId,
        ...(items && items.length > 0 ? { targetCart: { items } } : {}),
      },
    },
    operationSchema,
  );
}

function ended(status: string): LenderDone {
  if (status === 'SUCCESS') return { outcome: 'done', status: 200, body: {} };
  if (status === 'FAIL') return { outcome: 'refused', status: 422, code: 'FAIL' };
  return { outcome: 'again', why: 'unreadable' };
}
