import type { OrderStatus } from '@installment-button/protocol';
import type { Row, Sql } from '../tables/schema.ts';
import { rankOf } from './number-level.ts';
import { noSuchOrder, type OrderOwner } from './store.ts';

const DEFAULT_LIMIT = 20;

export interface OrderFilter {
  status?: OrderStatus | undefined;
  externalId?: string | undefined;
  limit?: number | undefined;
  /** The id of the last order on the page before. */
  after?: string | undefined;
}

/** One page of orders, the newest first. Ids sort by age. */
export async function listOrders(
  sql: Sql,
  { shopId, test }: OrderOwner,
  { status, externalId, limit = DEFAULT_LIMIT, after }: OrderFilter,
): Promise<{ orders: Row<'orders'>[]; nextCursor: string | null }> {
  let query = sql.selectFrom('orders').selectAll().where('shopId', '=', shopId).where('test', '=', test);
  if (status !== undefined) query = query.where('status', '=', status);
  if (externalId !== undefined) {
    // Orders of a lower level are skipped while an order of a higher one has the number (`number-level.ts`).
    const higher = sql
      .selectFrom('orders as other')
      .select('other.id')
      .where('other.shopId', '=', shopId)
      .where('other.test', '=', test)
      .where('other.externalId', '=', externalId)
      .where(rankOf('other'), '>', rankOf('orders'));
    query = query.where('externalId', '=', externalId).where(({ not, exists }) => not(exists(higher)));
  }
  if (after !== undefined) query = query.where('id', '<', after);
  const rows = await query
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const orders = rows.slice(0, limit);
  return { orders, nextCursor: rows.length > limit ? (orders.at(-1)?.id ?? null) : null };
}

/** The shop's own order. An order of another shop or of the other mode does not exist for it. */
export async function findOwnOrder(sql: Sql, { shopId, test }: OrderOwner, orderId: string): Promise<Row<'orders'>> {
  const order = await sql
    .selectFrom('orders')
    .selectAll()
    .where('id', '=', orderId)
    .where('shopId', '=', shopId)
    .where('test', '=', test)
    .executeTakeFirst();
  if (!order) throw noSuchOrder();
  return order;
}
