import type { Row, Sql, SqlTransaction } from '../tables/schema.ts';
import { Problem } from '../platform/http/problems.ts';

/** A shop and the mode of its keys, live or test. */
export interface OrderOwner {
  shopId: string;
  test: boolean;
}

export const noSuchOrder = () => new Problem(404, 'not_found', 'There is no such order.');

/** Every change of an order starts here. The row stays locked until the transaction ends. */
export async function lockOrder(sql: SqlTransaction, orderId: string): Promise<Row<'orders'>> {
  const order = await sql.selectFrom('orders').selectAll().where('id', '=', orderId).forUpdate().executeTakeFirst();
  if (!order) throw noSuchOrder();
  return order;
}

export async function findOrder(sql: Sql, orderId: string): Promise<Row<'orders'>> {
  const order = await sql.selectFrom('orders').selectAll().where('id', '=', orderId).executeTakeFirst();
  if (!order) throw noSuchOrder();
  return order;
}
