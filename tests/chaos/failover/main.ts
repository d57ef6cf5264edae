// npm run chaos:failover [-- --applications=100]: the primary of a PostgreSQL cluster is lost for good under load.
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import '../../../scripts/workspace.ts';
import { isClean, report } from '../report.ts';
import { runChaos } from '../run-chaos.ts';
import { watchGap } from './gap.ts';
import { missingPrograms, startPatroni } from './patroni.ts';

const missing = missingPrograms();
if (missing.length > 0) {
  console.log(`Not installed: ${missing.join(', ')}. On Debian: apt-get install patroni etcd-server haproxy postgresql`);
  process.exit(2);
}
const { values } = parseArgs({ options: { applications: { type: 'string', default: '100' }, seconds: { type: 'string', default: '40' } } });
const overMs = Number(values.seconds) * 1000;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130));

console.log('starting three database servers under Patroni');
const patroni = await startPatroni();
let [gap, rejoined] = [NaN, NaN];
const result = await runChaos({
  applications: Number(values.applications),
  faults: 1,
  seed: 1,
  overMs,
  decisionSeconds: 120,
  followEvery: 3,
  say: (line) => console.log(line),
  database: () => Promise.resolve({ ...patroni, crash: () => Promise.resolve() }),
  async play({ cluster, secretKey }) {
    const watch = watchGap(cluster.url, secretKey);
    await pause(overMs / 3);
    const lost = await patroni.losePrimary();
    console.log(`${lost}, the primary, is gone with its folder`);
    await pause(overMs / 3);
    const began = performance.now();
    await patroni.rejoin(lost);
    rejoined = (performance.now() - began) / 1000;
    console.log(`${lost} follows the new primary`);
    gap = await watch.end();
    return new Map([['primary lost for good', 1]]);
  },
});
console.log(`\n${report(result)}\nseconds without service: ${gap.toFixed(1)}\nthe old primary rejoined after ${rejoined.toFixed(1)} s`);
process.exit(isClean(result) ? 0 : 1);
