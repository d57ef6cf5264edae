import { HOUR, MINUTE } from '../../platform/clock.ts';
import type { Context } from '../../context.ts';
import { tooMany } from '../../platform/http/problems.ts';
import { lockAttempts, takeAttemptBack, type AttemptLimit } from '../../platform/security/attempt-limits.ts';
import { networkOf, WIDE_FACTOR } from '../../platform/security/network.ts';
import { emailIndexOf } from '../../shops/users.ts';

const CLOSED_MS = 15 * MINUTE;

/** An account closes late for guesses from many networks, so that nobody can shut a person out with ten requests. */
function limitsFor(context: Context, email: string, address: string): AttemptLimit[] {
  const person = emailIndexOf(context, email);
  const { narrow, wide } = networkOf(address);
  const limit = (field: string, value: string, most: number, withinMs: number): AttemptLimit => ({
    key: context.encryption.blindIndex('sign-in', field, value),
    most,
    withinMs,
    closedMs: () => CLOSED_MS,
  });
  return [
    limit('pair', `${person} ${narrow}`, 10, 15 * MINUTE),
    limit('person', person, 100, HOUR),
    limit('network', narrow, 50, 15 * MINUTE),
    ...(wide === null ? [] : [limit('network', wide, 50 * WIDE_FACTOR, 15 * MINUTE)]),
  ];
}

/**
 * Counts an attempt before its password is compared, so that a hundred attempts at once are counted as a hundred. Throws 429
 * when a limit is closed. The caller calls the returned function when the password was right, to take the count back.
 */
export async function countTry(context: Context, email: string, address: string): Promise<() => Promise<void>> {
  const limits = limitsFor(context, email, address);
  const now = context.clock.now();
  const closedUntil = await context.transaction(async ({ sql }) => {
    const attempts = await lockAttempts(sql, now, limits);
    const until = attempts.closedUntil(limits);
    if (until === null) await attempts.count(limits);
    return until;
  });
  if (closedUntil)
    throw tooMany(
      'rate_limited',
      'Too many wrong passwords. Wait, or set a new password by e-mail.',
      (closedUntil.getTime() - now.getTime()) / 1000,
    );
  return () => takeAttemptBack(context.sql, limits);
}
