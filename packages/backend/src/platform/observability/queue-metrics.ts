import { sql } from 'kysely';
import type { PlatformContext } from '../platform-context.ts';
import { withTimeout } from '../with-timeout.ts';

const TIMEOUT_MS = 2000;

/**
 * How many jobs wait in each queue, and how long the oldest has been due: the first sign of too few workers. Every node reports
 * the same numbers, so a query takes their maximum. While the database does not answer, the last numbers are kept.
 */
export async function measureQueues(context: PlatformContext): Promise<void> {
  const { queueAge, queueWaiting } = context.metrics;
  const asked = sql<{ name: string; waiting: number; seconds: number }>`
    select name, count(*)::int as waiting, extract(epoch from now() - min(start_after))::float as seconds
    from pgboss.job where state in ('created', 'retry') and start_after <= now() group by name`.execute(context.sql);
  const found = await withTimeout(TIMEOUT_MS, asked).catch(() => null);
  if (found === null) return;
  queueAge.reset();
  queueWaiting.reset();
  for (const { name, waiting, seconds } of found.rows) {
    queueAge.set({ queue: name }, Math.max(0, seconds));
    queueWaiting.set({ queue: name }, waiting);
  }
}
