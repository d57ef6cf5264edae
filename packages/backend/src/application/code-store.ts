import type { NewRow, Row, Sql, SqlTransaction } from '../platform/schema.ts';

/** Locks the counters of these keys to the end of the transaction, always in one order; says until when the last closed one is closed. */
export async function lockLimits(sql: SqlTransaction, keys: string[]): Promise<Map<string, Date | null>> {
  const sorted = [...keys].sort();
  for (const key of sorted) {
    await sql
      .insertInto('codeLimits')
      .values({ key })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  const rows = await sql.selectFrom('codeLimits').selectAll().where('key', 'in', sorted).orderBy('key').forUpdate().execute();
  return new Map(rows.map(({ key, closedUntil }) => [key, closedUntil]));
}

export async function closeUntil(sql: SqlTransaction, key: string, until: Date): Promise<void> {
  await sql.updateTable('codeLimits').set({ closedUntil: until }).where('key', '=', key).execute();
}

export async function insertCode(sql: SqlTransaction, code: NewRow<'phoneCodes'>): Promise<void> {
  await sql.insertInto('phoneCodes').values(code).execute();
}

export type CodeScope = Pick<Row<'phoneCodes'>, 'orderId' | 'purpose'> & { phoneIndex: string };

/** The last code sent for this order, purpose and phone, be it alive or not. */
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

export async function countOfOrder(sql: Sql, orderId: string, purpose: Row<'phoneCodes'>['purpose']): Promise<number> {
  const { count } = await sql
    .selectFrom('phoneCodes')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('orderId', '=', orderId)
    .where('purpose', '=', purpose)
    .executeTakeFirstOrThrow();
  return count;
}

/** Codes and wrong attempts of a phone since that moment, in all shops. */
export async function countOfPhone(sql: Sql, phoneIndex: string, since: Date): Promise<{ codes: number; wrong: number }> {
  const { codes, wrong } = await sql
    .selectFrom('phoneCodes')
    .select(({ fn }) => [fn.countAll<number>().as('codes'), fn.sum<number | null>('wrongAttempts').as('wrong')])
    .where('phoneIndex', '=', phoneIndex)
    .where('sentAt', '>', since)
    .executeTakeFirstOrThrow();
  return { codes, wrong: wrong ?? 0 };
}

/** The last code of this purpose to the phone in any shop, where nobody used it yet. */
export function lastUnusedOfPhone(
  sql: Sql,
  phoneIndex: string,
  purpose: Row<'phoneCodes'>['purpose'],
): Promise<Row<'phoneCodes'> | undefined> {
  return sql
    .selectFrom('phoneCodes')
    .selectAll()
    .where('phoneIndex', '=', phoneIndex)
    .where('purpose', '=', purpose)
    .where('usedAt', 'is', null)
    .orderBy('sentAt', 'desc')
    .executeTakeFirst();
}

/** How many codes this address or shop had since that moment, and when the oldest of them was sent. */
export async function countOf(
  sql: Sql,
  column: 'address' | 'shopId',
  value: string,
  since: Date,
): Promise<{ count: number; oldest: Date | null }> {
  const { count, oldest } = await sql
    .selectFrom('phoneCodes')
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('sentAt').as('oldest')])
    .where(column, '=', value)
    .where('sentAt', '>', since)
    .executeTakeFirstOrThrow();
  return { count, oldest };
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
