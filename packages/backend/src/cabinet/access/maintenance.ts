import { DAY, after } from '../../platform/clock.ts';
import type { Context } from '../../context.ts';

const KEPT_MS = 30 * DAY;
const COUNTED_MS = DAY;

/** Maintenance: deletes old sessions and links, and counters of wrong passwords older than a day. */
export async function purgeSignIns(context: Context): Promise<void> {
  const now = context.clock.now();
  await context.sql.deleteFrom('userSessions').where('usedAt', '<', after(now, -KEPT_MS)).execute();
  await context.sql.deleteFrom('userLinks').where('expiresAt', '<', after(now, -KEPT_MS)).execute();
  await context.sql.deleteFrom('signInLimits').where('since', '<', after(now, -COUNTED_MS)).execute();
}
