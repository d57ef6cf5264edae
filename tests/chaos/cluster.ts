import { randomBytes } from 'node:crypto';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { BanksFileEntry } from '@installment-button/sandbox';
import { freePort } from '../support/backend-process.ts';
import { startBalancer } from './balancer.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
export const START_LIMIT_MS = 120_000;

export interface Node {
  name: string;
  role: 'web' | 'worker';
  /** SIGKILL, and a new process in its place after the pause. */
  crash(pauseMs: number): Promise<void>;
  /** SIGTERM, its end, and a new process in its place, with these settings changed from now on: how a release rolls out. */
  replace(change?: Record<string, string>): Promise<void>;
}

export interface Cluster {
  /** Of the balancer; what banks call back and buyers open. */
  url: string;
  nodes: Node[];
  encryptionKey: string;
  /** Everything the nodes printed. */
  log(): string;
  cli(words: string[], change?: Record<string, string>): Promise<string>;
  close(): Promise<void>;
}

export interface ClusterOptions {
  databaseUrl: string;
  banksFile: readonly BanksFileEntry[];
  smsUrl: string;
  smtpUrl: string;
  web: number;
  workers: number;
  decisionSeconds: number;
}

/** Several nodes of the backend over one database, as they run in production: processes of their own behind a balancer. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'installment-cluster-'));
  const banksPath = join(folder, 'banks.json');
  writeFileSync(banksPath, JSON.stringify(options.banksFile), { mode: 0o600 });
  const balancer = await startBalancer();
  const secret = () => randomBytes(32).toString('base64');
  const environment = {
    PATH: process.env.PATH ?? '',
    ...(process.env.NODE_COMPILE_CACHE ? { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE } : {}),
    NODE_ENV: 'development',
    PUBLIC_URL: balancer.url,
    DATA_DIR: folder,
    DATABASE_URL: options.databaseUrl,
    BANKS_FILE: banksPath,
    SMS_URL: options.smsUrl,
    SMTP_URL: options.smtpUrl,
    ENCRYPTION_KEYS: secret(),
    INDEX_KEY: secret(),
    LINK_KEY: secret(),
    DECISION_SECONDS: String(options.decisionSeconds),
    // The balancer passes bytes on, so every buyer says an address of its own.
    TRUSTED_PROXIES: '127.0.0.1,::1,::ffff:127.0.0.1',
    LOG_LEVEL: 'info',
  };
  let log = '';
  const children = new Set<ChildProcess>();
  const killAll = () => children.forEach((child) => child.kill('SIGKILL'));
  process.once('exit', killAll);

  const startNode = async (role: 'web' | 'worker', port: number, change: Record<string, string> = {}): Promise<ChildProcess> => {
    const child = run('main', [], { ...environment, ROLE: role, PORT: String(port), ...change });
    children.add(child);
    child.on('exit', () => children.delete(child));
    let own = '';
    const ready = new Promise<void>((resolve, reject) => {
      const keep = (chunk: Buffer) => {
        log += chunk.toString();
        own = `${own}${chunk.toString()}`.slice(-4000);
        if (own.includes('the server is ready')) resolve();
      };
      child.stdout?.on('data', keep);
      child.stderr?.on('data', keep);
      child.on('exit', () => reject(new Error(`a ${role} node ended at its start: ${own}`)));
    });
    const limit = setTimeout(() => child.kill('SIGKILL'), START_LIMIT_MS);
    await ready.finally(() => clearTimeout(limit));
    return child;
  };

  /** A database that is away just now ends a start; an orchestrator begins anew. */
  const startUntilReady = async (role: 'web' | 'worker', port: number, change: Record<string, string>): Promise<ChildProcess> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await startNode(role, port, change);
      } catch (error) {
        if (attempt === 10) throw error;
        await pause(1000);
      }
    }
  };

  const ports: number[] = [];
  const addNode = async (role: 'web' | 'worker', number: number): Promise<Node> => {
    const port = await freePort();
    let settings: Record<string, string> = {};
    let child = await startNode(role, port);
    if (role === 'web') ports.push(port);
    const end = async (signal: NodeJS.Signals) => {
      const exit = once(child, 'exit');
      child.kill(signal);
      await exit;
    };
    return {
      name: `${role} ${number}`,
      role,
      async crash(pauseMs) {
        await end('SIGKILL');
        await pause(pauseMs);
        child = await startUntilReady(role, port, settings);
      },
      async replace(change = {}) {
        settings = { ...settings, ...change };
        await end('SIGTERM');
        child = await startUntilReady(role, port, settings);
      },
    };
  };

  const nodes: Node[] = [];
  try {
    const [first = 'web', ...others] = [...Array<'web'>(options.web).fill('web'), ...Array<'worker'>(options.workers).fill('worker')];
    // The first one brings the tables.
    nodes.push(await addNode(first, 1));
    nodes.push(...(await Promise.all(others.map((role, index) => addNode(role, index + 2)))));
    balancer.setPorts(ports);
  } catch (error) {
    await close();
    throw error;
  }

  async function close(): Promise<void> {
    const ends = [...children].map((child) => once(child, 'exit'));
    killAll();
    process.off('exit', killAll);
    await Promise.all(ends);
    await balancer.close();
    rmSync(folder, { recursive: true, force: true });
  }

  return {
    url: balancer.url,
    nodes,
    encryptionKey: environment.ENCRYPTION_KEYS,
    log: () => log,
    async cli(words, change = {}) {
      const child = run('cli', words, { ...environment, ...change });
      let output = '';
      child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
      child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
      const [code] = (await once(child, 'close')) as unknown[];
      if (code !== 0) throw new Error(output);
      return output;
    },
    close,
  };
}

function run(program: 'main' | 'cli', words: string[], environment: Record<string, string>): ChildProcess {
  return spawn(process.execPath, ['--conditions=workspace', '--no-warnings', join(root, `packages/backend/src/${program}.ts`), ...words], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
