import type { OrderLink } from '@installment-button/protocol';
import { orderTopic } from '../orders/events.ts';
import { linkOf, sessionTokenOf } from '../orders/session-token.ts';
import type { Context } from '../context.ts';
import type { Tx } from '../platform/database/transaction.ts';
import type { Row } from '../tables/schema.ts';
import { killAllCodes } from './code-store.ts';
import { endTokens } from './store.ts';

/** A new link and session token. The old ones, all buyer tokens and all codes of the order stop working. The order must be locked. */
export async function revokeLink(context: Context, tx: Tx, order: Row<'orders'>): Promise<OrderLink> {
  const now = context.clock.now();
  const renewed = await tx.sql
    .updateTable('orders')
    .set(({ eb }) => ({ linkVersion: eb('linkVersion', '+', 1) }))
    .where('id', '=', order.id)
    .returning(['id', 'linkVersion'])
    .executeTakeFirstOrThrow();
  await endTokens(tx.sql, order.id, now);
  await killAllCodes(tx.sql, order.id, now);
  // Streams of the ended tokens look again, and end.
  tx.wake(orderTopic(order.id));
  return { link: linkOf(context, renewed), session: sessionTokenOf(context, renewed) };
}
