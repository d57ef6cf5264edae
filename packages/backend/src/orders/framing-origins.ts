import type { Row, Sql } from '../tables/schema.ts';

/** Metadata of the test order whose application the cabinet shows as a preview. */
export const cabinetPreview = { cabinet: 'preview' };

/** The origins that may frame the application: the shop's registered ones and, for the cabinet's preview, the cabinet's. */
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
