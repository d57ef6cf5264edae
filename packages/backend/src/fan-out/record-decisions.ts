import type { BankOffer } from '@installment-button/protocol';
import type { LenderOffered } from '../banks/bank-connector.ts';
import { commandBank } from '../banks/commands.ts';
import { appendEvents, type NewEvent } from '../orders/events.ts';
import { isDeciding } from '../orders/transition.ts';
import type { Context } from '../context.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { conclude } from './conclude.ts';
import { insertLenderOffer } from './lender-offers.ts';
import { expiryOfOffers } from './withdraw-offers.ts';
import { signableOffers } from './signable-offers.ts';
import { insertOffers, offersSoFar, setAnswers, type BankApplication } from './store.ts';

export type FinalAnswer =
  | { decision: 'approved'; offers: BankOffer[] }
  | { decision: 'offered'; offer: LenderOffered }
  | { decision: 'declined' }
  | { decision: 'failed'; code: string | null };

/** A bank's final answer: a reply, a poll's or a callback. */
export interface BankAnswered {
  application: BankApplication;
  answer: FinalAnswer;
}

/** An approval whose offers cannot be signed by any method here counts as declined. */
function signable(context: Context, answer: FinalAnswer): FinalAnswer {
  if (answer.decision !== 'approved') return answer;
  const offers = signableOffers(context, answer.offers);
  return offers.length > 0 ? { decision: 'approved', offers } : { decision: 'declined' };
}

/**
 * Stores final answers of an order's banks. A bank's first answer wins and becomes a decision, an event and offers. A contradiction is
 * only logged. An answer after the order's end gets `/cancel`. The order must be locked. Returns the changed order.
 */
export async function recordDecisions(context: Context, tx: Tx, order: Row<'orders'>, answers: BankAnswered[]): Promise<Row<'orders'>> {
  const first = new Map<string, BankAnswered>();
  for (const { application, answer: given } of answers) {
    const answered = { application, answer: signable(context, given) };
    const { answer } = answered;
    const known = first.get(application.id)?.answer.decision ?? (application.answered ? application.decision : null);
    if (known === null) first.set(application.id, answered);
    else if (known !== answer.decision) {
      const { bankId, id } = application;
      context.log.warn({ bank: bankId, application: id, first: known, then: answer.decision }, 'a bank contradicts itself');
    }
  }
  if (first.size === 0) return order;
  return isDeciding(order) ? decide(context, tx, order, [...first.values()]) : afterEnd(context, tx, order, [...first.values()]);
}

async function afterEnd(context: Context, tx: Tx, order: Row<'orders'>, answers: BankAnswered[]): Promise<Row<'orders'>> {
  for (const { application } of answers) {
    await tx.sql.updateTable('bankApplications').set({ answered: true }).where('id', '=', application.id).execute();
    if (!application.signed) await cancelAfterEnd(context, tx, application);
  }
  return order;
}

async function decide(context: Context, tx: Tx, order: Row<'orders'>, answers: BankAnswered[]): Promise<Row<'orders'>> {
  const now = context.clock.now();
  const seconds = order.submittedAt === null ? null : (now.getTime() - order.submittedAt.getTime()) / 1000;
  const decisions = answers.map(({ application: { id }, answer: { decision } }) => ({ id, decision }));
  await setAnswers(tx.sql, decisions, { at: now, seconds });
  for (const { application, answer } of answers) {
    const { id, bankId } = application;
    context.metrics.decisions.inc({ bank: bankId, decision: answer.decision });
    if (answer.decision === 'offered') await insertLenderOffer(context, tx, order, application, answer.offer);
    if (answer.decision === 'failed')
      context.log.warn({ bank: bankId, application: id, refusal: answer.code }, 'a bank refused an application');
  }
  const approvals = answers.flatMap(({ application, answer }) =>
    answer.decision === 'approved' ? [{ application, offers: answer.offers }] : [],
  );
  if (approvals.length > 0) await addOffers(context, tx, order, approvals, seconds);
  const events = answers.flatMap(({ application: { bankId, decision: before }, answer: { decision } }): NewEvent[] => {
    const decided: NewEvent = { type: 'bank.decision', public: false, bankId, decision };
    const late = before !== 'pending' && decision === 'approved';
    return late ? [decided, { type: 'order.updated', public: true }] : [decided];
  });
  const decided = await appendEvents(context, tx, order, events, {
    ...(decisions.some(({ decision }) => decision !== 'failed') ? { firstAnswerAt: order.firstAnswerAt ?? now } : {}),
    ...(approvals.length > 0 ? { firstApprovedAt: order.firstApprovedAt ?? now } : {}),
  });
  // After an approval the order goes on, so there is nothing to conclude.
  return approvals.length > 0 ? decided : conclude(context, tx, decided);
}

async function addOffers(
  context: Context,
  tx: Tx,
  order: Row<'orders'>,
  approvals: { application: BankApplication; offers: BankOffer[] }[],
  seconds: number | null,
): Promise<void> {
  const { count, nextTerm } = await offersSoFar(tx.sql, order.id);
  if (count === 0 && seconds !== null) context.metrics.firstApproval.observe(seconds);
  const terms = await insertOffers(context, tx.sql, approvals);
  await tx.enqueue(...expiryOfOffers(order.id, terms, nextTerm));
}

/**
 * Sends `/cancel` to a bank that has, or may have, an application of an order that is no longer deciding. A cancel that
 * was not sent yet is enough. One that was sent may have reached the bank before the application did, so another follows.
 */
export async function cancelAfterEnd(context: Context, tx: Tx, application: BankApplication): Promise<void> {
  const waiting = await tx.sql
    .selectFrom('bankCommands')
    .select('id')
    .where('applicationId', '=', application.id)
    .where('kind', '=', 'cancel')
    .where('state', '=', 'pending')
    .where('attempts', '=', 0)
    .executeTakeFirst();
  if (waiting) return;
  await commandBank(context, tx, application, 'cancel', { reason: 'The order has ended.' }, { purpose: 'clean-up' });
}
