import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../support/backend-process.ts';
import { waitFor } from '../../support/wait-for.ts';

const START_LIMIT_MS = 120_000;
const NODES = 3;

/** Programs of Debian's `patroni`, `etcd-server`, `haproxy` and `postgresql` that are not there; empty: all are. */
export function missingPrograms(): string[] {
  const found = (program: string) => spawnSync('which', [program]).status === 0;
  const missing = ['patroni', 'etcd', 'haproxy'].filter((program) => !found(program));
  return binaries() === undefined ? [...missing, 'postgresql'] : missing;
}

const binaries = () => {
  const newest = globSync('/usr/lib/postgresql/*/bin/postgres').sort().at(-1);
  return newest === undefined ? undefined : dirname(newest);
};

export interface PatroniCluster {
  /** Of HAProxy, which leads to the primary. */
  url: string;
  /** The primary dies in the middle of what it sends, and its folder is deleted. Returns its name. */
  losePrimary(): Promise<string>;
  /** Begins again with an empty folder and waits until it follows the new primary. */
  rejoin(name: string): Promise<void>;
  stop(): Promise<void>;
}

interface Member {
  name: string;
  port: number;
  restPort: number;
  folder: string;
  child: ChildProcess | null;
}

interface ClusterView {
  members: { name: string; role: string; state: string }[];
}

/** Three PostgreSQL servers under Patroni, etcd and HAProxy on loopback, with a synchronous standby. */
export async function startPatroni(): Promise<PatroniCluster> {
  const home = mkdtempSync(join(tmpdir(), 'installment-patroni-'));
  const user = unprivileged();
  const own = (path: string) => user && chownSync(path, user.uid, user.gid);
  own(home);
  const children = new Set<ChildProcess>();
  const run = (program: string, args: string[]) => {
    const child = spawn(program, args, {
      ...user,
      cwd: home,
      env: { PATH: process.env.PATH ?? '', HOME: home, LC_ALL: 'C.UTF-8' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.add(child);
    child.stdout.resume();
    child.stderr.resume();
    child.on('exit', () => children.delete(child));
    return child;
  };

  const [etcdPort, peerPort, proxyPort] = [await freePort(), await freePort(), await freePort()];
  const at = (port: number) => `http://127.0.0.1:${port}`;
  run('etcd', [
    ...['--data-dir', join(home, 'etcd'), '--listen-client-urls', at(etcdPort), '--advertise-client-urls', at(etcdPort)],
    ...['--listen-peer-urls', at(peerPort), '--initial-advertise-peer-urls', at(peerPort), '--initial-cluster', `default=${at(peerPort)}`],
  ]);
  await waitFor('etcd', () => answers(`${at(etcdPort)}/health`), START_LIMIT_MS);

  const members: Member[] = [];
  for (let index = 0; index < NODES; index += 1) {
    const name = `node-${index + 1}`;
    const folder = join(home, name);
    mkdirSync(folder, { mode: 0o700 });
    own(folder);
    members.push({ name, port: await freePort(), restPort: await freePort(), folder, child: null });
  }
  const start = (member: Member) => {
    const path = join(home, `${member.name}.json`);
    writeFileSync(path, JSON.stringify(settings(member, etcdPort)), { mode: 0o600 });
    own(path);
    member.child = run('patroni', [path]);
  };
  const view = async (): Promise<ClusterView | null> => {
    for (const { restPort } of members) {
      const answer = await fetch(`${at(restPort)}/cluster`, { signal: AbortSignal.timeout(2000) }).catch(() => null);
      if (answer?.ok) return (await answer.json()) as ClusterView;
    }
    return null;
  };
  const follows = (role: string) => role === 'replica' || role === 'sync_standby';
  const whole = () =>
    waitFor(
      'a primary, a synchronous standby and a third',
      async () => {
        const seen = (await view())?.members ?? [];
        const well = seen.filter(
          ({ role, state }) => role === 'leader' || (follows(role) && (state === 'running' || state === 'streaming')),
        );
        return well.length === NODES && seen.some(({ role }) => role === 'leader') && seen.some(({ role }) => role === 'sync_standby');
      },
      START_LIMIT_MS,
    );

  async function stop(): Promise<void> {
    const ends = members.flatMap(({ child }) =>
      child && child.exitCode === null && child.signalCode === null ? [once(child, 'exit')] : [],
    );
    for (const { child } of members) child?.kill('SIGTERM');
    await Promise.race([Promise.all(ends), pause(10_000)]);
    for (const member of members) endServer(member);
    for (const child of children) child.kill('SIGKILL');
    rmSync(home, { recursive: true, force: true });
  }

  try {
    members.forEach(start);
    const proxy = join(home, 'haproxy.cfg');
    writeFileSync(proxy, proxySettings(members, proxyPort));
    own(proxy);
    run('haproxy', ['-db', '-f', proxy]);
    await whole();
  } catch (error) {
    await stop();
    throw error;
  }

  return {
    url: `postgres://postgres:${PASSWORD}@127.0.0.1:${proxyPort}/postgres`,
    async losePrimary() {
      const leader = (await view())?.members.find(({ role }) => role === 'leader')?.name;
      const member = members.find(({ name }) => name === leader);
      if (!member) throw new Error('there is no primary');
      // Frozen first: the kernel would still deliver what a killed sender has written, and nothing would be at stake.
      freezeSenders(member);
      await pause(300);
      member.child?.kill('SIGKILL');
      endServer(member);
      rmSync(join(member.folder, 'data'), { recursive: true, force: true });
      return member.name;
    },
    async rejoin(name) {
      const member = members.find((one) => one.name === name);
      if (!member) throw new Error(`no member ${name}`);
      start(member);
      await whole();
    },
    stop,
  };
}

const PASSWORD = 'for-this-test-only';

function settings({ name, port, restPort, folder }: Member, etcdPort: number): object {
  const host = '127.0.0.1/32';
  return {
    scope: 'installment',
    name,
    restapi: { listen: `127.0.0.1:${restPort}`, connect_address: `127.0.0.1:${restPort}` },
    etcd3: { host: `127.0.0.1:${etcdPort}` },
    bootstrap: {
      dcs: {
        ...{ ttl: 5, loop_wait: 1, retry_timeout: 2, maximum_lag_on_failover: 1_048_576, synchronous_mode: true, primary_start_timeout: 0 },
        postgresql: { parameters: { max_connections: 250, wal_retrieve_retry_interval: '500ms' } },
      },
      initdb: [{ encoding: 'UTF8' }, { locale: 'C' }, 'data-checksums'],
    },
    postgresql: {
      listen: `127.0.0.1:${port}`,
      connect_address: `127.0.0.1:${port}`,
      data_dir: join(folder, 'data'),
      bin_dir: binaries(),
      pgpass: join(folder, 'pgpass'),
      authentication: {
        superuser: { username: 'postgres', password: PASSWORD },
        replication: { username: 'replicator', password: PASSWORD },
      },
      basebackup: { checkpoint: 'fast' },
      parameters: { unix_socket_directories: folder },
      pg_hba: ['local all all trust', `host all all ${host} md5`, `host replication replicator ${host} md5`],
    },
  };
}

function proxySettings(members: Member[], port: number): string {
  const servers = members.map(({ name, port: own, restPort }) => `  server ${name} 127.0.0.1:${own} check port ${restPort}`);
  return `defaults
  mode tcp
  retries 0
  timeout connect 1s
  timeout client 24h
  timeout server 24h
  timeout tunnel 24h
  timeout check 1s
listen primary
  bind 127.0.0.1:${port}
  option httpchk OPTIONS /primary
  http-check expect status 200
  default-server inter 250ms fall 2 rise 1 on-marked-down shutdown-sessions
${servers.join('\n')}
`;
}

/** The server's own process, and the id of its shared memory, which outlives a SIGKILL. */
function serverOf({ folder }: Member): { pid: number; memory: string } | null {
  const path = join(folder, 'data', 'postmaster.pid');
  if (!existsSync(path)) return null;
  const lines = readFileSync(path, 'utf8').split('\n');
  return { pid: Number(lines[0]), memory: lines[6]?.trim().split(/\s+/)[1] ?? '' };
}

function childrenOf(pid: number): { pid: number; what: string }[] {
  const { stdout } = spawnSync('ps', ['-o', 'pid=,args=', '--ppid', String(pid)], { encoding: 'utf8' });
  return stdout
    .trim()
    .split('\n')
    .map((row) => row.trim())
    .map((row) => ({ pid: Number.parseInt(row, 10), what: row }))
    .filter((child) => Number.isInteger(child.pid));
}

function freezeSenders(member: Member): void {
  const server = serverOf(member);
  for (const { pid, what } of server ? childrenOf(server.pid) : []) if (what.includes('walsender')) signal(pid, 'SIGSTOP');
}

function endServer(member: Member): void {
  const server = serverOf(member);
  if (!server) return;
  const own = [server.pid, ...childrenOf(server.pid).map(({ pid }) => pid)];
  for (const pid of own) signal(pid, 'SIGKILL');
  if (server.memory !== '') spawnSync('ipcrm', ['-m', server.memory]);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended already.
  }
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout);
  return { uid: id('-u'), gid: id('-g') };
}

const answers = (url: string) =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
