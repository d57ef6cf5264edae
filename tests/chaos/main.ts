// npm run chaos [-- --applications=300 --faults=30 --seed=7]: two web nodes, two workers and PostgreSQL under random faults.
import { parseArgs } from 'node:util';
import '../../scripts/workspace.ts';
import { isClean, report } from './report.ts';
import { runChaos } from './run-chaos.ts';

const { values } = parseArgs({
  options: {
    applications: { type: 'string', default: '300' },
    faults: { type: 'string', default: '30' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    seconds: { type: 'string', default: '90' },
    decision: { type: 'string', default: '120' },
  },
});

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130));

const result = await runChaos({
  applications: Number(values.applications),
  faults: Number(values.faults),
  seed: Number(values.seed),
  overMs: Number(values.seconds) * 1000,
  decisionSeconds: Number(values.decision),
  followEvery: 3,
  say: (line) => console.log(line),
});
console.log(`\n${report(result)}`);
process.exitCode = isClean(result) ? 0 : 1;
