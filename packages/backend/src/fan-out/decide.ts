import type { BankOffer } from '@installment-button/protocol';
import { commandBank } from '../banks/commands.ts';
import { appendEvent } from '../orders/events.ts';
import type { Context } from '../platform/context.ts';
import type { Row } from '../platform/schema.ts';
import type { Tx } from '../platform/transaction.ts';
import { conclude } from './conclude.ts';
import { expiryOfOffers } from './offers.ts';
import { signableOffers } from './signable.ts';
import { insertOffers, setDecision, type Application } from './store.ts';

export type FinalAnswer =
  { decision: 'approved'; offers: BankOffer[] } | { decision: 'declined' } | { decision: 'failed'; code: string | null };

/** Answers still count: the buyer may choose, or choose anew. */
export function isDeciding(order: Row<'orders'>): boolean {
  return order.status === 'submitted' || order.status === 'approved';
}

/**
 * A bank's final answer, by reply, poll or callback. The first one wins and becomes a decision, an event and offers; a contradiction
 * is logged only; what comes after the end is called off at the bank. The order must be locked. Returns the order as it is now.
 */
export async function recordDecision(
  context: Context,
  tx: Tx,
  order: Row<'orders'>,
  application: Application,
  given: FinalAnswer,
): Promise<Row<'orders'>> {
  const answer = signable(context, given);
  const { id, bankId } = application;
  if (application.answered) {
    if (application.decision !== answer.decision) {
      context.log.warn({ bank: bankId, application: id, first: application.decision, then: answer.decision }, 'a bank contradicts itself');
    }
    return order;
  }
  if (!isDeciding(order)) {
    await tx.sql.updateTable('applications').set({ answered: true }).where('id', '=', id).execute();
    if (!application.signed) await cancelAfterEnd(context, tx, application);
    return order;
  }
  const { decision } = answer;
  const late = application.decision !== 'pending';
  const now = context.clock.now();
  if (decision === 'approved') await observeFirstApproval(context, tx, order);
  await setDecision(tx.sql, id, { decision, decidedAt: now, answered: true });
  context.metrics.decisions.inc({ bank: bankId, decision });
  if (decision === 'failed') context.log.warn({ bank: bankId, application: id, refusal: answer.code }, 'a bank refused an application');
  if (decision === 'approved') await tx.enqueue(...expiryOfOffers(await insertOffers(context, tx.sql, application, answer.offers)));
  const decided = await appendEvent(context, tx, order, { type: 'bank.decision', public: false, bankId, decision });
  if (late && decision === 'approved') return appendEvent(context, tx, decided, { type: 'order.updated', public: true });
  return conclude(context, tx, decided);
}

/** An approval with nothing to sign in a way that this installation has counts as one with no offer left. */
function signable(context: Context, answer: FinalAnswer): FinalAnswer {
  if (answer.decision !== 'approved') return answer;
  const offers = signableOffers(context, answer.offers);
  return offers.length > 0 ? { decision: 'approved', offers } : { decision: 'declined' };
}

async function observeFirstApproval(context: Context, tx: Tx, order: Row<'orders'>): Promise<void> {
  const earlier = await tx.sql.selectFrom('offers').select('id').where('orderId', '=', order.id).limit(1).executeTakeFirst();
  if (earlier || order.submittedAt === null) return;
  context.metrics.firstApproval.observe((context.clock.now().getTime() - order.submittedAt.getTime()) / 1000);
}

/**
 * The bank took up, or may have taken up, an application of an order that is no longer deciding. A cancel that was never sent yet
 * does as well; one that was may have overtaken the application.
 */
export async function cancelAfterEnd(context: Context, tx: Tx, application: Application): Promise<void> {
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
