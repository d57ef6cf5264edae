import * as z from 'zod/mini';
import { MINUTE, after } from '../platform/clock.ts';
import type { Context } from '../platform/context.ts';
import { emailQueue, smsQueue } from '../platform/outbox.ts';
import type { QueueKind } from '../platform/queue.ts';
import { findMessage, noteSent, noteTry } from './store.ts';

const smsSchema = z.object({ to: z.string(), text: z.string() });
const emailSchema = z.object({ to: z.string(), subject: z.string(), text: z.string(), html: z.string() });

/** A code that comes later than this cannot be used. */
const CODE_LIVES_MS = 5 * MINUTE;

/** Sends what waits in the outbox. The message's id goes along, so that a repeat after a lost answer can be told. */
export function notificationQueues(context: Context): QueueKind[] {
  const handle = ({ messageId }: Record<string, string | number>) => sendMessage(context, String(messageId));
  return [smsQueue, emailQueue].map((name) => ({ name, slots: 8, handle }));
}

async function sendMessage(context: Context, id: string): Promise<void> {
  const message = await findMessage(context.sql, id);
  if (!message || message.sentAt !== null) return;
  const tooLate = message.purpose === 'code' && after(message.createdAt, CODE_LIVES_MS) <= context.clock.now();
  if (!tooLate) {
    await noteTry(context.sql, id);
    const content: unknown = JSON.parse(context.vault.open(message.content, { table: 'messages', column: 'content', row: id }));
    if (message.channel === 'sms') await context.sms.send({ id, ...smsSchema.parse(content) });
    else await context.mailer.send({ id, ...emailSchema.parse(content) });
  }
  await noteSent(context.sql, id, context.clock.now());
}
