import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestDatabase } from '../../testing/database.ts';
import { waitFor } from '../../testing/wait-for.ts';
import { createWakeUps } from './wake-ups.ts';
import { createLog } from '../observability/log.ts';
import { migrate } from '../../migrations/index.ts';
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
    queue,
    transaction,
    async close() {
      await queue.stop(1000);
      await wakeUps.close();
      await database.close();
    },
  };
}

test('a job of a committed transaction runs, one of a rolled back transaction does not', async () => {
  const { queue, transaction, close } = await open();
  const done: string[] = [];
  await queue.declare(['greet']);
  await queue.work([{ name: 'greet', slots: 2, handle: async ({ name }) => void done.push(String(name)) }]);
  await assert.rejects(
    transaction(async (tx) => {
      await tx.enqueue({ queue: 'greet', data: { name: 'lost' } });
      throw new Error('no');
    }),
    /no/,
  );
  await Promise.all(
    Array.from({ length: 20 }, (_, index) => transaction((tx) => tx.enqueue({ queue: 'greet', data: { name: `kept ${index}` } }))),
  );
  await waitFor('all jobs', () => done.length === 20);
  assert.ok(!done.includes('lost'));
  await close();
});

test('a job does not wait for a busy slot while another is free', async () => {
  const { queue, transaction, close } = await open();
  const started: string[] = [];
  const ends = Promise.withResolvers<undefined>();
  await queue.declare(['long']);
  await queue.work([
    {
      name: 'long',
      slots: 8,
      handle: async ({ name }) => {
        started.push(String(name));
        await ends.promise;
      },
    },
  ]);
  for (let index = 0; index < 8; index += 1) {
    await transaction((tx) => tx.enqueue({ queue: 'long', data: { name: index } }));
    // Each before the next one: the turns go round the slots, and pass the busy ones.
    await waitFor(`job ${index}`, () => started.length === index + 1);
  }
  ends.resolve(undefined);
  await close();
});

test('a job that fails is tried again', async () => {
  const { queue, transaction, close } = await open();
  let tries = 0;
  await queue.declare(['flaky']);
  await queue.work([
    {
      name: 'flaky',
      slots: 1,
      handle: async () => {
        tries += 1;
        if (tries === 1) throw new Error('first try');
      },
    },
  ]);
  await transaction((tx) => tx.enqueue({ queue: 'flaky', data: {} }));
  await waitFor('a second try', () => tries === 2);
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
