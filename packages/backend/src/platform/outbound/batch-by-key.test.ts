import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PlatformContext } from '../platform-context.ts';
import { batchByKey } from './batch-by-key.ts';

const context = {} as PlatformContext;

test('what comes while earlier work of its key runs is done together, after it', async () => {
  const batches: number[][] = [];
  const first = Promise.withResolvers<undefined>();
  const double = batchByKey<PlatformContext, number, number>(async (_context, _key, numbers) => {
    batches.push(numbers);
    if (batches.length === 1) await first.promise;
    return numbers.map((number) => number * 2);
  });
  const one = double(context, 'a', 1);
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
  const others = [2, 3, 4].map((number) => double(context, 'a', number));
  first.resolve(undefined);
  assert.deepEqual(await Promise.all([one, ...others]), [2, 4, 6, 8]);
  assert.deepEqual(batches, [[1], [2, 3, 4]]);
});

test('other keys do not wait', async () => {
  const never = batchByKey<PlatformContext, number, number>((_context, key, numbers) =>
    key === 'stuck' ? new Promise(() => undefined) : Promise.resolve(numbers),
  );
  never(context, 'stuck', 1).catch(() => undefined);
  assert.equal(await never(context, 'free', 7), 7);
});

test('what fails together is done again one by one: one part’s fault is its own', async () => {
  const careful = batchByKey<PlatformContext, number, number>((_context, _key, numbers) =>
    numbers.includes(13) ? Promise.reject(new Error('unlucky')) : Promise.resolve(numbers),
  );
  const outcomes = await Promise.allSettled([1, 13, 2].map((number) => careful(context, 'a', number)));
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  );
});

test('what hangs does not hold up what comes after it', { timeout: 60_000 }, async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  let calls = 0;
  const hanging = batchByKey<PlatformContext, number, number>((_context, _key, numbers) =>
    (calls += 1) === 1 ? new Promise(() => undefined) : Promise.resolve(numbers),
  );
  const first = hanging(context, 'a', 1);
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
  const second = hanging(context, 'a', 2);
  t.mock.timers.tick(30_000);
  await assert.rejects(first, /too long/);
  assert.equal(await second, 2);
});
