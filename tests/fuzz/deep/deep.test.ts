import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runDeepFuzz } from './run-deep.ts';

/** The same requests each time: `npm run fuzz` seeks with a new seed, and lets each call succeed 50 times. `FUZZ_SEED` repeats such a run. */
const seed = Number(process.env.FUZZ_SEED ?? 4);

test(`every call succeeds in its state, and with one field changed breaks nothing (seed ${seed})`, { timeout: 300_000 }, async () => {
  const { refused, failures, leaks, changes, succeeded } = await runDeepFuzz({ times: 1, seed });
  assert.deepEqual({ refused, failures, leaks, changes }, { refused: [], failures: [], leaks: [], changes: [] });
  assert.ok(succeeded.size > 80, `${succeeded.size} calls`);
});
