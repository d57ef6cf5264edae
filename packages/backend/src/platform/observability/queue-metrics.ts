import { sql } from 'kysely';
import type { PlatformContext } from '../platform-context.ts';

const PATIENCE_MS = 2000;

/**
 * How much waits in each queue, and how long the oldest job has been due: the first sign of too few workers. The same on every node,
 * so take the maximum. While the database is away the last figures stand.
 */
export async function measureQueues(context: PlatformContext): Promise<void> {
  const { queueAge, queueWaiting } = context.metrics;
  const asked = sql<{ name: string; waiting: number; seconds: number }>`
    select name, count(*)::int as waiting, extract(epoch from now() - min(start_after))::float as seconds
    from pgboss.job where state in ('created', 'retry') and start_after <= now() group by name`.execute(context.sql);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), PATIENCE_MS)));
  const found = await Promise.race([asked.catch(() => null), late]).finally(() => clearTimeout(timer));
  if (found === null) return;
  queueAge.reset();
  queueWaiting.reset();
  for (const { name, waiting, seconds } of found.rows) {
    queueAge.set({ queue: name }, Math.max(0, seconds));
    queueWaiting.set({ queue: name }, waiting);
  }
}
