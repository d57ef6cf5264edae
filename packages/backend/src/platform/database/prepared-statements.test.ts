import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { openTestDatabase } from '../../testing/database.ts';
import type { OpenDatabase } from './database.ts';
import { createWakeUps } from '../queue/wake-ups.ts';
import { createLog } from '../observability/log.ts';
import { migrate } from '../../migrations/index.ts';
import { openQueue } from '../queue/queue.ts';
import { createTransaction } from './transaction.ts';

const onPostgres = { skip: !process.env.TEST_DATABASE_URL };

async function tableOfThings(): Promise<OpenDatabase> {
  const database = await openTestDatabase(createLog('silent'));
  await sql`create table things (id integer primary key)`.execute(database.sql);
  await sql`insert into things values (1)`.execute(database.sql);
  return database;
}

const things = (database: Pick<OpenDatabase, 'sql'>) => sql`select * from things where id >= ${0}`.execute(database.sql);

test('a repeated statement keeps its plan', onPostgres, async () => {
  const database = await tableOfThings();
  const seen = await database.sql.connection().execute(async (one) => {
    for (let time = 0; time < 3; time += 1) await things({ sql: one });
    return sql<{ statement: string }>`select statement from pg_prepared_statements where statement like '%from things%'`.execute(one);
  });
  assert.equal(seen.rows.length, 1);
  await database.close();
});

test(
  'a column that a newer version adds breaks no statement of an older version, inside a transaction or outside',
  onPostgres,
  async () => {
    const database = await tableOfThings();
    const log = createLog('silent');
    await migrate(database.sql);
    const wakeUps = createWakeUps(database.connectionString, log);
    const queue = await openQueue(database.queue, wakeUps, log);
    const transaction = createTransaction(database.sql, queue, wakeUps);

    for (let time = 0; time < 3; time += 1) await things(database);
    await sql`alter table things add column name text`.execute(database.sql);
    assert.deepEqual((await things(database)).rows, [{ id: 1, name: null }]);

    for (let time = 0; time < 3; time += 1) await transaction((tx) => things(tx));
    await sql`alter table things add column size integer`.execute(database.sql);
    assert.deepEqual((await transaction((tx) => things(tx))).rows, [{ id: 1, name: null, size: null }]);

    await queue.stop(1000);
    await wakeUps.close();
    await database.close();
  },
);

test('a transaction whose connection is lost writes nothing, and the next one works', onPostgres, async () => {
  const database = await tableOfThings();
  const failed = database.sql.transaction().execute(async (trx) => {
    await sql`select pg_terminate_backend(pg_backend_pid())`.execute(trx);
  });
  await assert.rejects(failed);
  await assert.rejects(
    database.sql.transaction().execute(async (trx) => {
      await sql`insert into things values (2)`.execute(trx);
      throw new Error('ours');
    }),
    /ours/,
  );
  assert.equal((await things(database)).rows.length, 1);
  await database.close();
});
