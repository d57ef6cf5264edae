import * as z from 'zod/mini';
import type { Context } from '../context.ts';
import { jobType } from '../platform/queue/job.ts';
import type { Tx } from '../platform/database/transaction.ts';

/** Messages wait encrypted in the outbox; the jobs that send them carry the row's id alone. */
const payload = z.object({ messageId: z.string() });
export const smsJob = jobType({ name: 'notify.sms', payload });
export const emailJob = jobType({ name: 'notify.email', payload });

export interface NewSms {
  /** null: it speaks of no order. */
  orderId: string | null;
  to: string;
  text: string;
  /** What it is for; a `code` is not sent once it is too old to be of use. */
  purpose: string;
}

export interface NewEmail extends NewSms {
  subject: string;
  html: string;
}

export async function queueSms(context: Context, tx: Tx, { orderId, purpose, to, text }: NewSms): Promise<void> {
  await queue(context, tx, 'sms', smsJob, orderId, purpose, { to, text });
}

export async function queueEmail(context: Context, tx: Tx, { orderId, purpose, to, subject, text, html }: NewEmail): Promise<void> {
  await queue(context, tx, 'email', emailJob, orderId, purpose, { to, subject, text, html });
}

async function queue(
  context: Context,
  tx: Tx,
  channel: 'sms' | 'email',
  job: typeof smsJob,
  orderId: string | null,
  purpose: string,
  content: Record<string, string>,
): Promise<void> {
  const id = context.ids.next('msg');
  const encrypted = context.encryption.encrypt(JSON.stringify(content), { table: 'messages', column: 'content', row: id });
  await tx.sql
    .insertInto('messages')
    .values({ id, orderId, channel, content: encrypted, purpose, createdAt: context.clock.now() })
    .execute();
  await tx.enqueue(job.with({ messageId: id }));
}
