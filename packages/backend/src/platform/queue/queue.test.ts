import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as z from 'zod/mini';
import { openTestDatabase } from '../../testing/database.ts';
import { waitFor } from '../../testing/wait-for.ts';
import { createWakeUps } from './wake-ups.ts';
import { createLog } from '../observability/log.ts';
import { migrate } from '../../migrations/index.ts';
import { defineJob, type Worked } from './job.ts';
import { openQueue } from './queue.ts';
import { createTransaction } from '../database/transaction.ts';

async function open() {
  const log = createLog('silent');
  const database = await openTestDatabase(log);
  await migrate(database.sql);
  const wakeUps = createWakeUps(database.connectionString, log);
  const queue = await openQueue(database.queue, wakeUps, log);
  const transaction = createTransaction(database.sql, queue, wakeUps);
  return {
    database,
    transaction,
    /** Declares what the jobs need and works on it. */
    async work(...jobs: Worked<null>[]) {
      const queues = jobs.flatMap((job) => job.queues(null));
      await queue.declare(queues.map(({ name }) => name));
      queue.work(queues);
    },
    async close() {
      await queue.stop(1000);
      await wakeUps.close();
      await database.close();
    },
  };
}

test('a job of a committed transaction runs, one of a rolled back transaction does not', async () => {
  const { work, transaction, close } = await open();
  const done: string[] = [];
  const greet = defineJob({
    name: 'greet',
    payload: z.object({ name: z.string() }),
    concurrency: 2,
    handle: async (_context: null, { name }) => void done.push(name),
  });
  await work(greet);
  await assert.rejects(
    transaction(async (tx) => {
      await tx.enqueue(greet.with({ name: 'lost' }));
      throw new Error('no');
    }),
    /no/,
  );
  await Promise.all(Array.from({ length: 20 }, (_, index) => transaction((tx) => tx.enqueue(greet.with({ name: `kept ${index}` })))));
  await waitFor('all jobs', () => done.length === 20);
  assert.ok(!done.includes('lost'));
  await close();
});

test('a job does not wait for one that runs while its queue has room', async () => {
  const { work, transaction, close } = await open();
  const started: number[] = [];
  const ends = Promise.withResolvers<undefined>();
  const long = defineJob({
    name: 'long',
    payload: z.object({ index: z.int() }),
    concurrency: 8,
    handle: async (_context: null, { index }) => {
      started.push(index);
      await ends.promise;
    },
  });
  await work(long);
  for (let index = 0; index < 8; index += 1) {
    await transaction((tx) => tx.enqueue(long.with({ index })));
    await waitFor(`job ${index}`, () => started.length === index + 1);
  }
  ends.resolve(undefined);
  await close();
});

test('a job that fails runs again', async () => {
  const { work, transaction, close } = await open();
  let runs = 0;
  const flaky = defineJob({
    name: 'flaky',
    payload: z.object({}),
    concurrency: 1,
    handle: async (_context: null) => {
      runs += 1;
      if (runs === 1) throw new Error('first run');
    },
  });
  await work(flaky);
  await transaction((tx) => tx.enqueue(flaky.with({})));
  await waitFor('a second run', () => runs === 2);
  await close();
});

test('a query beside an open transaction does not run inside it, and transactions do not mix', async () => {
  const log = createLog('silent');
  const database = await openTestDatabase(log);
  await migrate(database.sql);
  const insert = (id: string) => ({ id, at: new Date(0), actor: 'a', act: 'b', subject: 'c' });
  const results = await Promise.allSettled([
    database.sql.transaction().execute(async (sql) => {
      await sql.insertInto('audit').values(insert('rolled back')).execute();
      throw new Error('back');
    }),
    database.sql.transaction().execute(async (sql) => {
      await sql.insertInto('audit').values(insert('committed')).execute();
    }),
    database.sql.insertInto('audit').values(insert('alone')).execute(),
  ]);
  assert.deepEqual(
    results.map(({ status }) => status),
    ['rejected', 'fulfilled', 'fulfilled'],
  );
  const rows = await database.sql.selectFrom('audit').select('id').orderBy('id').execute();
  assert.deepEqual(
    rows.map(({ id }) => id),
    ['alone', 'committed'],
  );
  await database.close();
});
