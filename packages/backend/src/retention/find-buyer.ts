import { normalizePhone, shopsBuyerSchema } from '@installment-button/protocol';
import { phoneLimitKey } from '../buyer-session/code-limits.ts';
import { phoneIndexOf } from '../buyer-session/phone.ts';
import type { Context } from '../context.ts';
import type { Row } from '../tables/schema.ts';
import { ordersByPhone, ordersTouchedBy, prefilledAfter, shopIds } from './store.ts';

const PAGE = 500;

/** Every order, of any shop, in which this phone turns up: sent, begun, or written down by the shop. Sorted by age. */
export async function ordersOfPhone(context: Context, phone: string): Promise<string[]> {
  const found = new Set<string>();
  const indexes: string[] = [];
  for (const shopId of await shopIds(context.sql)) {
    const index = phoneIndexOf(context, { shopId }, phone);
    indexes.push(index);
    for (const id of await ordersByPhone(context.sql, shopId, index)) found.add(id);
  }
  if (indexes.length > 0) for (const id of await ordersTouchedBy(context.sql, indexes, phoneLimitKey(context, phone))) found.add(id);
  for await (const id of prefilledWith(context, phone)) found.add(id);
  return [...found].sort();
}

/** What a shop wrote is encrypted whole, so each is opened: slow, and asked for by a person only. */
async function* prefilledWith(context: Context, phone: string): AsyncGenerator<string> {
  for (let last = ''; ;) {
    const page = await prefilledAfter(context.sql, last, PAGE);
    for (const order of page) {
      const written = prefillOf(context, order)?.phone;
      if (written !== undefined && normalizePhone(written) === phone) yield order.id;
      last = order.id;
    }
    if (page.length < PAGE) return;
  }
}

/** What the shop wrote of its buyer when it made the order. */
export function prefillOf(context: Context, { id, prefill }: Pick<Row<'orders'>, 'id' | 'prefill'>) {
  if (prefill === null) return null;
  return shopsBuyerSchema.parse(JSON.parse(context.encryption.decrypt(prefill, { table: 'orders', column: 'prefill', row: id })));
}
