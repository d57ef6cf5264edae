import { normalizePhone } from '@installment-button/protocol';
import { phoneLimitKey } from '../buyer-session/code-limits.ts';
import { phoneIndexOf } from '../orders/buyer-phone.ts';
import { prefillOf } from '../orders/prefill.ts';
import type { Context } from '../context.ts';
import { ordersByPhone, ordersTouchedBy, prefilledAfter, shopIds } from './store.ts';

const PAGE = 500;

/** Every order of any shop that holds this phone: submitted, begun, or prefilled by the shop. Sorted by age. */
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

/** Decrypts every prefill, because a prefill has no index. Slow, but only a person asks for it. */
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
