import type { Database } from '../tables/schema.ts';
import { Migrator } from 'kysely/migration';
import { initial } from './0001-initial.ts';
import { cabinet } from './0002-cabinet.ts';
import { tBank } from './0004-t-bank.ts';

/** In code, so that the bundled server needs no folder beside it. Names sort in the order of running. */
const migrations = { '0001-initial': initial, '0002-cabinet': cabinet, '0004-t-bank': tBank };

/** Brings the tables up to this release; nodes that start together take turns by Kysely's own lock. */
export async function migrate(sql: Database): Promise<string[]> {
  const migrator = new Migrator({ db: sql, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) throw error instanceof Error ? error : new Error('a migration failed');
  return (results ?? []).map((result) => result.migrationName);
}
