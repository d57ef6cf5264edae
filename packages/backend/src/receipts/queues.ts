import type { Context } from '../context.ts';
import type { QueueKind } from '../platform/queue/queue.ts';
import { issueReceipt, receiptQueue } from './receipts.ts';

export function receiptQueues(context: Context): QueueKind[] {
  return [
    {
      name: receiptQueue,
      slots: 4,
      handle: ({ receiptId, attempt }) => issueReceipt(context, String(receiptId), Number(attempt)),
    },
  ];
}
