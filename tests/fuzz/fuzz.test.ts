import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runFuzz } from './run-fuzz.ts';

/** `FUZZ_SEED` repeats a run; `npm run fuzz` is the long one. */
const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

test(
  `1,000 requests from right to absurd break nothing, leak nothing, change nothing that was refused (seed ${seed})`,
  { timeout: 180_000 },
  async () => {
    const { failures, leaks, changes, statuses } = await runFuzz({ requests: 1000, seed });
    assert.deepEqual({ failures, leaks, changes }, { failures: [], leaks: [], changes: [] });
    const count = (least: number) =>
      [...statuses].reduce((sum, [status, times]) => (status >= least && status < least + 100 ? sum + times : sum), 0);
    assert.ok(count(200) > 100 && count(400) > 300, `it gets in and is refused: ${JSON.stringify([...statuses])}`);
  },
);
