import { sql } from 'kysely';
import pg from 'pg';
import { startPostgres } from '../../scripts/postgres.ts';
import { createShop } from '../../packages/backend/src/shops/create.ts';
import { startScriptedBank } from '../../packages/backend/src/testing/scripted-bank.ts';
import { startTestBackend, type TestBackend } from '../../packages/backend/src/testing/start-backend.ts';
import { buyerOf, createOrder } from '../support/buyer.ts';
import { waitFor } from '../support/wait-for.ts';

const APPLICATIONS = Number(process.env.BENCH_APPLICATIONS ?? 120);
const BANKS = 6;
const AT_ONCE = 12;

export const name = `Orders and whole applications at ${BANKS} banks, ${AT_ONCE} at once, beside as many plain commits of one row (PostgreSQL, one process for backend, banks and buyers)`;

/** What was used between two moments. */
interface Use {
  seconds: number;
  commits: number;
  cpuSeconds: number;
  bytes: number;
}

export async function run(): Promise<object[]> {
  const postgres = await startPostgres();
  process.env.TEST_DATABASE_URL = postgres.url;
  const banks = await Promise.all(
    Array.from({ length: BANKS }, (_, index) => startScriptedBank(`bank-${index}`, { test: true, concurrency: 16 })),
  );
  const backend = await startTestBackend({
    banks: banks.map(({ config }) => config),
    engine: 'postgresql',
    config: { logLevel: 'silent' },
  });
  const { secretKey } = await createShop(backend.context, { name: 'Bench', origins: ['http://localhost'], test: true });
  const raw = new pg.Pool({ connectionString: postgres.url, max: AT_ONCE });
  await raw.query('create table plain (id bigint generated always as identity primary key, content text)');

  // The first ones compile and plan.
  await inLanes(AT_ONCE, () => application(backend, secretKey));
  const orders = await measured(backend, () => inLanes(APPLICATIONS, () => createOrder(backend.url, secretKey)));
  const applications = await measured(backend, () => inLanes(APPLICATIONS, () => application(backend, secretKey)));
  const plain = async (commits: number) => {
    const began = performance.now();
    await inLanes(commits, () => plainCommit(raw));
    return (performance.now() - began) / 1000;
  };
  const rows = [
    line('orders', orders, await plain(orders.commits)),
    line('applications to the last decision', applications, await plain(applications.commits)),
  ];
  await raw.end();
  await backend.close();
  await Promise.all(banks.map((bank) => bank.close()));
  await postgres.stop();
  return rows;
}

/** From the shop's call to the last bank's answer. */
async function application(backend: TestBackend, secretKey: string): Promise<void> {
  const { body } = await createOrder(backend.url, secretKey);
  const buyer = await buyerOf(() => backend.url, backend, body);
  const { status } = await buyer.submit();
  if (status !== 202) throw new Error(`submit: ${status}`);
  await waitFor('all decisions', async () => (await buyer.session()).decisions.every(({ decision }) => decision !== 'pending'));
}

async function plainCommit(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  await client.query('begin');
  await client.query('insert into plain (content) values ($1)', ['x'.repeat(500)]);
  await client.query('commit');
  client.release();
}

async function inLanes(count: number, act: () => Promise<unknown>): Promise<void> {
  let left = count;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (left > 0) {
        left -= 1;
        await act();
      }
    }),
  );
}

/** Transactions that wrote: reads get no number. */
async function measured(backend: TestBackend, act: () => Promise<void>): Promise<Use> {
  const look = async () => {
    const { rows } = await sql<{ next: string; bytes: number }>`
      select pg_snapshot_xmax(pg_current_snapshot())::text as next, pg_database_size(current_database()) as bytes`.execute(
      backend.context.sql,
    );
    return { next: Number(rows[0]?.next), bytes: Number(rows[0]?.bytes) };
  };
  const [before, cpu, began] = [await look(), process.cpuUsage(), performance.now()];
  await act();
  const seconds = (performance.now() - began) / 1000;
  const used = process.cpuUsage(cpu);
  const after = await look();
  return { seconds, commits: after.next - before.next, bytes: after.bytes - before.bytes, cpuSeconds: (used.user + used.system) / 1e6 };
}

function line(what: string, { seconds, commits, cpuSeconds, bytes }: Use, plainSeconds: number): object {
  return {
    what,
    'a second': Number((APPLICATIONS / seconds).toFixed(1)),
    'commits each': Number((commits / APPLICATIONS).toFixed(1)),
    'ms of CPU each': Number(((cpuSeconds / APPLICATIONS) * 1000).toFixed(1)),
    'KB each': Number((bytes / APPLICATIONS / 1024).toFixed(1)),
    'the same commits alone, a second': Number((APPLICATIONS / plainSeconds).toFixed(1)),
    'share of them': `${((plainSeconds / seconds) * 100).toFixed(0)} %`,
  };
}
