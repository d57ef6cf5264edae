import type { BankAnswer } from '@installment-button/protocol';
import * as z from 'zod/mini';
import { after, MINUTE, SECOND } from '../platform/clock.ts';
import type { Context } from '../context.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import type { BankReply } from '../banks/connector.ts';
import { connectorOf } from '../banks/connectors.ts';
import { callsAtOnce } from '../banks/calls-at-once.ts';
import { defineJob, jobType, type Worked } from '../platform/queue/job.ts';
import { retryDelay } from '../platform/outbound/retry-delay.ts';
import { bankApplicationsOf, findOrder, lockOrder } from '../orders/store.ts';
import { batchByKey } from '../platform/outbound/batch-by-key.ts';
import { cancelAfterEnd, isDeciding, recordDecisions, type FinalAnswer } from './decide.ts';
import { checkOffers } from './check-offers.ts';
import { endTries, findBankApplication, takeTurns, type BankApplication, type EndedTry, type Turn } from './store.ts';

const payload = z.object({ applicationId: z.string(), turn: z.int() });
/** A queue a bank, so that a sick one holds nobody else. */
export const askJob = (bankId: string) => jobType({ name: `ask-bank.${bankId}`, payload });

export const askBankJobs: Worked<Context> = {
  queues: (context) =>
    [...context.banks.values()].flatMap((bank) =>
      defineJob({
        ...askJob(bank.id),
        concurrency: callsAtOnce(bank),
        handle: (of: Context, { applicationId, turn }) => askBank(of, applicationId, turn),
      }).queues(context),
    ),
};

/** Tries and polls come at most so far apart while the buyer waits, and then until the late answers' time is over. */
const SHORT_MS = 5 * SECOND;
const LONG_MS = 30 * SECOND;

interface Asked {
  reply: BankReply<BankAnswer>;
  /** The application itself was sent, not only a question about it. */
  applied: boolean;
}

/**
 * One turn of asking a bank: the application where it has not acknowledged it, else how far it is. Each turn ends with the job of
 * the next in the same transaction as its outcome; a job whose turn is over does nothing, so a crash at any place neither loses a
 * bank nor asks it twice at a time.
 */
export async function askBank(context: Context, applicationId: string, turn: number): Promise<void> {
  const taken = await takeTurn(context, 'all', { applicationId, turn });
  if (!taken) return closeLostTry(context, applicationId, turn);
  await endTurn(context, taken.orderId, { taken, turn, asked: await ask(context, taken, turn) });
}

/** Turns of any orders that begin at the same time are marked in one statement. */
const takeTurn = batchByKey<Context, Turn, BankApplication | null>(async (context, _key, turns) => {
  const taken = new Map((await takeTurns(context.sql, turns, context.clock.now())).map((application) => [application.id, application]));
  return turns.map(({ applicationId }) => taken.get(applicationId) ?? null);
});

interface EndedTurn {
  taken: BankApplication;
  turn: number;
  asked: Asked;
}

/** Answers of one order's banks that come at the same time are written in one transaction: each would wait for the order's lock. */
const endTurn = batchByKey<Context, EndedTurn, true>(async (context, orderId, turns) => {
  await context.transaction((tx) => endTurns(context, tx, orderId, turns));
  return turns.map(() => true);
});

async function ask(context: Context, application: BankApplication, turn: number): Promise<Asked> {
  const { id, bankId, acknowledgedAt } = application;
  const connector = connectorOf(context, bankId);
  const apply = async (messageId: string) => {
    const reply = await connector.apply({ id, body: requestOf(context, application), messageId });
    return { reply, applied: true };
  };
  if (acknowledgedAt === null) return apply(`apply-${id}`);
  const reply = await connector.poll(id, `poll-${id}-${turn}`);
  if (reply.outcome !== 'refused' || reply.status !== 404) return { reply, applied: false };
  // The bank lost what it had acknowledged: the same application again, as a message of its own, lest it repeat what it remembers.
  return apply(`apply-${id}-${turn}`);
}

function requestOf(context: Context, { id, request }: BankApplication): string {
  if (request === null) throw new Error('the application was erased');
  return context.encryption.decrypt(request, { table: 'bankApplications', column: 'request', row: id });
}

interface JudgedTurn extends EndedTurn {
  application: BankApplication;
  /** Nobody else has taken its turn since. */
  current: boolean;
  /** False: the bank was spared, and nothing was sent. */
  tried: boolean;
  outcome: Outcome;
}

async function endTurns(context: Context, tx: Tx, orderId: string, turns: EndedTurn[]): Promise<void> {
  const order = await lockOrder(tx.sql, orderId);
  const applications = await bankApplicationsOf(tx.sql, orderId);
  const judged = turns.flatMap((ended): JudgedTurn[] => {
    const application = applications.find(({ id }) => id === ended.taken.id);
    if (!application) return [];
    const { reply } = ended.asked;
    const tried = !(reply.outcome === 'again' && reply.why === 'postponed');
    return [
      { ...ended, application, current: application.attempts === ended.turn, tried, outcome: judge(context, order, application, reply) },
    ];
  });
  // Of a bank that has answered for good nobody counts the tries any more.
  const unanswered = judged.filter(({ current, outcome }) => current && typeof outcome !== 'object');
  await endTries(
    tx.sql,
    unanswered.map((turn) => endedTry(context, turn)),
  );
  await recordDecisions(
    context,
    tx,
    order,
    judged.flatMap(({ application, outcome }) => (typeof outcome === 'object' ? [{ application, answer: outcome }] : [])),
  );
  for (const ended of judged) {
    if (typeof ended.outcome === 'object') continue;
    const { application, current, tried, asked } = ended;
    if (!isDeciding(order)) {
      if (tried && asked.applied) await cancelAfterEnd(context, tx, application);
    } else if (current && !application.answered) await enqueueNext(context, tx, order, ended);
  }
}

function endedTry(context: Context, { application, turn, tried, outcome, asked: { reply } }: JudgedTurn): EndedTry {
  const { id, heard, acknowledgedAt } = application;
  const deaf = !tried || (reply.outcome === 'again' && (reply.why === 'unreachable' || reply.why === 'error-answer'));
  return {
    id,
    attempts: tried ? turn + 1 : turn,
    heard: heard || !deaf,
    acknowledgedAt: acknowledgedAt ?? (outcome === 'pending' ? context.clock.now() : null),
  };
}

type Outcome = FinalAnswer | 'pending' | 'again';

function judge(context: Context, order: Row<'orders'>, application: BankApplication, reply: BankReply<BankAnswer>): Outcome {
  if (reply.outcome === 'again') return 'again';
  if (reply.outcome === 'refused') return { decision: 'failed', code: reply.code };
  const { body } = reply;
  if (body.decision === 'pending') return 'pending';
  if (body.decision === 'declined') return { decision: 'declined' };
  const { sound, faults } = checkOffers(order.amount, body.offers);
  if (faults.length > 0) {
    context.metrics.alerts.inc({ what: 'bank-offer' });
    context.log.warn({ bank: application.bankId, application: application.id, faults }, 'a bank’s offer does not add up');
  }
  return sound.length > 0 ? { decision: 'approved', offers: sound } : 'again';
}

/**
 * The first poll after the acknowledgement comes after a second, then the gaps grow. After the late answers' time the bank calls
 * back or not at all.
 */
async function enqueueNext(context: Context, tx: Tx, order: Row<'orders'>, { application, turn: ended, tried, outcome }: JudgedTurn) {
  const now = context.clock.now();
  const deadline = order.decisionDeadline ?? now;
  if (now >= after(deadline, context.config.lateMinutes * MINUTE)) return;
  const turn = tried ? ended + 1 : ended;
  const acknowledged = outcome === 'pending' && application.acknowledgedAt === null;
  const delay = now >= deadline ? LONG_MS : retryDelay(application.id, acknowledged ? 1 : Math.max(turn, 1), SHORT_MS);
  await tx.enqueue(askJob(application.bankId).with({ applicationId: application.id, turn }, { startAfter: after(now, delay) }));
}

/** A try lost in a crash may have reached the bank, though the order has ended since: it is called off there. */
async function closeLostTry(context: Context, applicationId: string, turn: number): Promise<void> {
  const lost = await findBankApplication(context.sql, applicationId);
  if (!lost || lost.attempts !== turn || lost.askedAt === null || lost.answered) return;
  if (isDeciding(await findOrder(context.sql, lost.orderId))) return;
  await context.transaction(async (tx) => {
    await lockOrder(tx.sql, lost.orderId);
    const { numUpdatedRows } = await tx.sql
      .updateTable('bankApplications')
      .set({ attempts: turn + 1, askedAt: null, heard: true })
      .where('id', '=', applicationId)
      .where('attempts', '=', turn)
      .executeTakeFirst();
    if (numUpdatedRows > 0n) await cancelAfterEnd(context, tx, lost);
  });
}
