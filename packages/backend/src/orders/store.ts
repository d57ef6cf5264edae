import type { Row, Sql, SqlTransaction } from '../tables/schema.ts';
import { Problem } from '../platform/http/problems.ts';

export const noSuchOrder = () => new Problem(404, 'not_found', 'There is no such order.');

/** Every change of an order starts here: the row stays locked to the end of the transaction. */
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

export function bankApplicationsOf(sql: Sql, orderId: string): Promise<Row<'bankApplications'>[]> {
  return sql.selectFrom('bankApplications').selectAll().where('orderId', '=', orderId).orderBy('id').execute();
}

/** Offers of an order that still stand, as they arrived. */
export function standingOffers(sql: Sql, orderId: string): Promise<Row<'offers'>[]> {
  return sql
    .selectFrom('offers')
    .selectAll()
    .where('orderId', '=', orderId)
    .where('goneAt', 'is', null)
    .orderBy('createdAt')
    .orderBy('id')
    .execute();
}

/** On the order by which the cabinet shows what the application looks like. */
export const cabinetPreview = { cabinet: 'preview' };

/** The registered origins of the order's shop: its pages may frame the application. The cabinet frames its own preview alone. */
export async function originsOfOrder(sql: Sql, orderId: string, cabinet: string): Promise<string[] | null> {
  const row = await sql
    .selectFrom('orders')
    .innerJoin('shops', 'shops.id', 'orders.shopId')
    .select(['shops.origins as origins', 'orders.test', 'orders.createdBy', 'orders.metadata'])
    .where('orders.id', '=', orderId)
    .executeTakeFirst();
  if (!row) return null;
  return isPreview(row) ? [...row.origins, cabinet] : row.origins;
}

const isPreview = ({ test, createdBy, metadata }: Pick<Row<'orders'>, 'test' | 'createdBy' | 'metadata'>): boolean =>
  test && createdBy !== null && metadata['cabinet'] === cabinetPreview.cabinet;
