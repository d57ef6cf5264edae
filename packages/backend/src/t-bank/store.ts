import type { Sql } from '../tables/schema.ts';

/** Whether somebody proved a phone for this order. */
export async function isPhoneProven(sql: Sql, orderId: string): Promise<boolean> {
  const found = await sql.selectFrom('buyerTokens').select('orderId').where('orderId', '=', orderId).limit(1).executeTakeFirst();
  return found !== undefined;
}
