import * as z from 'zod/mini';
import { type Answer, endedAgreement, rejectionOf } from '@installment-button/protocol/bad-ends';
import { decryptApplicant } from '../buyer-session/applicant.ts';
import { findSubmission } from '../buyer-session/store.ts';
import { getShop } from '../shops/store.ts';
import { fixedPhone } from '../orders/buyer-phone.ts';
import { linkOf } from '../orders/session-token.ts';
import { lockOrder } from '../orders/store.ts';
import { applicationsWithGoneOffers, bankApplicationsOf, availableOffers } from '../fan-out/store.ts';
import { nameOfBank } from '../orders/view.ts';
import { MINUTE, SECOND, after } from '../platform/clock.ts';
import type { Context, OrderEvent } from '../context.ts';
import { queueEmail, queueSms } from '../messages/outbox.ts';
import { defineJob, type Job } from '../platform/queue/job.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { lastSeen, wasTold } from './store.ts';
import type { Message } from './message-words.ts';
import { emailText, smsText } from './templates.ts';

const notices = ['offers', 'signed', 'rejected', 'canceled', 'expired', 'refunded'] as const;
type Notice = (typeof notices)[number];

export const buyerNoticeJob = defineJob({
  name: 'notify.buyer',
  payload: z.object({ orderId: z.string(), notice: z.enum(notices), sequence: z.optional(z.int()) }),
  concurrency: 4,
  handle: (context: Context, { orderId, notice, sequence }) => tellBuyer(context, orderId, notice, sequence),
});

/** A buyer who watches the page sees the offers come in. Only one who went away gets a message. */
const FIRST_LOOK_MS = 30 * SECOND;
const LOOK_AGAIN_MS = MINUTE;
/** Open streams are noted every 15 s. */
const AWAY_AFTER_MS = 40 * SECOND;

/** What follows an event for the buyer's phone and mailbox. */
export function noticesFollow(context: Context, event: OrderEvent): Job[] {
  const { orderId, sequence } = event;
  const ends = {
    'order.signed': 'signed',
    'order.rejected': 'rejected',
    'order.canceled': 'canceled',
    'order.expired': 'expired',
  } as const;
  const [, notice] = Object.entries(ends).find(([type]) => type === event.type) ?? [];
  if (notice) return [buyerNoticeJob.with({ orderId, notice })];
  // An order may have several refunds, each with a message of its own.
  if (event.type === 'refund.succeeded') return [buyerNoticeJob.with({ orderId, notice: 'refunded', sequence })];
  if (event.type === 'bank.decision' && event.decision === 'approved')
    return [buyerNoticeJob.with({ orderId, notice: 'offers' }, { startAfter: after(context.clock.now(), FIRST_LOOK_MS) })];
  return [];
}

/** Writes the messages of a notice, once an order (once a refund), where there is still a reason to. */
export function tellBuyer(context: Context, orderId: string, notice: Notice, sequence?: number): Promise<void> {
  const purpose = sequence === undefined ? notice : `${notice} ${sequence}`;
  return context.transaction(async (tx) => {
    const order = await lockOrder(tx.sql, orderId);
    if (await wasTold(tx.sql, orderId, purpose)) return;
    if (notice === 'offers' && !(await waitsForChoice(context, tx, order))) return;
    // The buyer goes on with another order already, and knows.
    if (notice === 'rejected' && order.successorId !== null) return;
    await write(context, tx, order, purpose, await messageOf(tx, order, notice));
  });
}

/** The message tells how the order really ended: an outage is no refusal, and an agreement that was in force is more than a canceled form. */
async function messageOf(tx: Tx, order: Row<'orders'>, notice: Notice): Promise<Message> {
  if (notice === 'rejected') return rejectionOf(order.previousStatus, await answersOf(tx, order.id));
  if ((notice === 'canceled' || notice === 'expired') && endedAgreement(order.previousStatus)) return 'terminated';
  return notice;
}

async function answersOf({ sql }: Tx, orderId: string): Promise<Answer[]> {
  const withdrawn = await applicationsWithGoneOffers(sql, orderId);
  return (await bankApplicationsOf(sql, orderId)).map(({ id, decision }) => ({
    decision,
    ...(withdrawn.has(id) ? { reason: 'withdrawn' } : {}),
  }));
}

/** There is something to choose, and the buyer is not looking. While they look, it is asked again later. */
async function waitsForChoice(context: Context, tx: Tx, order: Row<'orders'>): Promise<boolean> {
  if (order.status !== 'submitted' || (await availableOffers(tx.sql, order.id)).length === 0) return false;
  const now = context.clock.now();
  const seen = await lastSeen(tx.sql, order.id);
  if (seen === null || seen < after(now, -AWAY_AFTER_MS)) return true;
  await tx.enqueue(buyerNoticeJob.with({ orderId: order.id, notice: 'offers' }, { startAfter: after(now, LOOK_AGAIN_MS) }));
  return false;
}

async function write(context: Context, tx: Tx, order: Row<'orders'>, purpose: string, message: Message): Promise<void> {
  const submission = await findSubmission(tx.sql, order.id);
  // Erased, or never sent.
  if (!submission || order.phone === null) return;
  const { email } = decryptApplicant(context, submission);
  const shop = await getShop(tx.sql, order.shopId);
  const facts = { shop: shop.name, link: linkOf(context, order), bank: await chosenBank(context, tx, order) };
  const { id: orderId } = order;
  await queueSms(context, tx, {
    orderId,
    to: fixedPhone(context, order),
    text: smsText(message, submission.language, facts),
    purpose,
  });
  if (email?.trim())
    await queueEmail(context, tx, { orderId, to: email.trim(), purpose, ...emailText(message, submission.language, facts) });
}

async function chosenBank(context: Context, tx: Tx, { chosenOfferId }: Row<'orders'>): Promise<string> {
  if (chosenOfferId === null) return '';
  const { bankId } = await tx.sql.selectFrom('offers').select('bankId').where('id', '=', chosenOfferId).executeTakeFirstOrThrow();
  return nameOfBank(context, bankId).name;
}
