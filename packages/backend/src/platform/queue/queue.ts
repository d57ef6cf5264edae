import { PgBoss, type Clock as QueueClock, type Db } from 'pg-boss';
import type { WakeUps } from './wake-ups.ts';
import { createJobStore, insertJobs, type AskQueue } from './job-store.ts';
import type { Log } from '../observability/log.ts';
import { startRunner, type Runner } from './job-runner.ts';
import type { SqlTransaction } from '../../tables/schema.ts';

/** One piece of work. It carries ids only: the queue's tables are not encrypted. */
export interface Job {
  queue: string;
  data: Record<string, string | number>;
  /** Not before this moment. */
  startAfter?: Date;
}

export type Handler = (data: Record<string, string | number>) => Promise<void>;

export interface QueueKind {
  name: string;
  /** How many jobs at once on one node. */
  slots: number;
  handle: Handler;
}

export interface Queue {
  /** Writes jobs in the caller's transaction: rolled back with it. Inside a transaction nothing else may enqueue. */
  enqueue(sql: SqlTransaction, jobs: Job[]): Promise<void>;
  /** Makes the queues known; both roles do, so that whoever enqueues finds them. */
  declare(names: string[]): Promise<void>;
  /** Starts the slots of these queues. */
  work(kinds: QueueKind[]): Promise<void>;
  /** Ends: waits up to `timeoutMs` for what is running. */
  stop(timeoutMs: number): Promise<void>;
}

/** A killed worker counts as a try, so a limit would lose the job of a bad day; the handlers know when to give up. */
const RETRIES = 1_000_000;

const jobTerms = {
  retryLimit: RETRIES,
  // A kill counts as a failed try, so a growing pause would leave a job of a bad minute lying for a long one. Whoever calls
  // somebody else makes the pauses itself.
  retryDelay: 1,
  heartbeatSeconds: 10,
  expireInSeconds: 120,
  retentionSeconds: 60 * 86_400,
  deleteAfterSeconds: 3600,
};

/** What the queue runs on. */
export interface QueueDatabase {
  boss: Db | { connectionString: string };
  /** On connections that nobody else uses. */
  ask: AskQueue;
}

/** pg-boss's own, for lost workers and retention. */
const CONNECTIONS = 2;

export async function openQueue({ boss: database, ask }: QueueDatabase, wakeUps: WakeUps, log: Log, clock?: QueueClock): Promise<Queue> {
  const source = 'connectionString' in database ? { ...database, max: CONNECTIONS } : { db: database, backend: 'pglite' as const };
  const boss = new PgBoss({
    ...source,
    ...(clock ? { clock } : {}),
    schedule: false,
    monitorIntervalSeconds: 2,
    superviseIntervalSeconds: 2,
  });
  boss.on('error', (error) => log.warn({ err: error }, 'the queue met an error'));
  await boss.start();
  const declared = new Set<string>();
  let runner: Runner | null = null;

  return {
    async enqueue(sql, jobs) {
      for (const { queue } of jobs) if (!declared.has(queue)) throw new Error(`queue ${queue} is not declared`);
      // A test's time is known to the queue's own connections, not to the caller's.
      const now = clock ? new Date(clock.now()) : undefined;
      const due = jobs.map((job) => ({ ...job, startAfter: job.startAfter ?? now }));
      await insertJobs(sql, due, jobTerms);
    },

    async declare(names) {
      for (const name of names) {
        if (declared.has(name)) continue;
        await boss.createQueue(name, jobTerms);
        declared.add(name);
      }
    },

    work(kinds) {
      runner = startRunner({ boss, jobs: createJobStore(ask, clock), wakeUps, kinds, log, clock });
      return Promise.resolve();
    },

    async stop(timeoutMs) {
      await runner?.stop(timeoutMs);
      await boss.stop({ graceful: true, close: true, timeout: timeoutMs });
    },
  };
}
