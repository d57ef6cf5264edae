import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import * as z from 'zod/mini';
import { startTestBackend, type TestBackend } from '../../testing/start-backend.ts';
import { createApp, type App } from './http.ts';
import { answerOnceAround, purgeAnswers } from './idempotency.ts';
import { Problem } from './problems.ts';
import type { Tx } from '../database/transaction.ts';

let backend: TestBackend;
let app: App;
let now = new Date('2026-03-02T09:00:00Z');
let runs = 0;
/** What the effect does before it answers. */
let during: (tx: Tx) => Promise<void> | void = () => undefined;
/** What happens between the claim of the key and the effect's transaction. */
let beforehand: () => Promise<void> | void = () => undefined;

before(async () => {
  backend = await startTestBackend({ clock: { now: () => now } });
  app = createApp(backend.context);
  const schema = { body: z.strictObject({ word: z.string() }) };
  app.post('/say/:name', { schema }, (request, reply) => {
    const credential = String(request.headers['x-caller']);
    return answerOnceAround(backend.context, request, reply, { credential, leastKeyLength: 3 }, async (keep) => {
      await beforehand();
      return backend.context.transaction(async (tx) => {
        runs += 1;
        const subject = `${request.body.word} ${runs}`;
        await tx.sql
          .insertInto('audit')
          .values({ id: `aud_${runs}`, at: now, actor: 'test', act: 'say', subject })
          .execute();
        await during(tx);
        const answer = { status: 201, body: { said: subject } };
        await keep(tx, answer);
        return answer;
      });
    });
  });
});
after(async () => {
  await app.close();
  await backend.close();
});
beforeEach(async () => {
  runs = 0;
  during = () => undefined;
  beforehand = () => undefined;
  await backend.context.sql.deleteFrom('audit').execute();
  await backend.context.sql.deleteFrom('idempotency').execute();
});

interface Wish {
  key?: string;
  word?: string;
  caller?: string;
  name?: string;
}

async function say({ key = 'abc', word = 'hello', caller = 'key_1', name = 'ann' }: Wish = {}) {
  const response = await app.inject({
    method: 'POST',
    url: `/say/${name}?x=${Math.random()}`,
    headers: { 'x-caller': caller, ...(key === '' ? {} : { 'idempotency-key': key }) },
    payload: { word },
  });
  return {
    status: response.statusCode,
    replayed: response.headers['idempotency-replayed'],
    type: response.headers['content-type'],
    body: response.json<Record<string, unknown>>(),
  };
}

const effects = async () => (await backend.context.sql.selectFrom('audit').selectAll().execute()).length;

test('the same key and body get the first answer again, and the effect happens once', async () => {
  const first = await say();
  assert.deepEqual([first.status, first.replayed, first.body], [201, undefined, { said: 'hello 1' }]);
  const second = await say();
  assert.deepEqual([second.status, second.replayed, second.body], [201, 'true', { said: 'hello 1' }]);
  assert.equal(await effects(), 1);
});

test('without a key each request is its own', async () => {
  await say({ key: '' });
  await say({ key: '' });
  assert.equal(await effects(), 2);
});

test('the same key with another body is refused', async () => {
  await say();
  const { status, body } = await say({ word: 'bye' });
  assert.deepEqual([status, body.code], [422, 'idempotency_key_reused']);
  assert.equal(await effects(), 1);
});

test('keys of other callers and other paths do not meet', async () => {
  await say();
  assert.equal((await say({ caller: 'key_2' })).replayed, undefined);
  assert.equal((await say({ name: 'bob' })).replayed, undefined);
  assert.equal(await effects(), 3);
});

test('a key that is too short, or has blanks, is refused', async () => {
  for (const key of ['ab', 'a b c', 'x'.repeat(256)]) {
    const { status, body } = await say({ key });
    assert.deepEqual([status, body.code], [422, 'idempotency_key_invalid']);
  }
  assert.equal(await effects(), 0);
});

test('while the first runs the second gets 409, afterwards the first answer', async () => {
  let begun = () => {};
  let proceed = () => {};
  const started = new Promise<void>((resolve) => (begun = resolve));
  const waiting = new Promise<void>((resolve) => (proceed = resolve));
  beforehand = () => {
    begun();
    return waiting;
  };
  const first = say();
  await started;
  const second = await say();
  assert.deepEqual([second.status, second.body.code], [409, 'idempotency_in_progress']);
  proceed();
  assert.equal((await first).status, 201);
  assert.equal((await say()).replayed, 'true');
  assert.equal(await effects(), 1);
});

test('a refusal is an answer and comes again; the effect is rolled back', async () => {
  during = () => {
    throw new Problem(409, 'illegal_transition', 'No.', { extra: { hint: 'x' } });
  };
  const first = await say();
  during = () => undefined;
  const second = await say();
  assert.deepEqual([second.status, second.replayed, second.body], [409, 'true', first.body]);
  assert.equal(second.type, 'application/problem+json');
  assert.equal(second.body.hint, 'x');
  assert.equal(await effects(), 0);
});

test('a failure is never kept: the next request runs anew', async () => {
  during = () => {
    throw new Error('the disk is full');
  };
  assert.equal((await say()).status, 500);
  during = () => undefined;
  const again = await say();
  assert.deepEqual([again.status, again.replayed], [201, undefined]);
  assert.equal(await effects(), 1);
});

test('after a crash the lease of 30 s ends and the request runs anew', async () => {
  await say();
  await backend.context.sql.updateTable('idempotency').set({ answer: null, status: null }).execute();
  now = new Date(now.getTime() + 29_000);
  assert.equal((await say()).status, 409);
  now = new Date(now.getTime() + 2000);
  assert.equal((await say()).status, 201);
});

test('who was too slow and lost the lease leaves no effect', async () => {
  during = async ({ sql }) => {
    await sql
      .updateTable('idempotency')
      .set({ leaseUntil: new Date(now.getTime() + 60_000) })
      .execute();
  };
  const { status, body } = await say();
  assert.deepEqual([status, body.code], [409, 'idempotency_in_progress']);
  assert.equal(await effects(), 0);
});

test('after a day a key is free again', async () => {
  await say();
  now = new Date(now.getTime() + 24 * 3_600_000 - 1000);
  assert.equal((await say()).replayed, 'true');
  now = new Date(now.getTime() + 2000);
  assert.equal((await say({ word: 'bye' })).status, 201);
  now = new Date(now.getTime() + 25 * 3_600_000);
  await purgeAnswers(backend.context);
  assert.equal((await backend.context.sql.selectFrom('idempotency').selectAll().execute()).length, 0);
});

test('answers are stored encrypted', async () => {
  await say({ word: 'a-secret-word' });
  const rows = await backend.context.sql.selectFrom('idempotency').selectAll().execute();
  assert.ok(!JSON.stringify(rows).includes('a-secret-word'));
});
