import type { OrderOwner } from '../orders/list.ts';
import type { Row, Sql } from '../tables/schema.ts';

/** The newest order that came over these addresses under the shop's number, or under ours where it gave none. */
export function orderOfNumber(sql: Sql, { shopId, test }: OrderOwner, number: string): Promise<Row<'orders'> | undefined> {
  return sql
    .selectFrom('orders')
    .selectAll()
    .where('shopId', '=', shopId)
    .where('test', '=', test)
    .where('tBank', 'is not', null)
    .where((eb) => eb.or([eb('externalId', '=', number), eb.and([eb('id', '=', number), eb('externalId', 'is', null)])]))
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Whether somebody proved a phone for this order. */
export async function isPhoneProven(sql: Sql, orderId: string): Promise<boolean> {
  const found = await sql.selectFrom('buyerTokens').select('orderId').where('orderId', '=', orderId).limit(1).executeTakeFirst();
  return found !== undefined;
}
