import { HOUR, MINUTE, after } from '../../platform/clock.ts';
import type { Context } from '../../context.ts';
import { tooMany } from '../../platform/http/problems.ts';
import { emailIndexOf } from '../../shops/users.ts';

interface Limit {
  key: string;
  /** So many wrong tries … */
  most: number;
  /** … within this … */
  withinMs: number;
  /** … close the door for this. */
  closedMs: number;
}

/** Somebody who guesses from many addresses closes an account late, so that nobody can lock a person out with ten requests. */
function limitsFor(context: Context, email: string, address: string): Limit[] {
  const { blindIndex } = context.encryption;
  const person = emailIndexOf(context, email);
  return [
    { key: blindIndex('sign-in', 'pair', `${person} ${address}`), most: 10, withinMs: 15 * MINUTE, closedMs: 15 * MINUTE },
    { key: blindIndex('sign-in', 'person', person), most: 100, withinMs: HOUR, closedMs: 15 * MINUTE },
    { key: blindIndex('sign-in', 'address', address), most: 50, withinMs: 15 * MINUTE, closedMs: 15 * MINUTE },
  ].toSorted((one, other) => (one.key < other.key ? -1 : 1));
}

/**
 * Counts a try before its password is compared, so that a hundred at once are a hundred. 429 where the door is closed.
 * Returns what takes the count back once the try was right.
 */
export async function countTry(context: Context, email: string, address: string): Promise<() => Promise<void>> {
  const limits = limitsFor(context, email, address);
  const closedUntil = await context.transaction(async ({ sql }) => {
    const now = context.clock.now();
    await sql
      .insertInto('signInLimits')
      .values(limits.map(({ key }) => ({ key, since: now })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const rows = await sql
      .selectFrom('signInLimits')
      .selectAll()
      .where(
        'key',
        'in',
        limits.map(({ key }) => key),
      )
      .orderBy('key')
      .forUpdate()
      .execute();
    const closed = rows.flatMap((row) => (row.closedUntil && row.closedUntil > now ? [row.closedUntil] : []));
    if (closed.length > 0) return new Date(Math.max(...closed.map((moment) => moment.getTime())));
    for (const row of rows) {
      const limit = limits.find(({ key }) => key === row.key);
      if (!limit) continue;
      const anew = after(row.since, limit.withinMs) <= now;
      const failures = anew ? 1 : row.failures + 1;
      await sql
        .updateTable('signInLimits')
        .set({ failures, ...(anew ? { since: now } : {}), closedUntil: failures >= limit.most ? after(now, limit.closedMs) : null })
        .where('key', '=', row.key)
        .execute();
    }
    return null;
  });
  if (closedUntil) {
    const seconds = (closedUntil.getTime() - context.clock.now().getTime()) / 1000;
    throw tooMany('rate_limited', 'Too many wrong tries. Wait, or set a new password by e-mail.', seconds);
  }
  return () => takeBack(context, limits);
}

async function takeBack(context: Context, limits: Limit[]): Promise<void> {
  await context.sql
    .updateTable('signInLimits')
    .set(({ eb, fn }) => ({ failures: fn<number>('greatest', [eb('failures', '-', 1), eb.lit(0)]), closedUntil: null }))
    .where(
      'key',
      'in',
      limits.map(({ key }) => key),
    )
    .execute();
}
