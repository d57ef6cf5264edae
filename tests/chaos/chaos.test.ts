import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isClean, report } from './report.ts';
import { runChaos } from './run-chaos.ts';

/** `CHAOS_SEED` repeats a run; `npm run chaos` is the long one. */
const seed = Number(process.env.CHAOS_SEED ?? Math.floor(Math.random() * 2 ** 31));

const APPLICATIONS = 16;

test(
  `${APPLICATIONS} applications at eight banks over four nodes survive one fault of each kind (seed ${seed})`,
  { timeout: 240_000 },
  async (t) => {
    const result = await runChaos({
      applications: APPLICATIONS,
      faults: 7,
      seed,
      overMs: 8_000,
      decisionSeconds: 60,
      followEvery: 2,
      say: (line) => t.diagnostic(line),
    });
    assert.ok(isClean(result), report(result));
    assert.equal(result.applications, APPLICATIONS * 8);
    assert.equal(result.faults.size, 7);
  },
);
