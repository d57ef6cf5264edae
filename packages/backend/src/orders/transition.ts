import { canMove, isFinal, type OrderStatus } from '@installment-button/protocol';
import { after, HOUR } from '../platform/clock.ts';
import { expiryOf } from '../config.ts';
import type { Context } from '../context.ts';
import { Problem } from '../platform/http/problems.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { appendEvents, writeEvents, type OrderChange } from './events.ts';

/** 409: the table of statuses in protocol has no such move. */
export function illegalTransition(from: OrderStatus, act: string): Problem {
  return new Problem(409, 'illegal_transition', `An order that is ${from} cannot be ${act}.`);
}

/** Banks may still answer, and the buyer may choose an offer or another one. */
export function isDeciding({ status }: Pick<Row<'orders'>, 'status'>): boolean {
  return status === 'submitted' || status === 'approved';
}

/**
 * The only function that writes an order's status. The order must be locked by `lockOrder` in this transaction. Refuses illegal
 * moves, appends the event and enqueues its consequences. Returns the changed order.
 */
export async function transition(
  context: Context,
  tx: Tx,
  order: Row<'orders'>,
  to: OrderStatus,
  change: OrderChange = {},
): Promise<Row<'orders'>> {
  if (!canMove(order.status, to)) throw illegalTransition(order.status, to);
  const now = context.clock.now();
  const hours = expiryOf(context.config, to);
  const expiresAt = hours === null ? null : after(now, hours * HOUR);
  const moved = await tx.sql
    .updateTable('orders')
    .set({
      ...change,
      status: to,
      previousStatus: order.status,
      statusAt: now,
      expiresAt,
      ...(isFinal(to) ? { endedAt: now } : {}),
      sequence: order.sequence + 1,
    })
    .where('id', '=', order.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  context.metrics.transitions.inc({ status: to });
  await writeEvents(context, tx, moved, [{ type: `order.${to}`, public: true }]);
  return moved;
}

/** Changes an order but not its status. `event`: sent to the shop as a webhook. */
export async function amend(
  context: Context,
  tx: Tx,
  order: Row<'orders'>,
  change: OrderChange,
  event: 'order.updated' | null = null,
): Promise<Row<'orders'>> {
  if (event) return appendEvents(context, tx, order, [{ type: event, public: true }], change);
  return tx.sql.updateTable('orders').set(change).where('id', '=', order.id).returningAll().executeTakeFirstOrThrow();
}
