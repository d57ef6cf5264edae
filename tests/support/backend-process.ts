import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findsSites, serviceAt } from './sites.ts';
import { waitFor } from './wait-for.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** A new embedded database alone takes seconds, on a busy machine many. */
const START_LIMIT_MS = 90_000;
const fromSource = ['--conditions=workspace', '--no-warnings'];

export interface BackendProcess {
  url: string;
  dataDir: string;
  environment: Record<string, string>;
  /** Everything that any of its processes printed. */
  output: string;
  start(): Promise<void>;
  /** SIGKILL: nothing is saved that was not yet. */
  kill(): Promise<void>;
  /** SIGTERM, and how it ended. */
  terminate(): Promise<number | null>;
  /** Runs a command of `cli.js` with the same environment. */
  cli(...words: string[]): Promise<{ code: number | null; stdout: string; stderr: string }>;
  /** Kills it and removes its folder. */
  close(): Promise<void>;
}

export interface BackendProcessOptions {
  banksFile: unknown;
  smsUrl: string;
  smtpUrl: string;
  /** Absent: embedded. */
  databaseUrl?: string | undefined;
  environment?: Record<string, string>;
  /** Run what was built, as in production, instead of the sources. */
  built?: boolean;
}

/** The backend as an operator runs it: a process of its own, configured by environment only. */
export async function backendProcess({
  banksFile,
  smsUrl,
  smtpUrl,
  databaseUrl,
  environment: more = {},
  built = false,
}: BackendProcessOptions): Promise<BackendProcess> {
  const dataDir = mkdtempSync(join(tmpdir(), 'installment-'));
  const banksPath = join(dataDir, 'banks.json');
  writeFileSync(banksPath, JSON.stringify(banksFile), { mode: 0o600 });
  const port = await freePort();
  const url = serviceAt(port);
  const environment: Record<string, string> = {
    PATH: process.env.PATH ?? '',
    NODE_ENV: 'development',
    NODE_OPTIONS: findsSites,
    PORT: String(port),
    PUBLIC_URL: url,
    DATA_DIR: dataDir,
    BANKS_FILE: banksPath,
    SMS_URL: smsUrl,
    SMTP_URL: smtpUrl,
    LOG_LEVEL: 'info',
    // So that a test can be many buyers of many addresses.
    TRUSTED_PROXIES: '127.0.0.1,::1,::ffff:127.0.0.1',
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
    ...more,
  };
  let child: ChildProcess | null = null;
  const ended = async (signal: NodeJS.Signals) => {
    const running = child;
    child = null;
    if (!running || running.exitCode !== null) return running?.exitCode ?? null;
    const exit = once(running, 'exit');
    running.kill(signal);
    const [code] = (await exit) as [number | null];
    return code;
  };
  const backend: BackendProcess = {
    url,
    dataDir,
    environment,
    output: '',
    async start() {
      const started = spawn(process.execPath, programOf('main', built), {
        env: environment,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child = started;
      const keep = (chunk: Buffer) => (backend.output += chunk.toString());
      started.stdout.on('data', keep);
      started.stderr.on('data', keep);
      await waitFor(
        'the backend to be ready',
        async () => {
          if (started.exitCode !== null) throw new Error(`the backend ended: ${backend.output.slice(-2000)}`);
          return fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) }).then(
            ({ ok }) => ok,
            () => false,
          );
        },
        START_LIMIT_MS,
      );
    },
    kill: async () => void (await ended('SIGKILL')),
    terminate: () => ended('SIGTERM'),
    async cli(...words) {
      const command = spawn(process.execPath, [...programOf('cli', built), ...words], {
        env: environment,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let [stdout, stderr] = ['', ''];
      command.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
      command.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
      const [code] = (await once(command, 'close')) as [number | null];
      return { code, stdout, stderr };
    },
    async close() {
      await ended('SIGKILL');
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  return backend;
}

function programOf(name: 'main' | 'cli', built: boolean): string[] {
  if (built) return [join(root, 'packages/backend/dist', name === 'main' ? 'server.js' : 'cli.js')];
  return [...fromSource, join(root, `packages/backend/src/${name}.ts`)];
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
