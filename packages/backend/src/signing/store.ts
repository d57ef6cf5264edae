import type { NewRow, Row, Sql } from '../tables/schema.ts';

export async function putPhotograph(sql: Sql, photograph: NewRow<'photographs'>): Promise<void> {
  await sql.insertInto('photographs').values(photograph).execute();
}

export function photographsOf(sql: Sql, orderId: string): Promise<Row<'photographs'>[]> {
  return sql.selectFrom('photographs').selectAll().where('orderId', '=', orderId).execute();
}

export async function deletePhotographs(sql: Sql, orderId: string): Promise<void> {
  await sql.deleteFrom('photographs').where('orderId', '=', orderId).execute();
}

export async function insertAgreementLink(sql: Sql, link: NewRow<'agreementLinks'>): Promise<void> {
  await sql.insertInto('agreementLinks').values(link).execute();
}

/** Uses the link up. Undefined where it was used before, has expired, or never existed. */
export function takeAgreementLink(sql: Sql, hash: string, now: Date): Promise<{ orderId: string } | undefined> {
  return sql
    .updateTable('agreementLinks')
    .set({ usedAt: now })
    .where('hash', '=', hash)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', now)
    .returning('orderId')
    .executeTakeFirst();
}
