import * as z from 'zod/mini';
import { blocks, commandsUnderWay } from '../banks/commands.ts';
import { appendEvent } from '../orders/events.ts';
import { lockOrder } from '../orders/store.ts';
import { amend, isDeciding } from '../orders/transition.ts';
import { after, SECOND } from '../platform/clock.ts';
import type { Context } from '../context.ts';
import { defineJob, type Job } from '../platform/queue/job.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { conclude } from './conclude.ts';
import { findBankApplication, setDecision, availableOffers } from './store.ts';

export const expireOffersJob = defineJob({
  name: 'offer-expiry',
  payload: z.object({ orderId: z.string() }),
  concurrency: 2,
  handle: (context: Context, { orderId }) => expireOffers(context, orderId),
});

/** When an offer past its term is looked at again while a bank call holds it. */
const DURING_CALL_MS = 5 * SECOND;

/** A job at the earliest term of an order's offers, which enqueues the next. None where a job at `known` comes as early. */
export function expiryOfOffers(orderId: string, terms: Date[], known: Date | null): Job[] {
  const first = earliest(terms);
  if (first === null || (known !== null && known <= first)) return [];
  return [expireOffersJob.with({ orderId }, { startAfter: first })];
}

const earliest = (moments: Date[]) =>
  moments.reduce<Date | null>((first, moment) => (first === null || moment < first ? moment : first), null);

/**
 * Removes offers that are gone: withdrawn, past their term, or answered 404, 409, 410, 422 to accept or signature. A chosen offer is
 * chosen no more. A bank without an offer left counts as declined, and with no bank left the order is rejected. An offer whose signature
 * is under way stays: the bank's answer decides. The order must be locked. Returns the changed order.
 */
export async function withdrawOffers(context: Context, tx: Tx, order: Row<'orders'>, offerIds: string[]): Promise<Row<'orders'>> {
  if (!isDeciding(order)) return order;
  const signing = (await commandsUnderWay(tx.sql, order.id)).some(({ kind }) => kind === 'signature');
  const going = offerIds.filter((id) => !(signing && id === order.chosenOfferId));
  if (going.length === 0) return order;
  const gone = await tx.sql
    .updateTable('offers')
    .set({ goneAt: context.clock.now() })
    .where('orderId', '=', order.id)
    .where('id', 'in', going)
    .where('goneAt', 'is', null)
    .returning(['id', 'applicationId'])
    .execute();
  let changed = order;
  for (const applicationId of new Set(gone.map((offer) => offer.applicationId))) {
    changed = await appendDecision(context, tx, changed, applicationId);
  }
  if (order.chosenOfferId !== null && going.includes(order.chosenOfferId)) changed = await unchoose(context, tx, changed);
  return conclude(context, tx, changed);
}

/** The buyer's stream sends a bank's offers with its decision, so a change of the offers is an event `bank.decision`. */
async function appendDecision(context: Context, tx: Tx, order: Row<'orders'>, applicationId: string): Promise<Row<'orders'>> {
  const application = await findBankApplication(tx.sql, applicationId);
  if (!application) return order;
  const left = (await availableOffers(tx.sql, order.id)).some((offer) => offer.applicationId === applicationId);
  const decision = left ? 'approved' : 'declined';
  if (!left) await setDecision(tx.sql, applicationId, { decision, decidedAt: context.clock.now() });
  return appendEvent(context, tx, order, { type: 'bank.decision', public: false, bankId: application.bankId, decision });
}

/** The chosen offer is chosen no more, and its agreement goes with it. */
export function unchoose(context: Context, tx: Tx, order: Row<'orders'>): Promise<Row<'orders'>> {
  const nothing = { chosenOfferId: null, agreementTitle: null, agreementText: null, agreementSha256: null, agreementMethod: null };
  return amend(context, tx, order, nothing, 'order.updated');
}

/** Removes offers past their term. A call to its bank that is under way holds an offer. */
export function expireOffers(context: Context, orderId: string): Promise<void> {
  return context.transaction(async (tx) => {
    const order = await lockOrder(tx.sql, orderId);
    if (!isDeciding(order)) return;
    const now = context.clock.now();
    const offers = await availableOffers(tx.sql, orderId);
    const atBank = new Set((await commandsUnderWay(tx.sql, orderId)).filter(blocks).map(({ applicationId }) => applicationId));
    const due = offers.filter(({ validUntil }) => validUntil <= now);
    const held = due.filter(({ applicationId }) => atBank.has(applicationId));
    const next = [
      ...held.map(() => after(now, DURING_CALL_MS)),
      ...offers.filter((offer) => !due.includes(offer)).map(({ validUntil }) => validUntil),
    ];
    await tx.enqueue(...expiryOfOffers(orderId, next, null));
    const going = due.filter((offer) => !held.includes(offer)).map(({ id }) => id);
    if (going.length > 0) await withdrawOffers(context, tx, order, going);
  });
}
