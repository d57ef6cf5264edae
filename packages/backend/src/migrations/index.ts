import type { Database } from '../tables/schema.ts';
import { Migrator } from 'kysely/migration';
import { initial } from './0001-initial.ts';

/** In code, so that the bundled server needs no folder beside it. Names sort in the order of running. */
const migrations = { '0001-initial': initial };

/** Brings the tables up to this release. Kysely's lock lets one node at a time migrate. */
export async function migrate(sql: Database): Promise<string[]> {
  const migrator = new Migrator({ db: sql, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) throw error instanceof Error ? error : new Error('a migration failed');
  return (results ?? []).map((result) => result.migrationName);
}
