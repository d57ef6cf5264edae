import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BankConfig } from '@installment-button/protocol';
import { freePort } from '../../support/backend-process.ts';
import { waitFor } from '../../support/wait-for.ts';
import { bankEntry } from '../bank-entry.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const fromSource = ['--conditions=workspace', '--no-warnings'];

/** What a process used up to now. */
export interface Use {
  cpuMs: number;
  rssBytes: number;
}

export interface MeasuredBackend {
  url: string;
  use(): Promise<Use>;
  cli(...words: string[]): Promise<string>;
  stop(): Promise<void>;
}

export interface MeasuredOptions {
  banks: BankConfig[];
  smsUrl: string;
  databaseUrl?: string;
  environment?: Record<string, string>;
}

/** The backend's own program in a process of its own, as an operator runs it, with a line to ask what it used. */
export async function measuredBackend({ banks, smsUrl, databaseUrl, environment = {} }: MeasuredOptions): Promise<MeasuredBackend> {
  const dataDir = mkdtempSync(join(tmpdir(), 'installment-'));
  writeFileSync(join(dataDir, 'banks.json'), JSON.stringify(banks), { mode: 0o600 });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env: Record<string, string> = {
    PATH: process.env.PATH ?? '',
    NODE_ENV: 'development',
    PORT: String(port),
    PUBLIC_URL: url,
    DATA_DIR: dataDir,
    BANKS_FILE: join(dataDir, 'banks.json'),
    SMS_URL: smsUrl,
    SMTP_URL: 'smtp://127.0.0.1:9',
    LOG_LEVEL: 'error',
    TRUSTED_PROXIES: '127.0.0.1,::1,::ffff:127.0.0.1',
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
    ...environment,
  };
  const program = (name: string) => join(root, `packages/backend/src/${name}.ts`);
  const profile = process.env.BENCH_PROFILE ? ['--cpu-prof', `--cpu-prof-dir=${process.env.BENCH_PROFILE}`] : [];
  const child = fork(program('main'), [], {
    env,
    execArgv: [...fromSource, ...profile, '--import', join(root, 'tests/bench/load/tell-cpu.ts')],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await waitFor(
    'the backend to be ready',
    () =>
      fetch(`${url}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      ),
    60_000,
  );
  return {
    url,
    async use() {
      const answer = once(child, 'message');
      child.send('use');
      const [used] = (await answer) as [Use];
      return used;
    },
    async cli(...words) {
      const command = fork(program('cli'), words, { env, execArgv: fromSource, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
      let output = '';
      command.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
      const [code] = (await once(command, 'close')) as [number | null];
      if (code !== 0) throw new Error(`cli ${words.join(' ')}: ${code}`);
      return output;
    },
    async stop() {
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      await exit;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Banks that approve at once, in one process beside. */
export async function quickBanks(count: number): Promise<{ banks: BankConfig[]; stop(): void }> {
  const { told, stop } = await beside<{ ports: number[] }>('quick-banks.ts', String(count));
  return { banks: told.ports.map((port, index) => bankEntry(`bank-${index}`, port)), stop };
}

/** The least that could do the work, to be measured against. */
export async function bareServer(setting: { databaseUrl: string; smsUrl: string; banks: BankConfig[]; commits: number }) {
  const { told, stop } = await beside<{ url: string }>('bare-server.ts', JSON.stringify(setting));
  return { url: told.url, stop };
}

async function beside<Told>(program: string, word: string): Promise<{ told: Told; stop(): void }> {
  const child: ChildProcess = fork(fileURLToPath(new URL(program, import.meta.url)), [word], { execArgv: fromSource });
  const [told] = (await once(child, 'message')) as [Told];
  return { told, stop: () => child.disconnect() };
}
