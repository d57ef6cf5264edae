import { isFinal } from '@installment-button/protocol';
import { bankLimits, callsToAllBanks } from '../banks/calls-at-once.ts';
import type { BankReply } from '../banks/bank-reply.ts';
import { connectorOf } from '../banks/connector-registry.ts';
import { lookCalls, type LookIds } from '../banks/lender-looks.ts';
import type { LenderState } from '../banks/lenders/lender-state.ts';
import { outcomeOf } from '../banks/reply-outcome.ts';
import type { Context } from '../context.ts';
import { findLenderApplication, type LenderApplication } from '../fan-out/lender-offers.ts';
import { lockOrder } from '../orders/store.ts';
import { after, HOUR, MINUTE, SECOND } from '../platform/clock.ts';
import type { Tx } from '../platform/database/transaction.ts';
import type { Attempt, Claim, Made, Next, Outcome } from '../platform/outbound/declaration.ts';
import { defineOutbound } from '../platform/outbound/define-outbound.ts';
import { applyLenderState } from './lender-state.ts';

interface Answer {
  outcome: Outcome;
  reply: BankReply<LenderState>;
}

type Looked = Made<LookIds, LenderApplication, Answer, 'main'>;

/** Looks come this often while the buyer may be on the lender's page; then less and less. */
const OFTEN_MS = 15 * SECOND;
const OFTEN_FOR_MS = 30 * MINUTE;

/**
 * Follows an application at a redirect lender, whose notices are unsigned and may be lost, doubled or early:
 *
 * 1. Looks are made by a schedule, and at once when a notice comes or the buyer goes there. The row counts them and a job carries its
 *    number, so a look that was overtaken makes no call, and its answer changes nothing.
 * 2. Only what a look finds there changes the order (`lender-state.ts`). The same finding twice changes nothing.
 * 3. It ends with the order, and once the lender has noted the shop's commit.
 */
export const followLender = defineOutbound({
  ...lookCalls,
  lanes: [{ name: 'main', concurrency: callsToAllBanks }],
  perTarget: bankLimits,
  claim,
  send,
  schedule: (_number, { claimed: { createdAt }, now }) => after(now, pauseAfter(now.getTime() - createdAt.getTime())),
  recordOutcome,
});

const pauseAfter = (age: number) => (age < OFTEN_FOR_MS ? OFTEN_MS : age < 6 * HOUR ? 5 * MINUTE : HOUR);

async function claim(
  context: Context,
  { payload: { applicationId, bankId }, number }: Attempt<LookIds>,
): Promise<Claim<LenderApplication>> {
  // A lender that BANKS_FILE lost may be listed again.
  if (!context.banks.has(bankId)) return { waitUntil: after(context.clock.now(), MINUTE) };
  const application = await findLenderApplication(context.sql, applicationId);
  return application?.looks === number ? { go: application } : 'drop';
}

async function send(context: Context, { applicationId, bankId }: LenderApplication): Promise<Answer> {
  const { look } = connectorOf(context, bankId);
  if (!look) throw new Error(`${bankId} is no redirect lender`);
  const reply = await look(applicationId);
  return { outcome: reply.outcome === 'done' ? 'again' : outcomeOf(reply), reply };
}

async function recordOutcome(
  context: Context,
  tx: Tx,
  { claimed: { applicationId, orderId, bankId }, number, answer: { reply }, next }: Looked,
): Promise<Next<'main'> | null> {
  const order = await lockOrder(tx.sql, orderId);
  const lender = await findLenderApplication(tx.sql, applicationId);
  if (lender?.looks !== number) return null;
  await tx.sql
    .updateTable('lenderApplications')
    .set({ looks: number + 1 })
    .where('applicationId', '=', applicationId)
    .execute();
  if (reply.outcome === 'refused')
    context.log.warn({ bank: bankId, application: applicationId, status: reply.status }, 'a lender does not say how an application stands');
  if (reply.outcome === 'done') await applyLenderState(context, tx, order, lender, reply.body);
  const { status } = await lockOrder(tx.sql, orderId);
  const seen = reply.outcome === 'done' ? reply.body.at : lender.state;
  if (isFinal(status) || status === 'confirmed' || seen === 'declined' || seen === 'canceled') return null;
  return { number: number + 1, at: next?.at ?? after(context.clock.now(), HOUR), lane: 'main' };
}
