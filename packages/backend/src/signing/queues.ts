import { giveUpQueue } from '../banks/commands.ts';
import type { Context } from '../context.ts';
import type { QueueKind } from '../platform/queue/queue.ts';
import { selfIdQueue, verifySelfId } from './self-id.ts';
import { giveUpSignature } from './signature.ts';

export function signingQueues(context: Context): QueueKind[] {
  return [
    { name: giveUpQueue('signature'), slots: 2, handle: ({ commandId }) => giveUpSignature(context, String(commandId)) },
    {
      name: selfIdQueue,
      slots: 4,
      handle: ({ orderId, verificationId }) => verifySelfId(context, String(orderId), String(verificationId)),
    },
  ];
}
