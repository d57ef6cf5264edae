import type * as z from 'zod/mini';
import type { Tx } from '../database/transaction.ts';
import type { TargetLimits } from '../queue/job.ts';

/**
 * What came of a call. `done` and `refused` are final · `again`: the same call later · `pending`: the other side has taken it up, so the
 * schedule begins anew · `postponed`: nothing was sent, and it counts as no attempt.
 */
export type Outcome = 'done' | 'refused' | 'again' | 'pending' | 'postponed';

/** A call that is due. `number`: how many attempts came before it. */
export interface Attempt<Payload> {
  payload: Payload;
  number: number;
}

/**
 * Whether this job makes the call:
 * - `go`: it does.
 * - `drop`: it does not, and ends.
 * - `waitUntil`: it does later, as the same attempt.
 * - `lost`: a worker that died may have made the call, and nobody makes it again.
 */
export type Claim<Claimed> = { go: Claimed } | { lost: Claimed } | { waitUntil: Date } | 'drop';

/** The attempt that follows. */
export interface Next<Lane extends string> {
  number: number;
  at: Date;
  lane: Lane | 'main';
}

/** A call that was made. */
export interface Made<Payload, Claimed, Answer, Lane extends string> extends Attempt<Payload> {
  claimed: Claimed;
  answer: Answer;
  /** It took longer than `slowAfterMs`. */
  slow: boolean;
  /** By the declaration's schedule; null after a final answer, and where the call is given up. */
  next: Next<Lane> | null;
}

/** The identity of a kind of call: what one needs to enqueue it. */
export interface Identity<Payload> {
  name: string;
  /** Ids only: the queue's tables are not encrypted. */
  payload: z.ZodMiniType<Payload>;
  /** Whom the call goes to, as `owner target` or a single word. */
  target?: ((payload: Payload) => string) | undefined;
}

interface Terms<Context, Payload, Claimed, Answer extends { outcome: Outcome }, Lane extends string> extends Identity<Payload> {
  /** How many attempts run at once on one node, by lane. One is called `main`. */
  lanes: readonly { name: Lane | 'main'; concurrency: number | ((context: Context) => number) }[];
  perTarget?: TargetLimits | ((context: Context) => TargetLimits);
  /** A call that takes longer leaves its lane to the next one; needs a lane `slow`. */
  slowAfterMs?: number;
  /** Makes the call. Throws for our own faults alone; the attempt then runs again, as after a crash. */
  send(context: Context, claimed: Claimed, attempt: Attempt<Payload>): Promise<Answer>;
  /** When the attempt of this number runs; the first repeat has number 1. */
  schedule(number: number, made: { claimed: Claimed; now: Date }): Date;
  /** A call without a final answer is given up then, after one last attempt. Default: never. */
  giveUpAt?(claimed: Claimed): Date;
  /** After this many failed attempts an operator should look: `installment_alerts_total{what}` and a line in the log. */
  alertAfter?: { attempts: number; what: string; message: string };
  /** Closes what `claim` found lost. */
  recordLost?(context: Context, tx: Tx, claimed: Claimed, attempt: Attempt<Payload>): Promise<void>;
}

/** One at a time; or all that are due at the moment in one statement; or each in a transaction that locks or leases. */
export type ClaimRule<Context, Payload, Claimed> =
  | { claim(context: Context, attempt: Attempt<Payload>): Promise<Claim<Claimed>> }
  | { claimMany(context: Context, attempts: Attempt<Payload>[]): Promise<Claim<Claimed>[]> }
  | { claimTx(context: Context, tx: Tx, attempt: Attempt<Payload>): Promise<Claim<Claimed>> };

/**
 * Writes what came of a call, and says when it comes again: `made.next`, or another time. It sees stale answers too, so it compares the
 * attempt's number with its row first. Outcomes of one `outcomeKey` that come at the same time are written in one transaction.
 */
export type RecordRule<Context, Payload, Claimed, Answer, Lane extends string> =
  | { recordOutcome(context: Context, tx: Tx, made: Made<Payload, Claimed, Answer, Lane>): Promise<Next<Lane> | null> }
  | {
      outcomeKey(claimed: Claimed): string;
      recordOutcomes(context: Context, tx: Tx, made: Made<Payload, Claimed, Answer, Lane>[], key: string): Promise<(Next<Lane> | null)[]>;
    };

export type Declaration<Context, Payload, Claimed, Answer extends { outcome: Outcome }, Lane extends string> = Terms<
  Context,
  Payload,
  Claimed,
  Answer,
  Lane
> &
  ClaimRule<Context, Payload, Claimed> &
  RecordRule<Context, Payload, Claimed, Answer, Lane>;
