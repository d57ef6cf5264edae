import { DAY, after } from '../platform/clock.ts';
import type { Context } from '../context.ts';

const BATCH = 1000;

/** Maintenance: deletes finished deliveries older than RETENTION_DAYS. Their events are kept and can be delivered again. */
export async function purgeDeliveries({ sql, clock, config }: Context): Promise<void> {
  const before = after(clock.now(), -config.retentionDays * DAY);
  for (;;) {
    const { numDeletedRows } = await sql
      .deleteFrom('webhookDeliveries')
      .where('id', 'in', (eb) =>
        eb
          .selectFrom('webhookDeliveries')
          .select('id')
          .where('createdAt', '<', before)
          .where('state', '!=', 'pending')
          .orderBy('createdAt')
          .limit(BATCH),
      )
      .executeTakeFirst();
    if (numDeletedRows < BigInt(BATCH)) return;
  }
}
