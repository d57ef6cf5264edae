import type { Row, Sql } from '../platform/schema.ts';

export function findMessage(sql: Sql, id: string): Promise<Row<'messages'> | undefined> {
  return sql.selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function noteTry(sql: Sql, id: string): Promise<void> {
  await sql
    .updateTable('messages')
    .set(({ eb }) => ({ attempts: eb('attempts', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

/** Nobody needs the words any more, so they are not kept. */
export async function noteSent(sql: Sql, id: string, at: Date): Promise<void> {
  await sql.updateTable('messages').set({ sentAt: at, content: '' }).where('id', '=', id).execute();
}
