import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { openTestDatabase } from '../../testing/database.ts';
import { createWakeUps } from '../queue/wake-ups.ts';
import { isConnectionLoss } from './connection-loss.ts';
import { createLog } from '../observability/log.ts';
import { migrate } from '../../migrations/index.ts';
import { openQueue } from '../queue/queue.ts';
import { createTransaction } from './transaction.ts';

const lost = () => Object.assign(new Error('terminating connection due to administrator command'), { code: '57P01' });

test('what a restart of the database breaks before its commit is done again, once it stands', async () => {
  const log = createLog('silent');
  const database = await openTestDatabase(log);
  await migrate(database.sql);
  const wakeUps = createWakeUps(database.connectionString, log);
  const queue = await openQueue(database.queue, wakeUps, log);
  const transaction = createTransaction(database.sql, queue, wakeUps);
  let tries = 0;
  await transaction(async (tx) => {
    tries += 1;
    await tx.sql
      .insertInto('audit')
      .values({ id: `try-${tries}`, at: new Date(0), actor: 'a', act: 'b', subject: 'c' })
      .execute();
    if (tries < 3) throw lost();
  });
  assert.deepEqual(await database.sql.selectFrom('audit').select('id').execute(), [{ id: 'try-3' }]);
  await assert.rejects(
    transaction(async () => {
      throw new Error('ours');
    }),
    /ours/,
  );
  await queue.stop(1000);
  await wakeUps.close();
  await database.close();
});

test('a session that the server ended is told from a query that is wrong', { skip: !process.env.TEST_DATABASE_URL }, async () => {
  const database = await openTestDatabase(createLog('silent'));
  // In this order: a pool may hand out the ended connection once more.
  const wrong = sql`select nothing`.execute(database.sql).catch((error: unknown) => error);
  assert.equal(isConnectionLoss(await wrong), false);
  const ended = sql`select pg_terminate_backend(pg_backend_pid())`.execute(database.sql).then(
    () => null,
    (error: unknown) => error,
  );
  assert.equal(isConnectionLoss(await ended), true);
  await database.close();
});

test('each word of the driver for a lost connection is known', () => {
  for (const message of ['Connection terminated unexpectedly', 'Connection terminated due to connection timeout', 'Connection terminated'])
    assert.equal(isConnectionLoss(new Error(message)), true);
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  assert.equal(isConnectionLoss(new AggregateError([refused])), true);
  assert.equal(isConnectionLoss(Object.assign(new Error('duplicate key'), { code: '23505' })), false);
  assert.equal(isConnectionLoss('text'), false);
});
