// npm run fuzz [-- --requests=20000 --times=50 --seed=7], on PGlite or TEST_DATABASE_URL: every route of the description with generated
// requests; then every call of API and cabinet in its state, with one field changed and right, until it succeeded so many times.
import { parseArgs } from 'node:util';
import { runDeepFuzz } from './deep/run-deep.ts';
import { runFuzz } from './run-fuzz.ts';

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '20000' },
    times: { type: 'string', default: '50' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
  },
});
const seed = Number(values.seed);
const say = (line: string) => console.log(line);
const broad = await runFuzz({ requests: Number(values.requests), seed, say });
const deep = await runDeepFuzz({ times: Number(values.times), seed, say });
const bad = {
  'server failed': [...broad.failures, ...deep.failures],
  'other shop’s data': [...broad.leaks, ...deep.leaks],
  'refused, yet changed': [...broad.changes, ...deep.changes],
  'right, yet refused': deep.refused,
};
console.log(`\nseed ${seed}: ${broad.requests} generated requests to ${broad.operations} calls, ${deep.requests} to calls in their states`);
console.table([...broad.statuses].sort(([one], [other]) => one - other).map(([status, answers]) => ({ status, answers })));
console.table(Object.entries(bad).map(([what, { length }]) => ({ what, times: length })));
const fewest = [...deep.succeeded].sort(([, one], [, other]) => one - other)[0];
console.log(`${deep.succeeded.size} calls in their states; the fewest successes: ${fewest?.[1]} of ${fewest?.[0]}`);
for (const [what, those] of Object.entries(bad)) for (const one of those.slice(0, 10)) console.log(`${what}: ${one}`);
process.exit(Object.values(bad).some(({ length }) => length > 0) ? 1 : 0);
