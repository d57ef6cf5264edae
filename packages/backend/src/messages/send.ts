import * as z from 'zod/mini';
import { DAY, MINUTE, after } from '../platform/clock.ts';
import type { Context } from '../context.ts';
import { defineJob } from '../platform/queue/job.ts';
import { emailJob, smsJob } from './outbox.ts';
import { findMessage, noteSent } from './store.ts';

const smsSchema = z.object({ to: z.string(), text: z.string() });
const emailSchema = z.object({ to: z.string(), subject: z.string(), text: z.string(), html: z.string() });

/** A code that comes later than this cannot be used; whatever else comes later is news no more. */
const CODE_LIVES_MS = 5 * MINUTE;
const NEWS_LIVES_MS = 3 * DAY;

const send = { concurrency: 8, handle: (context: Context, { messageId }: { messageId: string }) => sendMessage(context, messageId) };
export const sendSmsJob = defineJob({ ...smsJob, ...send });
export const sendEmailJob = defineJob({ ...emailJob, ...send });

/**
 * Sends what waits in the outbox. The message's id goes along, so that a repeat after a lost answer can be told; a failure is
 * tried again by the queue.
 */
export async function sendMessage(context: Context, id: string): Promise<void> {
  const message = await findMessage(context.sql, id);
  if (!message || message.sentAt !== null) return;
  const lives = message.purpose === 'code' ? CODE_LIVES_MS : NEWS_LIVES_MS;
  if (after(message.createdAt, lives) > context.clock.now()) {
    const content: unknown = JSON.parse(context.encryption.decrypt(message.content, { table: 'messages', column: 'content', row: id }));
    if (message.channel === 'sms') await context.sms.send({ id, ...smsSchema.parse(content) });
    else await context.mailer.send({ id, ...emailSchema.parse(content) });
  }
  await noteSent(context.sql, id, context.clock.now());
}
