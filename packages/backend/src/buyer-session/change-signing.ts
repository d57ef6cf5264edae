import type { Context } from '../context.ts';
import { orderTopic } from '../orders/events.ts';
import type { Tx } from '../platform/database/transaction.ts';
import type { Row } from '../tables/schema.ts';

type SigningChange = Partial<Omit<Row<'signings'>, 'orderId' | 'updatedAt'>> & Pick<Row<'signings'>, 'state'>;

/** Stores how the signing of an order stands, and wakes its streams. What `change` does not name stays as it was. */
export async function changeSigning(context: Context, tx: Tx, orderId: string, offerId: string, change: SigningChange): Promise<void> {
  const updatedAt = context.clock.now();
  await tx.sql
    .insertInto('signings')
    .values({ orderId, offerId, ...change, updatedAt })
    .onConflict((conflict) => conflict.column('orderId').doUpdateSet({ ...change, updatedAt }))
    .execute();
  tx.wake(orderTopic(orderId));
}
