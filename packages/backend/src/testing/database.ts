import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { openInMemory, openPostgres, type OpenDatabase } from '../platform/database/database.ts';
import type { Log } from '../platform/observability/log.ts';
import { preparedFolder } from './prepared-folder.ts';

/**
 * A database of its own for a test: PGlite in memory, or with `TEST_DATABASE_URL` a fresh one on that PostgreSQL server,
 * dropped at the end. The whole suite runs on both.
 */
export async function openTestDatabase(log: Log, engine: 'embedded' | 'postgresql' = 'postgresql'): Promise<OpenDatabase> {
  const server = process.env.TEST_DATABASE_URL;
  if (!server || engine === 'embedded') return openInMemory(await preparedFolder());
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asAdmin(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const database = openPostgres(url.href, log, 10);
  return {
    ...database,
    async close() {
      await database.close();
      await asAdmin(server, `drop database ${name} with (force)`);
    },
  };
}

async function asAdmin(connectionString: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  client.on('error', () => undefined);
  await client.connect();
  await client.query(statement);
  await client.end();
}
