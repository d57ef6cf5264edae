import type { Context } from '../context.ts';
import type { Row } from '../tables/schema.ts';

type Linked = Pick<Row<'orders'>, 'id' | 'linkVersion'>;

/** Derived, never stored: it can be handed out again, and raising the order's link version revokes it. */
export function sessionTokenOf(context: Context, order: Linked): string {
  return `ses_${order.id}_${context.encryption.linkMac(order.id, order.linkVersion)}`;
}

/** The order a session token speaks of, unproven: check with `equalInConstantTime` against `sessionTokenOf`. */
export function orderIdOfToken(token: string): string | null {
  return /^ses_(ord_[A-Za-z0-9]+)_[\w-]+$/.exec(token)?.[1] ?? null;
}

/** The link without its token: what may be stored. */
export function addressOf(context: Context, orderId: string): string {
  return `${context.config.publicUrl}/apply/${orderId}`;
}

/** The buyer's link: the token stands behind the fragment, so it reaches no log and no referrer. */
export function linkOf(context: Context, order: Linked): string {
  return `${addressOf(context, order.id)}#${sessionTokenOf(context, order)}`;
}
