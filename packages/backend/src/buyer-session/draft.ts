import { draftSchema, type Draft } from '@installment-button/protocol';
import { illegalTransition } from '../orders/transition.ts';
import type { Context } from '../context.ts';
import type { Sql } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { lockBuyersOrder, type Buyer } from './access.ts';
import { findDraft, putDraft } from './store.ts';

const place = (orderId: string, phoneIndex: string) => ({ table: 'drafts', column: 'content', row: `${orderId}:${phoneIndex}` });

/** Replaces the whole draft of this order and phone. */
export function saveDraft(context: Context, buyer: Buyer & { orderId: string }, draft: Draft): Promise<void> {
  return context.transaction(async (tx) => {
    const order = await lockBuyersOrder(context, tx, buyer);
    if (order.status !== 'created') throw illegalTransition(order.status, 'edited');
    await writeDraft(context, tx, order.id, buyer.phoneIndex, draft);
  });
}

export async function writeDraft(context: Context, tx: Tx, orderId: string, phoneIndex: string, draft: Draft): Promise<void> {
  const content = context.encryption.encrypt(JSON.stringify(draft), place(orderId, phoneIndex));
  await putDraft(tx.sql, { orderId, phoneIndex, content, updatedAt: context.clock.now() });
}

/** Each phone has a draft of its own, and sees no other. */
export async function readDraft(context: Context, sql: Sql, orderId: string, phoneIndex: string): Promise<Draft | null> {
  const row = await findDraft(sql, orderId, phoneIndex);
  if (!row) return null;
  return draftSchema.parse(JSON.parse(context.encryption.decrypt(row.content, place(orderId, phoneIndex))));
}
