import type { Context } from '../context.ts';
import type { QueueKind } from '../platform/queue/queue.ts';
import { askBank, askQueue } from './ask-bank.ts';
import { slotsOf } from '../banks/queues.ts';
import { deadlineQueue, reachDeadline } from './deadline.ts';
import { expireOffers, offerExpiryQueue } from './offers.ts';

/** A queue a bank, so that a sick one holds nobody else. */
export function fanOutQueues(context: Context): QueueKind[] {
  const asks = [...context.banks.values()].map((bank): QueueKind => ({
    name: askQueue(bank.id),
    slots: slotsOf(bank),
    handle: ({ applicationId, turn }) => askBank(context, String(applicationId), Number(turn)),
  }));
  return [
    ...asks,
    { name: deadlineQueue, slots: 4, handle: ({ orderId }) => reachDeadline(context, String(orderId)) },
    { name: offerExpiryQueue, slots: 2, handle: ({ orderId }) => expireOffers(context, String(orderId)) },
  ];
}
