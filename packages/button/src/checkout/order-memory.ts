import { sumOf } from '@installment-button/protocol/money';
import { readItems } from '../cart.ts';
import type { CheckoutElement } from '../checkout-host.ts';
import { orderIdOf } from '../order-id.ts';
import type { OrderStart } from './followed-order.ts';

interface RememberedOrder {
  readonly orderId: string;
  readonly session: string;
  /** The number of the last status that the page was told. */
  readonly sequence: number;
}

/** The storage key of this cart's order. Undefined where nothing tells carts apart, or where the `session` attribute names the order. */
export function memoryKey(element: CheckoutElement): string | undefined {
  const { shop, session, sessionUrl, externalId, product } = element;
  const items = readItems(element.items);
  const amount = items ? sumOf(items) : element.amount;
  if (session || !(amount || externalId)) return undefined;
  return `installment:${shop || sessionUrl || '-'}:${externalId ?? ''}:${hash(JSON.stringify([product, items, amount]))}`;
}

/** The unfinished order of this browser tab. It survives a reload. */
export function recallOrder(key: string | undefined): OrderStart | undefined {
  try {
    const { orderId, session, sequence } = JSON.parse((key && sessionStorage.getItem(key)) ?? '') as Partial<RememberedOrder>;
    return session && orderIdOf(session) === orderId ? { session, sequence } : undefined;
  } catch {
    return undefined; // nothing is stored, storage is refused, or another script wrote there
  }
}

/** Stores the order, or erases it with null. */
export function rememberOrder(key: string | undefined, order: RememberedOrder | null): void {
  try {
    if (key && order) sessionStorage.setItem(key, JSON.stringify(order));
    else if (key) sessionStorage.removeItem(key);
  } catch {
    // A browser that refuses storage forgets the order on reload; nothing else is lost.
  }
}

/** FNV-1a, 32 bits. It tells carts apart and protects nothing. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return (value >>> 0).toString(36);
}
