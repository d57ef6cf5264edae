import type { Row, Sql } from '../tables/schema.ts';

export function findMessage(sql: Sql, id: string): Promise<Row<'messages'> | undefined> {
  return sql.selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Nobody needs the words any more, so they are not kept. */
export async function noteSent(sql: Sql, id: string, at: Date): Promise<void> {
  await sql
    .updateTable('messages')
    .set(({ eb }) => ({ sentAt: at, content: '', attempts: eb('attempts', '+', 1) }))
    .where('id', '=', id)
    .where('sentAt', 'is', null)
    .execute();
}

/** False where the message was sent meanwhile, or another attempt of this number was counted. */
export async function countAttempt(sql: Sql, id: string, number: number): Promise<boolean> {
  const { numUpdatedRows } = await sql
    .updateTable('messages')
    .set({ attempts: number + 1 })
    .where('id', '=', id)
    .where('attempts', '=', number)
    .where('sentAt', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
