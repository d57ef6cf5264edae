import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { openInMemory, openPostgres, type OpenDatabase } from '../platform/database/database.ts';
import type { Log } from '../platform/observability/log.ts';
import { prepare, preparedFolder, preparedFrom } from './prepared-database.ts';

/**
 * A database of its own for a test: PGlite in memory, or with `TEST_DATABASE_URL` a fresh one on that PostgreSQL server,
 * dropped at the end. The whole suite runs on both.
 */
export async function openTestDatabase(log: Log, engine: 'embedded' | 'postgresql' = 'postgresql'): Promise<OpenDatabase> {
  const server = process.env.TEST_DATABASE_URL;
  if (!server || engine === 'embedded') return openInMemory(await preparedFolder(log));
  const template = `template_${preparedFrom}`;
  await asAdmin(server, (client) => makeTemplate(client, server, template, log));
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asAdmin(server, (client) => client.query(`create database ${name} template ${template}`));
  const database = openPostgres(addressOf(server, name), log, 10);
  return {
    ...database,
    async close() {
      await database.close();
      await asAdmin(server, (client) => client.query(`drop database ${name} with (force)`));
    },
  };
}

/** Whoever comes first makes it; the others wait at the lock. It gets its name when nobody is connected to it any more. */
async function makeTemplate(client: pg.Client, server: string, template: string, log: Log): Promise<void> {
  const exists = async () => (await client.query('select from pg_database where datname = $1', [template])).rowCount === 1;
  if (await exists()) return;
  await client.query('select pg_advisory_lock(hashtext($1))', [template]);
  if (await exists()) return;
  const part = `${template}_part`;
  await client.query(`drop database if exists ${part} with (force)`);
  await client.query(`create database ${part}`);
  const database = openPostgres(addressOf(server, part), log, 2);
  await prepare(database, log);
  await database.close();
  await client.query(`alter database ${part} rename to ${template}`);
}

function addressOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}

async function asAdmin(connectionString: string, act: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await act(client);
  } finally {
    await client.end();
  }
}
