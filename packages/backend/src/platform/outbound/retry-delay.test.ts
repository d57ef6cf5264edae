import assert from 'node:assert/strict';
import { test } from 'node:test';
import { retryDelay } from './retry-delay.ts';

test('delays double from a second to the longest, a quarter more or less', () => {
  const middles = [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000];
  for (const [index, middle] of middles.entries()) {
    for (let order = 0; order < 50; order += 1) {
      const delay = retryDelay(`cmd_${order}`, index + 1, 60_000);
      assert.ok(delay >= middle * 0.75 && delay <= Math.min(middle * 1.25, 60_000), `${delay} ms at try ${index + 1}`);
    }
  }
});

test('what failed together does not come back together, but each at the same time in every run', () => {
  const delays = Array.from({ length: 100 }, (_, order) => retryDelay(`cmd_${order}`, 3, 60_000));
  assert.ok(new Set(delays).size > 90);
  assert.deepEqual(
    delays,
    Array.from({ length: 100 }, (_, order) => retryDelay(`cmd_${order}`, 3, 60_000)),
  );
});

test('never above the longest, however many tries', () => {
  assert.ok(retryDelay('cmd_1', 1_000_000, 60_000) <= 60_000);
});
