import { sql } from 'kysely';
import { startPostgres } from '../../scripts/postgres.ts';
import { createWakeUps } from '../../packages/backend/src/platform/queue/wake-ups.ts';
import { openPostgres } from '../../packages/backend/src/platform/database/database.ts';
import { createJobTaker } from '../../packages/backend/src/platform/queue/take.ts';
import { createLog } from '../../packages/backend/src/platform/observability/log.ts';
import { openQueue } from '../../packages/backend/src/platform/queue/queue.ts';
import { row } from './percentiles.ts';

export const name =
  'A look at the queue for work that is due, ms (PostgreSQL): beside jobs that wait for their day, and with many that are due';

const LOOKS = 200;
const SLOTS = 10;
const queues = ['waiting', 'due', 'empty'];

export async function run(): Promise<object[]> {
  const postgres = await startPostgres({ durable: true });
  const log = createLog('error');
  const database = openPostgres(postgres.url, log);
  const wakeUps = createWakeUps(null, log);
  const queue = await openQueue(database.queue, wakeUps, log);
  await queue.declare(queues);
  const jobs = createJobTaker(database.queue.ask, undefined);

  const look = async (what: string) => {
    const took: number[] = [];
    for (let turn = 0; turn < LOOKS; turn += 1) {
      const began = performance.now();
      await jobs.take(
        queues.map((name) => ({ queue: name, free: SLOTS })),
        [],
      );
      took.push(performance.now() - began);
    }
    return row(what, took);
  };
  const add = (queueName: string, count: number, startsIn: string) =>
    sql`insert into pgboss.job (name, created_on, start_after, keep_until, policy)
      select ${queueName}, now() - n * interval '1 second', now() + ${startsIn}::interval, now() + interval '60 days', 'standard'
      from generate_series(1, ${count}) as n`.execute(database.sql);

  const rows = [await look('nothing there')];
  for (const count of [1_000, 100_000]) {
    await add('waiting', count, '10 days');
    await sql`vacuum analyze pgboss.job_common`.execute(database.sql);
    rows.push(await look(`${count} jobs wait for their day`));
  }
  await add('due', 10_000, '-1 second');
  await sql`vacuum analyze pgboss.job_common`.execute(database.sql);
  rows.push(await look(`and 10,000 are due, ${SLOTS} taken at a time`));

  await queue.stop(1000);
  await wakeUps.close();
  await database.close();
  await postgres.stop();
  return rows;
}
