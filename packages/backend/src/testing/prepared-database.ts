import { PGlite } from '@electric-sql/pglite';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { migrate } from '../migrations/index.ts';
import { embedded, type OpenDatabase } from '../platform/database/database.ts';
import type { Log } from '../platform/observability/log.ts';
import { openQueue } from '../platform/queue/queue.ts';
import { createWakeUps } from '../platform/queue/wake-ups.ts';

/*
 * To make the tables of a backend takes a second and more, so they are made once and copied for each test. The copy is known by what
 * it was made from: after a change of the migrations or of a package another one is made.
 */
const require = createRequire(import.meta.url);
const source = join(import.meta.dirname, '..');
const packages = ['@electric-sql/pglite', 'pg-boss'].map((name) => require.resolve(name));

export const preparedFrom = fingerprint();

/** Migrates, and makes the tables of the queue, as the first start of a backend does. */
export async function prepare(database: OpenDatabase, log: Log): Promise<void> {
  await migrate(database.sql);
  const wakeUps = createWakeUps(database.connectionString, log);
  const queue = await openQueue(database.queue, wakeUps, log);
  await queue.stop(1000);
  await wakeUps.close();
}

/** The dump of a PGlite folder with these tables. */
export async function preparedFolder(log: Log): Promise<Blob> {
  const [pglite = ''] = packages;
  const cache = join(pglite.slice(0, pglite.lastIndexOf('node_modules')), 'node_modules/.cache/installment-button');
  const path = join(cache, `pglite-${preparedFrom}.tar`);
  if (!existsSync(path)) {
    mkdirSync(cache, { recursive: true });
    const empty = new PGlite();
    const database = await embedded(empty);
    await prepare(database, log);
    // Test files run side by side: whoever is second replaces it whole.
    const part = `${path}.${process.pid}`;
    writeFileSync(part, Buffer.from(await (await empty.dumpDataDir('none')).arrayBuffer()));
    await database.close();
    renameSync(part, path);
  }
  return new Blob([readFileSync(path)]);
}

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const file of globSync('{migrations/**,platform/queue}/*.ts', { cwd: source }).sort()) hash.update(readFileSync(join(source, file)));
  for (const entry of packages) hash.update(readFileSync(join(dirname(entry), '../package.json')));
  return hash.digest('hex').slice(0, 16);
}
