import type { Context } from '../context.ts';
import { emailQueue, smsQueue } from '../messages/outbox.ts';
import type { QueueKind } from '../platform/queue/queue.ts';
import { sendMessage } from '../messages/send.ts';
import { buyerNoticeQueue, tellBuyer } from './tell-buyer.ts';
import type { Notice } from './templates.ts';

const notices: readonly Notice[] = ['offers', 'signed', 'rejected'];

export function notificationQueues(context: Context): QueueKind[] {
  const send = ({ messageId }: Record<string, string | number>) => sendMessage(context, String(messageId));
  return [
    ...[smsQueue, emailQueue].map((name) => ({ name, slots: 8, handle: send })),
    {
      name: buyerNoticeQueue,
      slots: 4,
      async handle({ orderId, notice }) {
        const known = notices.find((candidate) => candidate === notice);
        if (known) await tellBuyer(context, String(orderId), known);
      },
    },
  ];
}
