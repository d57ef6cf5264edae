import type pg from 'pg';
import { startMeasuredSystem, type MeasuredSystem } from './load/measured-system.ts';
import { inLanes } from './load/lanes.ts';
import { makeOrder, wholeApplication, type CodeInbox } from './load/lean-buyer.ts';
import { bareServer, type MeasuredBackend } from './load/processes.ts';

const APPLICATIONS = Number(process.env.BENCH_APPLICATIONS ?? 300);
const BANKS = 6;
const AT_ONCE = 16;

export const name =
  `Orders and whole applications at ${BANKS} banks, ${AT_ONCE} buyers at once, beside a bare server and the same commits alone ` +
  '(PostgreSQL with fsync; backend, banks and buyers each in a process of their own)';

/** What was used between two moments. */
interface Use {
  seconds: number;
  cpuSeconds: number;
  /** Transactions that wrote: reads get no number. */
  commits: number;
  /** Round trips to the database, but checks of foreign keys. */
  questions: number;
  rowsWritten: number;
  walBytes: number;
  storedBytes: number;
}

export async function run(): Promise<object[]> {
  const system = await startMeasuredSystem({ banks: BANKS, settings: { shared_preload_libraries: 'pg_stat_statements' } });
  const { backend, url, secretKey, inbox, pool } = system;
  await pool.query('create extension pg_stat_statements');
  await pool.query('create table plain (id bigint generated always as identity primary key, content text)');
  // The first ones compile and plan.
  await inLanes(AT_ONCE, 4 * AT_ONCE, () => wholeApplication(url, secretKey, inbox));
  const orders = await measured(pool, backend, () => inLanes(AT_ONCE, APPLICATIONS, () => makeOrder(url, secretKey)));
  const applications = await measured(pool, backend, () => inLanes(AT_ONCE, APPLICATIONS, () => wholeApplication(url, secretKey, inbox)));
  const rows = [
    { ...(await line('orders', orders, pool)), ...(await besideBare(system, orders, makeOrder)) },
    {
      ...(await line('applications to the last decision', applications, pool)),
      ...(await besideBare(system, applications, wholeApplication)),
    },
  ];
  await system.close();
  return rows;
}

/** The same requests to a server that does nothing but the commits and the calls. */
async function besideBare(
  { databaseUrl, secretKey, inbox, banks }: MeasuredSystem,
  use: Use,
  act: (url: string, secretKey: string, inbox: CodeInbox) => Promise<unknown>,
): Promise<object> {
  const commits = Math.round(use.commits / APPLICATIONS);
  const bare = await bareServer({ databaseUrl: databaseUrl ?? '', smsUrl: inbox.url, banks, commits });
  await inLanes(AT_ONCE, 4 * AT_ONCE, () => act(bare.url, secretKey, inbox));
  const began = performance.now();
  await inLanes(AT_ONCE, APPLICATIONS, () => act(bare.url, secretKey, inbox));
  const seconds = (performance.now() - began) / 1000;
  bare.stop();
  return { 'bare server, a second': Number((APPLICATIONS / seconds).toFixed(1)), 'share of it': percent(seconds, use.seconds) };
}

type Figure = 'commits' | 'questions' | 'written' | 'wal' | 'stored';

async function measured(pool: pg.Pool, backend: MeasuredBackend, act: () => Promise<void>): Promise<Use> {
  const look = async () => {
    const { rows } = await pool.query<Record<Figure, string>>(`
      select pg_snapshot_xmax(pg_current_snapshot())::text as commits,
        (select sum(calls)::text from pg_stat_statements where query not like 'SELECT % FROM ONLY %') as questions,
        (select (tup_inserted + tup_updated + tup_deleted)::text from pg_stat_database where datname = current_database()) as written,
        pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::text as wal, pg_database_size(current_database())::text as stored`);
    const { cpuMs } = await backend.use();
    return { ...rows[0], cpuMs, at: performance.now() };
  };
  const before = await look();
  await act();
  const after = await look();
  const grew = (what: Figure) => Number(after[what]) - Number(before[what]);
  return {
    seconds: (after.at - before.at) / 1000,
    cpuSeconds: (after.cpuMs - before.cpuMs) / 1000,
    commits: grew('commits'),
    questions: grew('questions'),
    rowsWritten: grew('written'),
    walBytes: grew('wal'),
    storedBytes: grew('stored'),
  };
}

/** The same number of commits from as many clients: each one row of 500 bytes, or as many rows and bytes of log as ours had. */
async function alone(
  pool: pg.Pool,
  commits: number,
  rowsEach: number,
  bytesEach: number,
): Promise<{ seconds: number; cpuSeconds: number }> {
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  await inLanes(AT_ONCE, commits, async () => {
    const client = await pool.connect();
    await client.query('begin');
    for (let row = 0; row < rowsEach; row += 1) await client.query('insert into plain (content) values ($1)', ['x'.repeat(bytesEach)]);
    await client.query('commit');
    client.release();
  });
  const { user, system } = process.cpuUsage(cpu);
  return { seconds: (performance.now() - began) / 1000, cpuSeconds: (user + system) / 1e6 };
}

const percent = (part: number, whole: number) => `${((part / whole) * 100).toFixed(0)} %`;

async function line(what: string, use: Use, pool: pg.Pool): Promise<object> {
  const rowsEach = Math.round(use.rowsWritten / use.commits);
  const plain = await alone(pool, use.commits, 1, 500);
  // A row of 100 bytes takes about 200 in the log, its index entry included.
  const equal = await alone(pool, use.commits, rowsEach, Math.max(50, Math.round(use.walBytes / use.rowsWritten - 150)));
  const each = (value: number) => Number((value / APPLICATIONS).toFixed(1));
  return {
    what,
    'a second': Number((APPLICATIONS / use.seconds).toFixed(1)),
    'ms of CPU each': each(use.cpuSeconds * 1000),
    'commits each': each(use.commits),
    'questions each': each(use.questions),
    'rows written each': each(use.rowsWritten),
    'KB each': each(use.storedBytes / 1024),
    'one-row commits alone, a second': Number((APPLICATIONS / plain.seconds).toFixed(1)),
    'share, wall': percent(plain.seconds, use.seconds),
    'equal commits alone, a second': Number((APPLICATIONS / equal.seconds).toFixed(1)),
    'share of equal, wall': percent(equal.seconds, use.seconds),
    'share of equal, CPU': percent(equal.cpuSeconds, use.cpuSeconds),
  };
}
