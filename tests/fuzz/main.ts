// npm run fuzz [-- --requests=20000 --seed=7]: every route of the description with generated requests, on PGlite or TEST_DATABASE_URL.
import { parseArgs } from 'node:util';
import { runFuzz } from './run-fuzz.ts';

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '20000' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
  },
});
const result = await runFuzz({ requests: Number(values.requests), seed: Number(values.seed), say: (line) => console.log(line) });
const bad = { 'server failed': result.failures, 'other shop’s data': result.leaks, 'refused, yet changed': result.changes };
console.log(`\nseed ${values.seed}: ${result.requests} requests to ${result.operations} calls`);
console.table([...result.statuses].sort(([one], [other]) => one - other).map(([status, answers]) => ({ status, answers })));
console.table(Object.entries(bad).map(([what, { length }]) => ({ what, times: length })));
if (result.neverSucceeded.length > 0) console.log(`never answered with success: ${result.neverSucceeded.join(', ')}`);
for (const [what, those] of Object.entries(bad)) for (const one of those.slice(0, 10)) console.log(`${what}: ${one}`);
process.exit(Object.values(bad).some(({ length }) => length > 0) ? 1 : 0);
