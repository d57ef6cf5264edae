import { shopsBuyerSchema, type CreateOrder } from '@installment-button/protocol';
import type * as z from 'zod/mini';
import type { Context } from '../context.ts';
import type { Row } from '../tables/schema.ts';

/** What the shop knows of its buyer. */
export type Prefill = z.infer<typeof shopsBuyerSchema>;

const place = (orderId: string) => ({ table: 'orders', column: 'prefill', row: orderId });

export function encryptPrefill(context: Context, orderId: string, prefill: NonNullable<CreateOrder['buyer']>): string {
  return context.encryption.encrypt(JSON.stringify(prefill), place(orderId));
}

/** What the shop wrote about its buyer when it made the order; null where it wrote nothing. */
export function prefillOf(context: Context, { id, prefill }: Pick<Row<'orders'>, 'id' | 'prefill'>): Prefill | null {
  return prefill === null ? null : shopsBuyerSchema.parse(JSON.parse(context.encryption.decrypt(prefill, place(id))));
}
