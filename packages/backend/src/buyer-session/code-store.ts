import { sql as raw } from 'kysely';
import type { NewRow, Row, Sql, SqlTransaction } from '../tables/schema.ts';

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

export interface Counted {
  /** When this phone last got a code of this purpose that nobody used yet, in any shop. */
  lastUnusedAt: Date | null;
  /** Codes of this order and purpose. */
  ofOrder: number;
}

export async function countSent(sql: Sql, { orderId, purpose, phoneIndex }: CodeScope): Promise<Counted> {
  const { rows } = await raw<Counted>`
    select
      (select sent_at from phone_codes where phone_index = ${phoneIndex} and purpose = ${purpose} and used_at is null
        order by sent_at desc limit 1) as last_unused_at,
      (select count(*)::integer from phone_codes where order_id = ${orderId} and purpose = ${purpose}) as of_order`.execute(sql);
  const [counted] = rows;
  if (!counted) throw new Error('counting codes returned no row');
  return counted;
}

/** True: somebody proved this phone in the index's shop. */
export async function isPhoneKnown(sql: Sql, phoneIndex: string): Promise<boolean> {
  const found = await sql.selectFrom('buyerTokens').select('hash').where('phoneIndex', '=', phoneIndex).limit(1).executeTakeFirst();
  return found !== undefined;
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

export async function killAllCodes(sql: SqlTransaction, orderId: string, at: Date): Promise<void> {
  await sql.updateTable('phoneCodes').set({ killedAt: at }).where('orderId', '=', orderId).where('killedAt', 'is', null).execute();
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
