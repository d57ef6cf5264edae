import type { Context } from '../platform/context.ts';
import { emailQueue, smsQueue } from '../platform/outbox.ts';
import type { QueueKind } from '../platform/queue.ts';
import { sendMessage } from './send.ts';
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
