import type { Context } from '../context.ts';
import type { Row } from '../tables/schema.ts';

const place = (orderId: string) => ({ table: 'orders', column: 'phone', row: orderId });

/** The blind index by which a phone is found among a shop's orders, drafts and tokens. */
export function phoneIndexOf(context: Context, order: Pick<Row<'orders'>, 'shopId'>, phone: string): string {
  return context.encryption.blindIndex(order.shopId, 'phone', phone);
}

/** The phone as the order's row keeps it. */
export function encryptPhone(context: Context, orderId: string, phone: string): string {
  return context.encryption.encrypt(phone, place(orderId));
}

/** The phone that the submit fixed. */
export function fixedPhone(context: Context, order: Pick<Row<'orders'>, 'id' | 'phone'>): string {
  if (order.phone === null) throw new Error(`order ${order.id} has no phone yet`);
  return context.encryption.decrypt(order.phone, place(order.id));
}
