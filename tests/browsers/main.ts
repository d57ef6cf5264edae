// npm run test:browsers [-- --only=109,firefox]: the whole way, from the click on the shop's button to the signature, in every engine that
// the contract names. Run before a release. Engines that this machine lacks are named, and do not fail the run.
import { parseArgs } from 'node:util';
import { startSystem, type System } from '../support/start-system.ts';
import type { Engine } from './engine.ts';
import { engines } from './engines.ts';

const LIMIT_MS = 180_000;

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const chosen = engines.filter(({ name }) => !values.only || values.only.split(',').some((word) => name.toLowerCase().includes(word)));

interface Row {
  engine: string;
  version: string;
  outcome: 'passed' | 'failed' | 'missing';
  seconds: string;
}

const system = await startSystem({ banks: ['severny', 'ladoga'], delayFactor: 0.1 });
const rows: Row[] = [];
try {
  for (const engine of chosen) {
    const row = await tryEngine(engine, system);
    rows.push(row);
    console.log(`${row.outcome === 'failed' ? '✖' : row.outcome === 'passed' ? '✔' : '–'} ${row.engine}: ${row.outcome}`);
  }
} finally {
  await system.close();
}
console.table(rows);
const number = (outcome: Row['outcome']) => rows.filter((row) => row.outcome === outcome).length;
console.log(`${number('passed')} passed, ${number('failed')} failed, ${number('missing')} missing`);
if (number('failed') > 0 || number('passed') === 0) process.exitCode = 1;

async function tryEngine(engine: Engine, system: System): Promise<Row> {
  const row = { engine: engine.name, version: '', seconds: '' };
  const started = await engine.start();
  if ('missing' in started) {
    console.log(`${engine.name}: ${started.missing}`);
    return { ...row, outcome: 'missing' };
  }
  const begun = performance.now();
  row.version = started.version;
  const limit = AbortSignal.timeout(LIMIT_MS);
  try {
    const tooLong = new Promise<never>((_, reject) => {
      limit.addEventListener('abort', () => reject(new Error(`The way took more than ${LIMIT_MS / 1000} s`)));
    });
    const faults = await Promise.race([started.buys(system), tooLong]);
    for (const fault of faults) console.log(`${engine.name}: ${fault}`);
    return { ...row, outcome: faults.length === 0 ? 'passed' : 'failed', seconds: ((performance.now() - begun) / 1000).toFixed(1) };
  } catch (error) {
    console.log(`${engine.name}: ${error instanceof Error ? error.message : String(error)}`);
    return { ...row, outcome: 'failed' };
  } finally {
    await started.close();
  }
}
