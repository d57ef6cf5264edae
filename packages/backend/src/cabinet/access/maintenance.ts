import { DAY, after } from '../../platform/clock.ts';
import type { Context } from '../../context.ts';

const KEPT_MS = 30 * DAY;

/** Maintenance: deletes old sessions and links. */
export async function purgeSignIns(context: Context): Promise<void> {
  const now = context.clock.now();
  await context.sql.deleteFrom('userSessions').where('usedAt', '<', after(now, -KEPT_MS)).execute();
  await context.sql.deleteFrom('userLinks').where('expiresAt', '<', after(now, -KEPT_MS)).execute();
}
