import { setTimeout as pause } from 'node:timers/promises';
import type { WakeUps } from '../queue/wake-ups.ts';
import { isConnectionLoss } from './connection-loss.ts';
import { queueTopic, type Job } from '../queue/job.ts';
import { isStalePlan } from './prepared-statements.ts';
import type { Queue } from '../queue/queue.ts';
import type { Database, SqlTransaction } from '../../tables/schema.ts';

/** What code inside a transaction may use. It must make no network call, and no query beside `sql`. */
export interface Tx {
  sql: SqlTransaction;
  /** The jobs are written in the transaction and start after its commit. */
  enqueue(...jobs: Job[]): Promise<void>;
  /** Wakes the topic's waiters after the commit. */
  wake(topic: string): void;
}

export type RunTransaction = <Result>(act: (tx: Tx) => Promise<Result>) => Promise<Result>;

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK = '40P01';
const ATTEMPTS = 5;
/** A restart takes one or two seconds, a fail-over five. The caller waits this long for the database to return. */
const LOSS_TIMEOUT_MS = 8000;
const LOSS_PAUSE_MS = 250;

export function createTransaction(database: Database, queue: Queue, wakeUps: WakeUps): RunTransaction {
  return async (act) => {
    const began = performance.now();
    for (let attempt = 1; ; attempt += 1) {
      const topics = new Set<string>();
      const waiting: Job[] = [];
      let committing = false;
      try {
        const result = await database.transaction().execute(async (sql) => {
          const acted = await act({
            sql,
            wake: (topic) => void topics.add(topic),
            enqueue: (...jobs) => Promise.resolve(void waiting.push(...jobs)),
          });
          if (waiting.length > 0) await queue.enqueue(sql, waiting);
          for (const job of waiting) if (!job.startAfter) topics.add(queueTopic(job.queue));
          committing = true;
          return acted;
        });
        wakeUps.wake(topics);
        return result;
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? error.code : undefined;
        if (attempt < ATTEMPTS && (code === DEADLOCK || code === SERIALIZATION_FAILURE || isStalePlan(error))) continue;
        // Lost before the commit: nothing was written. Lost during the commit: unknown, so the caller must repeat with its Idempotency-Key.
        if (!committing && isConnectionLoss(error) && performance.now() - began < LOSS_TIMEOUT_MS) {
          await pause(LOSS_PAUSE_MS);
          continue;
        }
        throw error;
      }
    }
  };
}
