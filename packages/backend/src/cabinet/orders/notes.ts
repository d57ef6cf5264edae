import type { Note } from '@installment-button/protocol/cabinet/orders';
import type { Context } from '../../context.ts';
import type { Row, Sql } from '../../tables/schema.ts';
import { nameOf } from '../../shops/users.ts';
import { record } from '../audit.ts';
import { lockShopsOrder } from './own-order.ts';

const place = (noteId: string) => ({ table: 'notes', column: 'text', row: noteId });

/** Members' notes on an order. The buyer and the banks never see them. */
export function addNote(context: Context, user: Row<'users'>, orderId: string, text: string): Promise<Note> {
  return context.transaction(async (tx) => {
    const order = await lockShopsOrder(tx.sql, user.shopId, orderId);
    const id = context.ids.next('nte');
    const at = context.clock.now();
    await tx.sql
      .insertInto('notes')
      .values({ id, orderId: order.id, userId: user.id, text: context.encryption.encrypt(text, place(id)), at })
      .execute();
    await record(context, tx, { shopId: user.shopId, actor: user.id, act: 'order.note', subject: order.id });
    return { id, text, by: nameOf(context, user), at: at.toISOString() };
  });
}

export async function notesOf(context: Context, sql: Sql, orderId: string, names: Map<string, string>): Promise<Note[]> {
  const rows = await sql.selectFrom('notes').selectAll().where('orderId', '=', orderId).orderBy('id').execute();
  return rows.map(({ id, text, userId, at }) => ({
    id,
    text: context.encryption.decrypt(text, place(id)),
    by: names.get(userId) ?? '',
    at: at.toISOString(),
  }));
}
