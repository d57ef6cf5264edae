import { DAY, after } from '../platform/clock.ts';
import type { Context } from '../context.ts';
import type { SqlTransaction } from '../tables/schema.ts';

const BATCH = 100;
/** Long enough for the shop's server to hear of the end. */
const KEPT_MS = 7 * DAY;

/**
 * Maintenance: deletes untrusted orders that expired and that nobody ever submitted. Anybody can make them with a public key, so
 * they would fill the disk.
 */
export async function purgeUntrustedOrders(context: Context): Promise<void> {
  const before = after(context.clock.now(), -KEPT_MS);
  for (;;) {
    const orders = await context.sql
      .selectFrom('orders')
      .select('id')
      .where('trusted', '=', false)
      .where('status', '=', 'expired')
      .where('submittedAt', 'is', null)
      .where('endedAt', '<', before)
      .limit(BATCH)
      .execute();
    for (const { id } of orders) await context.transaction((tx) => deleteOrder(tx.sql, id));
    if (orders.length < BATCH) return;
  }
}

/** An order that was never submitted has no bank application, no signing and no money. Deleted twice it does nothing. */
async function deleteOrder(sql: SqlTransaction, orderId: string): Promise<void> {
  await sql
    .deleteFrom('webhookDeliveries')
    .where('eventId', 'in', sql.selectFrom('events').select('id').where('orderId', '=', orderId))
    .execute();
  for (const table of ['events', 'phoneCodes', 'buyerTokens', 'drafts', 'messages', 'notes', 'tBankDeliveries', 'searchTerms'] as const)
    await sql.deleteFrom(table).where('orderId', '=', orderId).execute();
  await sql.deleteFrom('orders').where('id', '=', orderId).execute();
}
