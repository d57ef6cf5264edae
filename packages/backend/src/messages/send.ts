import * as z from 'zod/mini';
import type { Context } from '../context.ts';
import { after, DAY, MINUTE, SECOND } from '../platform/clock.ts';
import type { Tx } from '../platform/database/transaction.ts';
import type { Attempt, Claim, Made, Next } from '../platform/outbound/declaration.ts';
import { defineOutbound } from '../platform/outbound/define-outbound.ts';
import { retryDelay } from '../platform/outbound/retry-delay.ts';
import type { Row } from '../tables/schema.ts';
import { emailCalls, smsCalls, type MessageId } from './outbox.ts';
import { countAttempt, findMessage, noteSent } from './store.ts';

const smsSchema = z.object({ to: z.string(), text: z.string() });
const emailSchema = z.object({ to: z.string(), subject: z.string(), text: z.string(), html: z.string() });

/** A code that comes later than this cannot be used; whatever else comes later is news no more. */
const CODE_LIVES_MS = 5 * MINUTE;
const NEWS_LIVES_MS = 3 * DAY;

type Message = Row<'messages'>;
interface Answer {
  outcome: 'done' | 'again';
}

const alertOf = (what: string) => ({ attempts: 10, what, message: 'a message could not be sent' });
const rules = { claim, schedule, recordOutcome };

export const sendSms = defineOutbound({
  ...smsCalls,
  ...rules,
  lanes: [
    { name: 'main', concurrency: 8 },
    { name: 'code', concurrency: 16 },
  ],
  alertAfter: alertOf('sms'),
  send: (context: Context, message: Message) =>
    answerOf(context, message, (content) => context.sms.send({ id: message.id, ...smsSchema.parse(content) })),
});

export const sendEmail = defineOutbound({
  ...emailCalls,
  ...rules,
  lanes: [{ name: 'main', concurrency: 8 }],
  alertAfter: alertOf('email'),
  send: (context: Context, message: Message) =>
    answerOf(context, message, (content) => context.mailer.send({ id: message.id, ...emailSchema.parse(content) })),
});

/** What is too old to be of use is not sent, and its words are not kept. */
async function claim(context: Context, { payload: { messageId }, number }: Attempt<MessageId>): Promise<Claim<Message>> {
  const message = await findMessage(context.sql, messageId);
  if (!message || message.sentAt !== null || message.attempts !== number) return 'drop';
  const now = context.clock.now();
  if (after(message.createdAt, message.purpose === 'code' ? CODE_LIVES_MS : NEWS_LIVES_MS) > now) return { go: message };
  await noteSent(context.sql, messageId, now);
  return 'drop';
}

/** The message's id goes along, so that the receiver can recognise a repeat after a lost answer. */
async function answerOf(context: Context, { id, content }: Message, send: (content: unknown) => Promise<void>): Promise<Answer> {
  const plain: unknown = JSON.parse(context.encryption.decrypt(content, { table: 'messages', column: 'content', row: id }));
  try {
    await send(plain);
    return { outcome: 'done' };
  } catch (error) {
    context.log.warn({ err: error, message: id }, 'a message could not be sent and will be sent again');
    return { outcome: 'again' };
  }
}

function schedule(number: number, { claimed: { id, purpose }, now }: { claimed: Message; now: Date }): Date {
  return after(now, retryDelay(id, number, purpose === 'code' ? 5 * SECOND : 30 * MINUTE));
}

async function recordOutcome<Lane extends string>(
  context: Context,
  { sql }: Tx,
  { claimed: { id }, answer, number, next }: Made<MessageId, Message, Answer, Lane>,
): Promise<Next<Lane> | null> {
  if (answer.outcome === 'again') return (await countAttempt(sql, id, number)) ? next : null;
  await noteSent(sql, id, context.clock.now());
  return null;
}
