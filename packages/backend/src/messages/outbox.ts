import * as z from 'zod/mini';
import type { Context } from '../context.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { callType } from '../platform/outbound/call-type.ts';
import { countMessage, type Sender } from './caps.ts';

/** Messages wait encrypted in the outbox; the jobs that send them carry the row's id alone. */
const payload = z.object({ messageId: z.string() });

export interface MessageId {
  messageId: string;
}

/** A person waits for a code, so codes have a lane of their own. */
export const smsCalls = callType<MessageId, 'code'>({ name: 'notify.sms', payload });
export const emailCalls = callType<MessageId>({ name: 'notify.email', payload });

export interface NewSms {
  /** null: it speaks of no order. */
  orderId: string | null;
  to: string;
  text: string;
  /** What it is for; a `code` is not sent once it is too old to be of use. */
  purpose: string;
  /** The member who sends it by hand. */
  sender?: Sender;
}

export interface NewEmail extends NewSms {
  subject: string;
  html: string;
}

export async function queueSms(context: Context, tx: Tx, { to, text, ...about }: NewSms): Promise<void> {
  if (!(await countMessage(context, tx, { channel: 'sms', to, ...about }))) return;
  const messageId = await insertMessage(context, tx, 'sms', about, { to, text });
  await tx.enqueue(smsCalls.job({ messageId }, { lane: about.purpose === 'code' ? 'code' : 'main' }));
}

export async function queueEmail(context: Context, tx: Tx, { to, subject, text, html, ...about }: NewEmail): Promise<void> {
  if (!(await countMessage(context, tx, { channel: 'email', to, ...about }))) return;
  const messageId = await insertMessage(context, tx, 'email', about, { to, subject, text, html });
  await tx.enqueue(emailCalls.job({ messageId }));
}

async function insertMessage(
  context: Context,
  tx: Tx,
  channel: 'sms' | 'email',
  { orderId, purpose }: Pick<NewSms, 'orderId' | 'purpose'>,
  content: Record<string, string>,
): Promise<string> {
  const id = context.ids.next('msg');
  const encrypted = context.encryption.encrypt(JSON.stringify(content), { table: 'messages', column: 'content', row: id });
  await tx.sql
    .insertInto('messages')
    .values({ id, orderId, channel, content: encrypted, purpose, createdAt: context.clock.now() })
    .execute();
  return id;
}
