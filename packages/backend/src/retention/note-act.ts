import type { Context } from '../context.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';

interface Act {
  act: 'buyer.erase' | 'buyer.export';
  actor: 'operator' | 'retention';
  order: Pick<Row<'orders'>, 'id' | 'shopId'>;
}

/** The audit log says who took or erased a buyer's data, never what they were. */
export async function noteAct(context: Context, tx: Tx, { act, actor, order }: Act): Promise<void> {
  await tx.sql
    .insertInto('audit')
    .values({ id: context.ids.next('evt'), at: context.clock.now(), actor, act, subject: order.id, shopId: order.shopId })
    .execute();
}
