import { PGlite } from '@electric-sql/pglite';
import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { fromPglite } from 'pg-boss';
import { embeddedDialect } from './embedded-dialect.ts';
import { takeFolder } from './embedded-lock.ts';
import type { Log } from '../observability/log.ts';
import { askPrepared, preparing } from './prepared-statements.ts';
import type { QueueDatabase } from '../queue/queue.ts';
import type { Database, Schema } from '../../tables/schema.ts';

/** An open database of either kind. */
export interface OpenDatabase {
  sql: Database;
  queue: QueueDatabase;
  /** For the separate LISTEN connection; null: the database is embedded, and this process is the only one. */
  connectionString: string | null;
  embedded: boolean;
  close(): Promise<void>;
}

const plugins = [new CamelCasePlugin({ maintainNestedObjectKeys: true })];
const INT8 = 20;
const NUMERIC = 1700;

/** All our integers are below 2^53: money in kopecks, counters. */
const parsers: Record<number, (text: string) => unknown> = { [INT8]: Number, [NUMERIC]: Number };

export async function openEmbedded(dataDir: string): Promise<OpenDatabase> {
  const release = await takeFolder(dataDir);
  try {
    const folder = join(dataDir, 'database');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return await embedded(new PGlite(folder, { parsers }), release);
  } catch (error) {
    release();
    throw error;
  }
}

/** For tests. `prepared` is the dump of a folder. */
export function openInMemory(prepared: Blob): Promise<OpenDatabase> {
  return embedded(new PGlite({ parsers, loadDataDir: prepared }));
}

/** The backend's database on a PGlite that is there already. */
export async function embedded(pglite: PGlite, release: () => void = () => undefined): Promise<OpenDatabase> {
  await pglite.waitReady;
  const sql = new Kysely<Schema>({ dialect: embeddedDialect(pglite), plugins });
  return {
    sql,
    queue: {
      boss: fromPglite(pglite),
      ask: async (statement, values) => (await pglite.query(statement, [...values])).rows,
    },
    connectionString: null,
    embedded: true,
    close: async () => {
      await sql.destroy();
      if (!pglite.closed) await pglite.close();
      release();
    },
  };
}

/** The queue has its own connections, so that many requests at once do not delay jobs. */
const QUEUE_CONNECTIONS = 3;
/**
 * A step of the queue itself need not wait for the disk: one that a power cut takes back is a job that runs again. Its few statements
 * cost more to plan than to run, and their best plan is the same for all values.
 */
const QUEUE_SESSION = '-c synchronous_commit=off -c plan_cache_mode=force_generic_plan';

export function openPostgres(connectionString: string, log: Log, connections = 20): OpenDatabase {
  const getTypeParser = (oid: number, format?: 'text' | 'binary') =>
    parsers[oid] ?? (pg.types.getTypeParser(oid, format ?? 'text') as (text: string) => unknown);
  const openPool = (max: number, options?: string) => {
    const pool = new pg.Pool({
      connectionString,
      max,
      types: { getTypeParser },
      connectionTimeoutMillis: 5000,
      keepAlive: true,
      application_name: 'installment-button',
      pipeline: true,
      ...(options === undefined ? {} : { options }),
    });
    // An idle connection that is lost emits this event. Without a listener it would end the process.
    pool.on('error', (error) => log.warn({ err: error }, 'a database connection was lost'));
    pool.on('connect', (client) => client.on('error', (error) => log.warn({ err: error }, 'a database connection was lost')));
    return pool;
  };
  const sql = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: preparing(openPool(connections)) }), plugins });
  const queuePool = openPool(QUEUE_CONNECTIONS, QUEUE_SESSION);
  return {
    sql,
    queue: {
      boss: { connectionString, options: QUEUE_SESSION },
      ask: async (statement, values) => (await askPrepared(queuePool, statement, values)).rows as unknown[],
    },
    connectionString,
    embedded: false,
    close: async () => {
      await sql.destroy();
      await queuePool.end();
    },
  };
}
