import { DAY, HOUR, after } from '../clock.ts';
import type { PlatformContext } from '../platform-context.ts';
import type { Sql, SqlTransaction } from '../../tables/schema.ts';

/** How many attempts one phone, person or network has. Counted in the database, for all nodes together. */
export interface AttemptLimit {
  /** A blind index: the table holds no personal data. */
  key: string;
  /** This many attempts … */
  most: number;
  /** … within this time. */
  withinMs: number;
  /** How long it is closed after the last allowed attempt. `excess` is 0 then, and 1 more after each further attempt. */
  closedMs(excess: number): number;
}

/** An hour, and after each further attempt twice as long, up to a day. */
export const growing = (excess: number): number => Math.min(HOUR * 2 ** excess, DAY);

export interface Attempts {
  /** The moment when the last closed limit opens again; null: none of them is closed. */
  closedUntil(limits: readonly AttemptLimit[]): Date | null;
  /** Counts one attempt. */
  count(limits: readonly AttemptLimit[]): Promise<void>;
}

/** Locks the counters until the end of the transaction, so that attempts at the same moment are counted one after another. */
export async function lockAttempts(sql: SqlTransaction, now: Date, limits: readonly AttemptLimit[]): Promise<Attempts> {
  const keys = limits.map(({ key }) => key).sort();
  const rows = await sql
    .insertInto('attemptLimits')
    .values(keys.map((key) => ({ key, since: now })))
    // Writes the same key again, so that the row is locked, new or not.
    .onConflict((conflict) => conflict.column('key').doUpdateSet(({ ref }) => ({ key: ref('excluded.key') })))
    .returningAll()
    .execute();
  const byKey = new Map(rows.map((row) => [row.key, row]));
  return {
    closedUntil(asked) {
      const closed = asked.flatMap(({ key }) => byKey.get(key)?.closedUntil ?? []).filter((until) => until > now);
      return closed.length === 0 ? null : new Date(Math.max(...closed.map((until) => until.getTime())));
    },
    async count(counted) {
      for (const { key, most, withinMs, closedMs } of counted) {
        const row = byKey.get(key);
        if (!row) throw new Error('the limit is not locked');
        const fresh = after(row.since, withinMs) <= now;
        const attempts = fresh ? 1 : row.attempts + 1;
        const since = fresh ? now : row.since;
        const closedUntil = attempts >= most ? after(now, closedMs(attempts - most)) : null;
        byKey.set(key, { key, attempts, since, closedUntil });
        await sql.updateTable('attemptLimits').set({ attempts, since, closedUntil }).where('key', '=', key).execute();
      }
    },
  };
}

/** Takes one attempt back, because it turned out to be right. */
export async function takeAttemptBack(sql: Sql, limits: readonly AttemptLimit[]): Promise<void> {
  const keys = limits.map(({ key }) => key);
  await sql
    .updateTable('attemptLimits')
    .set(({ eb, fn }) => ({ attempts: fn<number>('greatest', [eb('attempts', '-', 1), eb.lit(0)]), closedUntil: null }))
    .where('key', 'in', keys)
    .execute();
}

/** No limit has a longer window. */
const KEPT_MS = 2 * DAY;

/** Maintenance: deletes counters whose window is over. */
export async function purgeAttempts({ sql, clock }: Pick<PlatformContext, 'sql' | 'clock'>): Promise<void> {
  const now = clock.now();
  await sql
    .deleteFrom('attemptLimits')
    .where('since', '<', after(now, -KEPT_MS))
    .where(({ or, eb }) => or([eb('closedUntil', 'is', null), eb('closedUntil', '<', now)]))
    .execute();
}
