import { canMove, isFinal, type OrderStatus } from '@installment-button/protocol';
import { after, HOUR } from '../platform/clock.ts';
import { expiryOf } from '../platform/config.ts';
import type { Context } from '../platform/context.ts';
import { Problem } from '../platform/problems.ts';
import type { Row } from '../platform/schema.ts';
import type { Tx } from '../platform/transaction.ts';
import { appendEvent } from './events.ts';

/** Columns that may change with a status; the status itself only through `transition`. */
export type OrderChange = Partial<
  Omit<
    Row<'orders'>,
    'id' | 'shopId' | 'status' | 'sequence' | 'items' | 'metadata' | 'returnUrls' | 'confirmation' | 'cancellation' | 'canceled' | 'tBank'
  >
> & {
  confirmation?: string | null;
  cancellation?: string | null;
  canceled?: string | null;
};

/** 409 of a move that contract §1 does not know. */
export function illegalTransition(from: OrderStatus, act: string): Problem {
  return new Problem(409, 'illegal_transition', `An order that is ${from} cannot be ${act}.`);
}

/**
 * The one door: the only code that writes a status. The order must be locked by `lockOrder` in this transaction. Refuses
 * illegal moves, appends the event, enqueues what follows. Returns the order as it is now.
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
    .set({ ...change, status: to, previousStatus: order.status, statusAt: now, expiresAt, ...(isFinal(to) ? { endedAt: now } : {}) })
    .where('id', '=', order.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  context.metrics.transitions.inc({ status: to });
  return appendEvent(context, tx, moved, { type: `order.${to}`, public: true });
}

/** Changes an order without moving its status. `event` where the world outside should know. */
export async function amend(
  context: Context,
  tx: Tx,
  order: Row<'orders'>,
  change: OrderChange,
  event: 'order.updated' | null = null,
): Promise<Row<'orders'>> {
  const amended = await tx.sql.updateTable('orders').set(change).where('id', '=', order.id).returningAll().executeTakeFirstOrThrow();
  return event ? appendEvent(context, tx, amended, { type: event, public: true }) : amended;
}
