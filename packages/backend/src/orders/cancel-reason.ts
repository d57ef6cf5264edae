import type { Context } from '../context.ts';
import type { Row } from '../tables/schema.ts';

const place = (orderId: string) => ({ table: 'orders', column: 'cancel_reason', row: orderId });

/** What the shop wrote may name the buyer, so the words are kept once, encrypted, in the order; its events take them from there. */
export function encryptReason(context: Context, orderId: string, reason: string | null): string | null {
  return reason === null ? null : context.encryption.encrypt(reason, place(orderId));
}

export function reasonOf(context: Context, { id, cancelReason }: Pick<Row<'orders'>, 'id' | 'cancelReason'>): string | null {
  return cancelReason === null ? null : context.encryption.decrypt(cancelReason, place(id));
}
