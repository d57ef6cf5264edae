import { fromKysely, PgBoss, type Clock as QueueClock, type Db } from 'pg-boss';
import type { SqlTransaction } from '../../tables/schema.ts';
import type { Log } from '../observability/log.ts';
import type { WakeUps } from './wake-ups.ts';
import type { Job, WorkedQueue } from './job.ts';
import { createJobTaker, type AskQueue } from './take.ts';
import { Worker } from './worker.ts';

export interface Queue {
  /** Writes jobs in the caller's transaction: rolled back with it. Inside a transaction nothing else may enqueue. */
  enqueue(sql: SqlTransaction, jobs: Job[]): Promise<void>;
  /** Makes the queues known. Both roles do, so that whoever enqueues finds them. */
  declare(names: string[]): Promise<void>;
  /** Starts to work on these queues. */
  work(queues: WorkedQueue[]): void;
  /** Waits up to `timeoutMs` for running jobs. */
  stop(timeoutMs: number): Promise<void>;
}

/** What the queue runs on. */
export interface QueueDatabase {
  boss: Db | { connectionString: string; options: string };
  /** On connections that nobody else uses. */
  ask: AskQueue;
}

/** A killed worker counts as an attempt, so a limit would lose the job of a bad day. Whoever calls others gives up by rules of its own. */
const RETRIES = 1_000_000;

const terms = {
  retryLimit: RETRIES,
  // A kill counts as a failed attempt, so a growing pause would leave the job of a bad minute lying for a long one.
  retryDelay: 1,
  heartbeatSeconds: 10,
  expireInSeconds: 120,
  retentionSeconds: 60 * 86_400,
  deleteAfterSeconds: 3600,
};

/** pg-boss's own, for lost workers, finished jobs and retention. */
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
  const jobs = createJobTaker(ask, clock);
  await jobs.prepare();
  const declared = new Set<string>();
  let worker: Worker | null = null;

  return {
    async enqueue(sql, added) {
      // A test's time is known to the queue's own connections, not to the caller's.
      const now = clock ? new Date(clock.now()) : undefined;
      const db = fromKysely(sql.withoutPlugins());
      for (const [queue, of] of Map.groupBy(added, (job) => job.queue)) {
        if (!declared.has(queue)) throw new Error(`queue ${queue} is not declared`);
        const inserts = of.map(({ data, startAfter = now, target }) => ({
          data,
          ...(startAfter ? { startAfter } : {}),
          ...(target === undefined ? {} : { group: { id: target } }),
        }));
        await boss.insert(queue, inserts, { db });
      }
    },

    async declare(names) {
      for (const name of names) {
        if (declared.has(name)) continue;
        await boss.createQueue(name, terms);
        declared.add(name);
      }
    },

    work(queues) {
      worker = new Worker({ boss, jobs, wakeUps, queues, log, clock });
    },

    async stop(timeoutMs) {
      await worker?.stop(timeoutMs);
      await boss.stop({ graceful: true, close: true, timeout: timeoutMs });
    },
  };
}
