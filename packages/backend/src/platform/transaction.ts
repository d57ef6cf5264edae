import type { Bell } from './bell.ts';
import { queueTopic, type Job, type Queue } from './queue.ts';
import type { Database, SqlTransaction } from './schema.ts';

/** What code inside a transaction may use. No network call belongs in it, and no query beside `sql`. */
export interface Tx {
  sql: SqlTransaction;
  /** Written with the transaction, started after its commit. */
  enqueue(...jobs: Job[]): Promise<void>;
  /** Rung after the commit. */
  ring(topic: string): void;
}

export type RunTransaction = <Result>(act: (tx: Tx) => Promise<Result>) => Promise<Result>;

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK = '40P01';
const TRIES = 5;

export function createTransaction(database: Database, queue: Queue, bell: Bell): RunTransaction {
  return async (act) => {
    for (let attempt = 1; ; attempt += 1) {
      const topics = new Set<string>();
      // One ring a job, so that as many slots wake at once.
      const queues: string[] = [];
      try {
        const result = await database.transaction().execute((sql) =>
          act({
            sql,
            ring: (topic) => void topics.add(topic),
            async enqueue(...jobs) {
              await queue.enqueue(sql, jobs);
              for (const job of jobs) if (!job.startAfter) queues.push(queueTopic(job.queue));
            },
          }),
        );
        bell.ring([...topics, ...queues]);
        return result;
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? error.code : undefined;
        if (attempt < TRIES && (code === DEADLOCK || code === SERIALIZATION_FAILURE)) continue;
        throw error;
      }
    }
  };
}
