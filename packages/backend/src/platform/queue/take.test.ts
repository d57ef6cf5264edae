import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { PgBoss, type ConstructorOptions } from 'pg-boss';
import type { OpenDatabase } from '../database/database.ts';
import { createLog } from '../observability/log.ts';
import { openTestDatabase } from '../../testing/database.ts';
import { createJobTaker, PG_BOSS_SCHEMA, type JobTaker, type Take } from './take.ts';

const limits = { target: 2, owner: 3 };

let database: OpenDatabase;
let boss: PgBoss;
let jobs: JobTaker;

before(async () => {
  database = await openTestDatabase(createLog('silent'));
  const { boss: source } = database.queue;
  const options: ConstructorOptions = 'connectionString' in source ? source : { db: source, backend: 'pglite' };
  boss = new PgBoss({ ...options, supervise: false, schedule: false });
  await boss.start();
  for (const name of ['calls', 'calls.slow', 'plain']) await boss.createQueue(name);
  jobs = createJobTaker(database.queue.ask, undefined);
  await jobs.prepare();
});
after(async () => {
  await boss.stop({ graceful: false });
  await database.close();
});
beforeEach(async () => {
  for (const name of ['calls', 'calls.slow', 'plain']) await boss.deleteAllJobs(name);
});

/** Jobs of a target that are due, the first of them so many seconds ago. */
async function add(queue: string, target: string | null, count: number, secondsAgo = 60) {
  const due = (index: number) => new Date(Date.now() - secondsAgo * 1000 + index);
  const group = target === null ? {} : { group: { id: target } };
  await boss.insert(
    queue,
    Array.from({ length: count }, (_, index) => ({ data: {}, startAfter: due(index), ...group })),
  );
}

const targetsOf = (take: Take) => take.jobs.map(({ target }) => target).sort();

test('the statements are written for this schema of pg-boss', async () => {
  assert.equal(await boss.schemaVersion(), PG_BOSS_SCHEMA);
});

test('a queue of jobs that are all alike gives the first that are due', async () => {
  await add('plain', null, 5);
  const { jobs: taken } = await jobs.take([{ queue: 'plain', free: 3 }], []);
  assert.equal(taken.length, 3);
  assert.equal((await jobs.take([{ queue: 'plain', free: 3 }], [])).jobs.length, 2);
});

test('no target and no owner gets more than its limits, however long its jobs have waited', async () => {
  await add('calls', 'loud one', 50, 600);
  await add('calls', 'loud two', 50, 500);
  await add('calls', 'calm one', 1, 1);
  const take = await jobs.take([{ queue: 'calls', free: 10, limits }], []);
  assert.deepEqual(targetsOf(take), ['calm one', 'loud one', 'loud one', 'loud two']);
  assert.deepEqual(take.held, ['calls']);
});

test('targets that are busy are passed over', async () => {
  await add('calls', 'loud one', 50, 600);
  await add('calls', 'loud two', 1, 500);
  const busy = [
    { id: 'loud one', running: 2, room: 0 },
    { id: 'loud', running: 2, room: 1 },
  ];
  const take = await jobs.take([{ queue: 'calls', free: 10, limits }], busy);
  assert.deepEqual(targetsOf(take), ['loud two']);
});

test('where room is scarce, owners of whom least runs come first', async () => {
  await add('calls', 'loud one', 10, 600);
  await add('calls', 'calm one', 1, 1);
  await add('calls', 'quiet one', 1, 1);
  const take = await jobs.take([{ queue: 'calls', free: 2, limits }], [{ id: 'loud', running: 1, room: 2 }]);
  assert.deepEqual(targetsOf(take), ['calm one', 'quiet one']);
});

test('queues share the limit of a target, and the one named first is served first', async () => {
  await add('calls', 'bank', 3, 600);
  await add('calls.slow', 'bank', 3, 900);
  const wanted = ['calls', 'calls.slow'].map((queue) => ({ queue, free: 10, limits: { target: 4 } }));
  const { jobs: taken } = await jobs.take(wanted, []);
  assert.deepEqual(taken.map(({ queue }) => queue).sort(), ['calls', 'calls', 'calls', 'calls.slow']);
});

test('a target with a limit of its own gets that', async () => {
  await add('calls', 'small', 5);
  const own = { target: 4, exceptions: new Map([['small', 1]]) };
  const { jobs: taken } = await jobs.take([{ queue: 'calls', free: 10, limits: own }], [{ id: 'small', running: 0, room: 1 }]);
  assert.equal(taken.length, 1);
});

test('two nodes that take at once never get the same job, and whoever was outrun is told', async () => {
  await add('calls', 'a one', 2);
  await add('calls', 'b one', 2);
  const wanted = [{ queue: 'calls', free: 10, limits }];
  const takes = await Promise.all([jobs.take(wanted, []), jobs.take(wanted, [])]);
  const ids = takes.flatMap(({ jobs: taken }) => taken.map(({ id }) => id));
  assert.equal(new Set(ids).size, ids.length);
  if (ids.length < 4) assert.ok(takes.some(({ outrun }) => outrun));
});
