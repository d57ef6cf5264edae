import { sql as raw } from 'kysely';
import type { NewRow, Row, Sql, SqlTransaction } from '../tables/schema.ts';

/** Locks the counters of these keys until the transaction ends, always in the same order. Returns until when each is closed. */
export async function lockLimits(sql: SqlTransaction, keys: string[]): Promise<Map<string, Date | null>> {
  const rows = await sql
    .insertInto('codeLimits')
    .values([...keys].sort().map((key) => ({ key })))
    // An update that changes nothing locks the row, whether it is new or not.
    .onConflict((conflict) => conflict.column('key').doUpdateSet(({ ref }) => ({ key: ref('excluded.key') })))
    .returningAll()
    .execute();
  return new Map(rows.map(({ key, closedUntil }) => [key, closedUntil]));
}

export async function closeUntil(sql: SqlTransaction, key: string, until: Date): Promise<void> {
  await sql.updateTable('codeLimits').set({ closedUntil: until }).where('key', '=', key).execute();
}

export async function insertCode(sql: SqlTransaction, code: NewRow<'phoneCodes'>): Promise<void> {
  await sql.insertInto('phoneCodes').values(code).execute();
}

export type CodeScope = Pick<Row<'phoneCodes'>, 'orderId' | 'purpose'> & { phoneIndex: string };

/** The last code sent for this order, purpose and phone, valid or not. */
export function lastCode(sql: Sql, { orderId, purpose, phoneIndex }: CodeScope): Promise<Row<'phoneCodes'> | undefined> {
  return sql
    .selectFrom('phoneCodes')
    .selectAll()
    .where('orderId', '=', orderId)
    .where('purpose', '=', purpose)
    .where('phoneIndex', '=', phoneIndex)
    .orderBy('sentAt', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
}

/** Wrong attempts of a phone since this moment, in all shops. */
export async function wrongAttempts(sql: Sql, phoneIndex: string, since: Date): Promise<number> {
  const { wrong } = await sql
    .selectFrom('phoneCodes')
    .select(({ fn }) => fn.sum<number | null>('wrongAttempts').as('wrong'))
    .where('phoneIndex', '=', phoneIndex)
    .where('sentAt', '>', since)
    .executeTakeFirstOrThrow();
  return wrong ?? 0;
}

export interface Counted {
  /** When this phone last got a code of this purpose, in any shop, that is unused. */
  lastUnusedAt: Date | null;
  ofOrder: number;
  ofPhone: number;
  ofAddress: number;
  firstOfAddress: Date | null;
  ofShop: number;
  firstOfShop: Date | null;
}

/** Counts the codes sent: all of the order and purpose, the phone's of a day, the address's and the shop's of an hour. */
export async function countSent(
  sql: Sql,
  code: CodeScope & { address: string; shopId: string },
  since: { day: Date; hour: Date },
): Promise<Counted> {
  const { orderId, purpose, phoneIndex, address, shopId } = code;
  const { rows } = await raw<Counted>`
    select
      (select sent_at from phone_codes where phone_index = ${phoneIndex} and purpose = ${purpose} and used_at is null
        order by sent_at desc limit 1) as last_unused_at,
      (select count(*)::integer from phone_codes where order_id = ${orderId} and purpose = ${purpose}) as of_order,
      (select count(*)::integer from phone_codes where phone_index = ${phoneIndex} and sent_at > ${since.day}) as of_phone,
      at_address.count as of_address, at_address.first as first_of_address, in_shop.count as of_shop, in_shop.first as first_of_shop
    from
      (select count(*)::integer as count, min(sent_at) as first from phone_codes where address = ${address} and sent_at > ${since.hour}) at_address,
      (select count(*)::integer as count, min(sent_at) as first from phone_codes where shop_id = ${shopId} and sent_at > ${since.hour}) in_shop
    `.execute(sql);
  const [counted] = rows;
  if (!counted) throw new Error('counting found nothing to count');
  return counted;
}

export async function killCodes(sql: SqlTransaction, { orderId, purpose }: Omit<CodeScope, 'phoneIndex'>, at: Date, phoneIndex?: string) {
  await sql
    .updateTable('phoneCodes')
    .set({ killedAt: at })
    .where('orderId', '=', orderId)
    .where('purpose', '=', purpose)
    .where('killedAt', 'is', null)
    .where('usedAt', 'is', null)
    .$if(phoneIndex !== undefined, (query) => query.where('phoneIndex', '=', phoneIndex ?? ''))
    .execute();
}

export async function countWrong(sql: SqlTransaction, id: string): Promise<void> {
  await sql
    .updateTable('phoneCodes')
    .set(({ eb }) => ({ wrongAttempts: eb('wrongAttempts', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

export async function useCode(sql: SqlTransaction, id: string, at: Date): Promise<void> {
  await sql.updateTable('phoneCodes').set({ usedAt: at }).where('id', '=', id).execute();
}

export function findCode(sql: Sql, id: string): Promise<Row<'phoneCodes'> | undefined> {
  return sql.selectFrom('phoneCodes').selectAll().where('id', '=', id).executeTakeFirst();
}
