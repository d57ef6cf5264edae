import { lockOrder } from '../orders/store.ts';
import { DAY, after } from '../platform/clock.ts';
import type { Context } from '../context.ts';
import { eraseOrder } from './erase-order.ts';
import { blankAnsweredCommands, endedBefore, erasedWithAnswers } from './store.ts';

const BATCH = 100;

/** Maintenance: erases the buyers of orders that ended RETENTION_DAYS ago, one order a transaction so that nothing waits long. */
export async function purgeBuyers(context: Context): Promise<void> {
  const { sql, clock, config } = context;
  const before = after(clock.now(), -config.retentionDays * DAY);
  for (;;) {
    const orderIds = await endedBefore(sql, before, BATCH);
    for (const orderId of orderIds) await eraseOnce(context, orderId);
    if (orderIds.length < BATCH) break;
  }
  await blankAnsweredCommands(sql, await erasedWithAnswers(sql));
}

/** Another worker may have erased the order already. */
function eraseOnce(context: Context, orderId: string): Promise<void> {
  return context.transaction(async (tx) => {
    const order = await lockOrder(tx.sql, orderId);
    if (order.erasedAt === null) await eraseOrder(context, tx, order, 'retention');
  });
}
