// npm test [-- --only=protocol,lint]: every suite, two at a time, closing with "N passed, N failed".
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startPostgres } from './postgres.ts';
import { suites, type Suite } from './suites.ts';
import { inParallel, root } from './workspace.ts';

interface Result {
  name: string;
  passed: number;
  failed: number;
  seconds: number;
}

/** For a suite that hangs; a slow machine may need three times as long as a good one. */
const SUITE_LIMIT_MS = 30 * 60_000;

// What runs on its own, the suites and PostgreSQL, ends when this process exits.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130));

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const chosen = suites().filter(({ name }) => !values.only || values.only.split(',').some((word) => name.includes(word)));
const folder = mkdtempSync(join(tmpdir(), 'installment-test-'));
const postgres = chosen.some(({ name, needs }) => needs === 'postgres' || name === 'end-to-end') ? await startPostgres() : undefined;
const results: Result[] = [];
const built = new Map<string, Promise<void>>();

await inParallel(chosen, 2, async (suite) => {
  const running = runSuite(suite);
  built.set(suite.name, running);
  await running;
});

await postgres?.stop();
rmSync(folder, { recursive: true, force: true });
report();

async function runSuite(suite: Suite): Promise<void> {
  if (suite.needs === 'build') await built.get('build');
  const started = performance.now();
  const countsFile = join(folder, `${suite.name.replaceAll(' ', '-')}.json`);
  const environment = {
    ...process.env,
    TEST_COUNTS: countsFile,
    ...(postgres && suite.name !== 'backend on PGlite' ? { TEST_DATABASE_URL: postgres.url } : {}),
  };
  let [output, ok] = ['', true];
  for (const command of suite.commands) {
    const ended = await run(
      command.map((word) => word.replace('COUNTS', countsFile)),
      environment,
    );
    output += ended.output;
    ok = ended.ok;
    if (!ok) break;
  }
  const result = { name: suite.name, seconds: (performance.now() - started) / 1000, ...tally(suite, ok, countsFile) };
  results.push(result);
  if (result.failed > 0) console.log(`\n━━━ ${suite.name} ━━━\n${whatFailed(output)}\n`);
  console.log(line(result));
}

/** Node's runner tells at the end what failed; of what passed nobody wants to read then. */
function whatFailed(output: string): string {
  const summary = output.lastIndexOf('\n✖ failing tests:');
  return output.slice(summary < 0 ? 0 : summary).trim();
}

/** A suite that broke off, or ran no test, has failed even if no single test did. */
function tally(suite: Suite, ok: boolean, countsFile: string): { passed: number; failed: number } {
  if (!suite.counts) return ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  const { passed, failed } = readCounts(countsFile);
  return { passed, failed: failed === 0 && (!ok || passed === 0) ? 1 : failed };
}

function readCounts(file: string): { passed: number; failed: number } {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { passed: number; failed: number };
  } catch {
    return { passed: 0, failed: 0 };
  }
}

function run([program = '', ...args]: string[], environment: NodeJS.ProcessEnv): Promise<{ ok: boolean; output: string }> {
  return new Promise((resolve) => {
    // A group of its own, so that a suite which hangs is ended with all that it started.
    const child = spawn(program, args, { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    let output = '';
    const keep = (chunk: Buffer) => void (output += chunk.toString());
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const end = () => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // It has ended already.
      }
    };
    const limit = setTimeout(() => {
      output += `\nEnded after ${SUITE_LIMIT_MS / 60_000} minutes.`;
      end();
    }, SUITE_LIMIT_MS);
    process.once('exit', end);
    child.on('error', (error) => void (output += error.message));
    child.on('close', (code) => {
      clearTimeout(limit);
      process.off('exit', end);
      resolve({ ok: code === 0, output });
    });
  });
}

function line({ name, passed, failed, seconds }: Result): string {
  return `${failed > 0 ? '✖' : '✔'} ${name.padEnd(24)}${String(passed).padStart(6)} passed${String(failed).padStart(6)} failed${seconds.toFixed(1).padStart(8)} s`;
}

function report(): void {
  const sum = (of: (result: Result) => number) => results.reduce((total, result) => total + of(result), 0);
  const failed = sum((result) => result.failed) || (results.length === 0 ? 1 : 0);
  console.log(`\n${results.map(line).join('\n')}\n\n${sum((result) => result.passed)} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}
