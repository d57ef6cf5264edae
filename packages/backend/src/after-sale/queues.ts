import type { Context } from '../context.ts';
import type { QueueKind } from '../platform/queue/queue.ts';
import { cleanUp, cleanUpQueue } from './clean-up.ts';
import { confirmByItself, confirmQueue } from './confirm.ts';
import { expire, expiryQueue } from './expiry.ts';
import { settleByDate, settlementQueue } from './settlement.ts';

export function afterSaleQueues(context: Context): QueueKind[] {
  return [
    {
      name: confirmQueue,
      slots: 4,
      handle: ({ orderId, why }) => confirmByItself(context, String(orderId), why === 'hold' ? 'hold' : 'auto'),
    },
    { name: cleanUpQueue, slots: 4, handle: ({ orderId }) => cleanUp(context, String(orderId)) },
    { name: expiryQueue, slots: 4, handle: ({ orderId }) => expire(context, String(orderId)) },
    { name: settlementQueue, slots: 2, handle: ({ orderId }) => settleByDate(context, String(orderId)) },
  ];
}
