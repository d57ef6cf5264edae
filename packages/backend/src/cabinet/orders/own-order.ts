import { noSuchOrder } from '../../orders/store.ts';
import type { Row, Sql, SqlTransaction } from '../../tables/schema.ts';

/** The shop's own order. An order of another shop gets 404, like an unknown one. */
export async function findShopsOrder(sql: Sql, shopId: string, orderId: string): Promise<Row<'orders'>> {
  const order = await sql.selectFrom('orders').selectAll().where('id', '=', orderId).where('shopId', '=', shopId).executeTakeFirst();
  if (!order) throw noSuchOrder();
  return order;
}

/** The same, locked until the end of the transaction. */
export async function lockShopsOrder(sql: SqlTransaction, shopId: string, orderId: string): Promise<Row<'orders'>> {
  const order = await sql
    .selectFrom('orders')
    .selectAll()
    .where('id', '=', orderId)
    .where('shopId', '=', shopId)
    .forUpdate()
    .executeTakeFirst();
  if (!order) throw noSuchOrder();
  return order;
}
