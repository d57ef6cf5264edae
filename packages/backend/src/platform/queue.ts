import { PgBoss, fromKysely, type Clock as QueueClock, type Db } from 'pg-boss';
import type { Bell } from './bell.ts';
import type { Log } from './log.ts';
import type { SqlTransaction } from './schema.ts';

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

export const deadLetters = 'dead-letters';

const queueOptions = {
  retryLimit: RETRIES,
  // A kill counts as a failed try, so a growing pause would leave a job of a bad minute lying for a long one. Whoever calls
  // somebody else makes the pauses itself.
  retryDelay: 1,
  heartbeatSeconds: 10,
  expireInSeconds: 120,
  retentionSeconds: 60 * 86_400,
  deleteAfterSeconds: 3600,
  deadLetter: deadLetters,
};

/** Slot 0 looks every second, the others every 30: the bell wakes them. */
const FIRST_SLOT_POLL_SECONDS = 1;
const OTHER_SLOTS_POLL_SECONDS = 30;

const PASS_ON_MS = 10;

export const queueTopic = (queue: string) => `queue:${queue}`;

export async function openQueue(database: Db | { connectionString: string }, bell: Bell, log: Log, clock?: QueueClock): Promise<Queue> {
  const source = 'connectionString' in database ? { ...database, max: 10 } : { db: database, backend: 'pglite' as const };
  const boss = new PgBoss({
    ...source,
    ...(clock ? { clock } : {}),
    schedule: false,
    monitorIntervalSeconds: 2,
    superviseIntervalSeconds: 2,
  });
  boss.on('error', (error) => log.warn({ err: error }, 'the queue met an error'));
  await boss.start();
  await boss.createQueue(deadLetters);
  const declared = new Set<string>();
  const stops: (() => void)[] = [];

  return {
    async enqueue(sql, jobs) {
      const db = fromKysely(sql.withoutPlugins());
      for (const { queue, data, startAfter } of jobs) {
        if (!declared.has(queue)) throw new Error(`queue ${queue} is not declared`);
        // A test's time is known to the queue's own connections, not to the caller's.
        const due = startAfter ?? (clock ? new Date(clock.now()) : undefined);
        await boss.send(queue, data, due ? { db, startAfter: due } : { db });
      }
    },

    async declare(names) {
      for (const name of names) {
        if (declared.has(name)) continue;
        await boss.createQueue(name, queueOptions);
        declared.add(name);
      }
    },

    async work(kinds) {
      for (const kind of kinds) stops.push(await startSlots(boss, bell, kind, log));
    },

    async stop(timeoutMs) {
      stops.forEach((stop) => stop());
      await boss.stop({ graceful: true, close: true, timeout: timeoutMs });
    },
  };
}

/** One `work()` a slot, because workers started by one call share an id and only one of them could be woken. */
async function startSlots(boss: PgBoss, bell: Bell, kind: QueueKind, log: Log): Promise<() => void> {
  const slots: string[] = [];
  const busy = new Set<number>();
  let turn = 0;
  // A ring on a busy slot would wait for its end; when all are busy, each looks again when it ends.
  const wakeOne = () => {
    for (let tried = 0; tried < slots.length; tried += 1) {
      const slot = turn % slots.length;
      turn += 1;
      const id = slots[slot];
      if (id === undefined || busy.has(slot)) continue;
      boss.notifyWorker(id);
      return;
    }
  };
  for (let slot = 0; slot < kind.slots; slot += 1) {
    const pollingIntervalSeconds = slot === 0 ? FIRST_SLOT_POLL_SECONDS : OTHER_SLOTS_POLL_SECONDS;
    const id: string = await boss.work<Record<string, string | number>>(
      kind.name,
      { batchSize: 1, pollingIntervalSeconds },
      async (jobs) => {
        busy.add(slot);
        // More may be waiting than rings came, so each start passes one on; not at once, where it would be in its own job's way.
        setTimeout(wakeOne, PASS_ON_MS).unref();
        try {
          for (const job of jobs) await kind.handle(job.data);
        } catch (error) {
          log.warn({ queue: kind.name, job: jobs[0]?.id, err: error }, 'a job failed and will be tried again');
          throw new JobFailed();
        } finally {
          busy.delete(slot);
          boss.notifyWorker(id);
        }
      },
    );
    slots.push(id);
  }
  return bell.listen(queueTopic(kind.name), wakeOne);
}

/** What the queue stores of a failure: nothing, because a message may quote personal data. */
class JobFailed extends Error {
  constructor() {
    super('see the log');
    this.name = 'JobFailed';
  }
}
