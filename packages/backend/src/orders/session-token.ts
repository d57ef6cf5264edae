import type { Context } from '../context.ts';
import type { Row } from '../tables/schema.ts';

type Linked = Pick<Row<'orders'>, 'id' | 'linkVersion'>;

/** Derived, never stored, so it can be handed out again. Raising the order's link version revokes it. */
export function sessionTokenOf(context: Context, order: Linked): string {
  return `ses_${order.id}_${context.encryption.linkMac(order.id, order.linkVersion)}`;
}

/** The order that a token names. Proves nothing: compare the token with `sessionTokenOf` by `equalInConstantTime`. */
export function orderIdOfToken(token: string): string | null {
  return /^ses_(ord_[A-Za-z0-9]+)_[\w-]+$/.exec(token)?.[1] ?? null;
}

/** The link without its token, which may be stored. */
export function addressOf(context: Context, orderId: string): string {
  return `${context.config.publicUrl}/apply/${orderId}`;
}

/** The buyer's link. The token stands in the fragment, so it reaches no log and no referrer. */
export function linkOf(context: Context, order: Linked): string {
  return `${addressOf(context, order.id)}#${sessionTokenOf(context, order)}`;
}
