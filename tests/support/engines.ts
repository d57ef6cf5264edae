import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** What the backend's data can stand on: the embedded database always, PostgreSQL where `TEST_DATABASE_URL` names a server. */
export const engines: readonly ('embedded' | 'postgresql')[] = process.env.TEST_DATABASE_URL ? ['embedded', 'postgresql'] : ['embedded'];

/** A fresh database on that server; `undefined` for the embedded one. */
export async function freshDatabase(engine: (typeof engines)[number]): Promise<{ url: string | undefined; drop(): Promise<void> }> {
  const server = process.env.TEST_DATABASE_URL;
  if (engine === 'embedded' || server === undefined) return { url: undefined, drop: () => Promise.resolve() };
  const name = `test_${randomBytes(8).toString('hex')}`;
  const run = async (statement: string) => {
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    await client.query(statement);
    await client.end();
  };
  await run(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(`drop database ${name} with (force)`) };
}
