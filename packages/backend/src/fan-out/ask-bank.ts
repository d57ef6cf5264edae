import type { BankAnswer } from '@installment-button/protocol';
import * as z from 'zod/mini';
import { bankLimits, callsToAllBanks } from '../banks/calls-at-once.ts';
import type { BankReply, LenderOffered } from '../banks/bank-connector.ts';
import { connectorOf } from '../banks/connector-registry.ts';
import { outcomeOf } from '../banks/reply-outcome.ts';
import type { Context } from '../context.ts';
import { lockOrder } from '../orders/store.ts';
import { isDeciding } from '../orders/transition.ts';
import { after, MINUTE, SECOND } from '../platform/clock.ts';
import type { Tx } from '../platform/database/transaction.ts';
import type { Attempt, Claim, Made, Next, Outcome } from '../platform/outbound/declaration.ts';
import { defineOutbound } from '../platform/outbound/define-outbound.ts';
import { retryDelay } from '../platform/outbound/retry-delay.ts';
import { checkOffersOf } from './check-offers.ts';
import { cancelAfterEnd, recordDecisions, type FinalAnswer } from './record-decisions.ts';
import {
  bankApplicationsOf,
  claimAttempts,
  endAttempts,
  lostAttempts,
  type Asking,
  type BankApplication,
  type EndedAttempt,
} from './store.ts';

/** Attempts come at most so far apart while the buyer waits, and then until the late answers' time is over. */
const SHORT_MS = 5 * SECOND;
const LONG_MS = 30 * SECOND;
/** A bank that BANKS_FILE lost may be listed again. */
const MISSING_MS = MINUTE;

interface AskIds {
  applicationId: string;
  bankId: string;
}

interface Answer {
  outcome: Outcome;
  /** Null: the bank has not decided. */
  final: FinalAnswer | null;
  /** The application itself was sent, not only a question about it. */
  applied: boolean;
  /** The bank says that it has the application and works on it. */
  acknowledged: boolean;
  /** It may have read the request: there was no refused connection and no error answer. */
  mayHaveArrived: boolean;
}

type Asked = Made<AskIds, Asking, Answer, 'main'>;

/**
 * Asks a bank: sends it the application until it acknowledges it, then asks how far it is. A bank never counts an application twice:
 *
 * 1. There is one row for each order and bank, and its request is encrypted once, at the submit: every attempt sends the same bytes under
 *    the same `Idempotency-Key` (the application's id) and the same `webhook-id`. A bank that has it answers a repeat from what it knows.
 * 2. The row counts the attempts, and a job carries its number. A job with an old number makes no call; the next job is written in the
 *    transaction of the outcome before it. So there is one live attempt, and none is forgotten.
 * 3. Only a bank that has acknowledged the application and then answers 404 gets it as a new message (`apply-<id>-<number>`): it has lost
 *    the application, and would repeat its lost answer to the old message.
 * 4. The first final answer of a bank counts, whether it comes as a reply, a poll's or a callback's, also when its attempt is stale.
 * 5. What was or may have been sent when the order has ended is called off at the bank.
 */
export const askBank = defineOutbound({
  name: 'ask-bank',
  payload: z.object({ applicationId: z.string(), bankId: z.string() }),
  target: ({ bankId }) => bankId,
  lanes: [{ name: 'main', concurrency: callsToAllBanks }],
  perTarget: bankLimits,
  claimMany,
  send,
  schedule: (number, { claimed: { id, decisionDeadline }, now }) =>
    after(now, decisionDeadline !== null && now < decisionDeadline ? retryDelay(id, number, SHORT_MS) : LONG_MS),
  outcomeKey: ({ orderId }) => orderId,
  recordOutcomes,
  recordLost,
});

async function claimMany(context: Context, attempts: Attempt<AskIds>[]): Promise<Claim<Asking>[]> {
  const now = context.clock.now();
  const known = attempts
    .filter(({ payload: { bankId } }) => context.banks.has(bankId))
    .map(({ payload: { applicationId }, number }) => ({ applicationId, number }));
  const claimed = new Map((await claimAttempts(context.sql, known, now)).map((asking) => [asking.id, asking]));
  const missing = known.filter(({ applicationId }) => !claimed.has(applicationId));
  const lost = new Map((await lostAttempts(context.sql, missing)).map((asking) => [asking.id, asking]));
  return attempts.map(({ payload: { applicationId, bankId } }): Claim<Asking> => {
    if (!context.banks.has(bankId)) return { waitUntil: after(now, MISSING_MS) };
    const [asking, gone] = [claimed.get(applicationId), lost.get(applicationId)];
    return asking ? { go: asking } : gone ? { lost: gone } : 'drop';
  });
}

async function send(context: Context, asking: Asking, { number }: Attempt<AskIds>): Promise<Answer> {
  const { id, bankId, acknowledgedAt } = asking;
  const connector = connectorOf(context, bankId);
  const apply = async (messageId: string) => {
    const reply = await connector.apply({ id, body: requestOf(context, asking), messageId });
    return answerOf(context, asking, reply, true);
  };
  if (acknowledgedAt === null) return apply(`apply-${id}`);
  const reply = await connector.poll(id, `poll-${id}-${number}`);
  if (reply.outcome !== 'refused' || reply.status !== 404) return answerOf(context, asking, reply, false);
  return apply(`apply-${id}-${number}`);
}

function requestOf(context: Context, { id, request }: Asking): string {
  if (request === null) throw new Error('the application was erased');
  return context.encryption.decrypt(request, { table: 'bank_applications', column: 'request', row: id });
}

/** The schedule begins anew when the bank acknowledges the application: the first poll comes after a second, then the gaps grow. */
function answerOf(context: Context, asking: Asking, reply: BankReply<BankAnswer | LenderOffered>, applied: boolean): Answer {
  const neverArrived = reply.outcome === 'again' && ['unreachable', 'error-answer', 'postponed'].includes(reply.why);
  const acknowledged = reply.outcome === 'done' && reply.body.decision === 'pending';
  const final = finalAnswer(context, asking, reply);
  const open = acknowledged && asking.acknowledgedAt === null ? 'pending' : 'again';
  const outcome = final === null && reply.outcome === 'done' ? open : outcomeOf(reply);
  return { outcome, final, applied, acknowledged, mayHaveArrived: !neverArrived };
}

/** Null where the bank has not decided, or offers nothing that adds up. */
function finalAnswer(
  context: Context,
  { orderAmount, ...application }: Asking,
  reply: BankReply<BankAnswer | LenderOffered>,
): FinalAnswer | null {
  if (reply.outcome === 'refused') return { decision: 'failed', code: reply.code };
  if (reply.outcome === 'again' || reply.body.decision === 'pending') return null;
  if (reply.body.decision === 'offered') return { decision: 'offered', offer: reply.body };
  if (reply.body.decision === 'declined') return { decision: 'declined' };
  const { sound } = checkOffersOf(context, orderAmount, application, reply.body.offers);
  return sound.length > 0 ? { decision: 'approved', offers: sound } : null;
}

/** Answers of one order's banks that come at the same time are written in one transaction: each would wait for the order's lock. */
async function recordOutcomes(context: Context, tx: Tx, calls: Asked[], orderId: string): Promise<(Next<'main'> | null)[]> {
  const order = await lockOrder(tx.sql, orderId);
  const applications = await bankApplicationsOf(tx.sql, orderId);
  const found = calls.flatMap((call) => {
    const application = applications.find(({ id }) => id === call.payload.applicationId);
    return application ? [{ call, application, current: application.attempts === call.number }] : [];
  });
  const open = found.filter(({ call }) => call.answer.final === null);
  await endAttempts(
    tx.sql,
    open.filter(({ current }) => current).map(({ call, application }) => endedAttempt(context, call, application)),
  );
  await recordDecisions(
    context,
    tx,
    order,
    found.flatMap(({ call: { answer }, application }) => (answer.final === null ? [] : [{ application, answer: answer.final }])),
  );
  if (!isDeciding(order)) {
    for (const { call, application } of open)
      if (call.answer.applied && call.answer.outcome !== 'postponed') await cancelAfterEnd(context, tx, application);
    return calls.map(() => null);
  }
  const waiting = new Set(open.filter(({ current, application }) => current && !application.answered).map(({ call }) => call));
  return calls.map((call) => (waiting.has(call) && isBeforeEnd(context, call) ? call.next : null));
}

/** After the late answers' time the bank calls back or not at all. */
function isBeforeEnd(context: Context, { claimed: { decisionDeadline } }: Asked): boolean {
  const now = context.clock.now();
  return now < after(decisionDeadline ?? now, context.config.lateMinutes * MINUTE);
}

function endedAttempt(context: Context, { answer, number }: Asked, { id, mayHaveArrived, acknowledgedAt }: BankApplication): EndedAttempt {
  return {
    id,
    attempts: answer.outcome === 'postponed' ? number : number + 1,
    mayHaveArrived: mayHaveArrived || answer.mayHaveArrived,
    acknowledgedAt: acknowledgedAt ?? (answer.acknowledged ? context.clock.now() : null),
  };
}

/** An attempt that a crash lost may have reached the bank, though the order has ended since: it is called off there. */
async function recordLost(context: Context, tx: Tx, lost: Asking, { number }: Attempt<AskIds>): Promise<void> {
  await lockOrder(tx.sql, lost.orderId);
  const closed = tx.sql.updateTable('bankApplications').set({ attempts: number + 1, claimedAt: null, mayHaveArrived: true });
  const { numUpdatedRows } = await closed.where('id', '=', lost.id).where('attempts', '=', number).executeTakeFirst();
  if (numUpdatedRows > 0n) await cancelAfterEnd(context, tx, lost);
}
