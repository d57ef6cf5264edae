import { sql } from 'kysely';
import type { Context } from '../../packages/backend/src/context.ts';

/** Bookkeeping that a refusal may leave: kept answers, counted attempts, when a key was last used. A failed sign-in is on record too. */
const bookkeeping = new Set(['idempotency', 'bank_messages', 'keys', 'buyer_tokens', 'phone_codes', 'user_sessions', 'attempt_limits']);

export interface StateWatch {
  /** Names of the tables that changed since the last look. */
  changed(): Promise<string[]>;
}

/** Tells whether anything of the business changed. Cheap while no transaction wrote at all. */
export async function watchState(context: Context): Promise<StateWatch> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(
    context.sql,
  );
  const watched = tables.map(({ name }) => name).filter((name) => !bookkeeping.has(name) && !name.startsWith('kysely'));
  const ofTables = watched.map(
    (name) =>
      sql`select ${name} as name, count(*)::text || ' ' || coalesce(max(xmin::text::bigint), 0)::text as mark from ${sql.raw(`public.${name}`)}
        where ${name === 'audit' ? sql`act <> 'user.sign-in-failed'` : sql`true`}`,
  );
  // The queue itself takes back jobs whose worker has gone, so only new jobs tell of a request.
  const ofJobs = sql`select 'pgboss.job' as name, count(*)::text || ' ' || coalesce(max(created_on)::text, '') as mark from pgboss.job`;
  const look = sql.join([...ofTables, ofJobs], sql` union all `);
  const marks = async () =>
    new Map((await sql<{ name: string; mark: string }>`${look}`.execute(context.sql)).rows.map(({ name, mark }) => [name, mark]));
  /** Of the last transaction that wrote; reads have no number. */
  const counter = async () =>
    (await sql<{ next: string }>`select pg_snapshot_xmax(pg_current_snapshot())::text as next`.execute(context.sql)).rows[0]?.next;
  let [last, known] = [await counter(), await marks()];
  return {
    async changed() {
      const now = await counter();
      if (now === last) return [];
      const found = await marks();
      const changed = [...found].filter(([name, mark]) => known.get(name) !== mark).map(([name]) => name);
      [last, known] = [now, found];
      return changed;
    },
  };
}
