import { readCart } from '../cart.ts';
import type { CheckoutElement } from '../checkout-host.ts';
import { orderIdOf } from '../order-id.ts';
import type { OrderStart } from './followed-order.ts';

interface RememberedOrder {
  readonly orderId: string;
  readonly session: string;
  /** The number of the last status that the page was told. */
  readonly sequence: number;
}

/**
 * The storage key of this cart's order. Undefined where the `session` attribute names the order, and where nothing tells carts apart: with `session-url`
 * or `createSession` the shop's server knows what is bought, the page does not.
 */
export function memoryKey(element: CheckoutElement): string | undefined {
  const { shop, session, sessionUrl, createSession, externalId, product } = element;
  const { items, amount } = readCart(element) ?? {};
  if (session || !(externalId || (items && !sessionUrl && !createSession))) return undefined;
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

/** Stores the order. A browser that refuses storage forgets it on reload; nothing else is lost. */
export function rememberOrder(key: string | undefined, order: RememberedOrder): void {
  try {
    if (key) sessionStorage.setItem(key, JSON.stringify(order));
  } catch {
    // Storage is refused.
  }
}

/** Erases the order, but not another one that was made for the same cart since. */
export function forgetOrder(key: string | undefined, id: string): void {
  if (key && orderIdOf(recallOrder(key)?.session) === id) sessionStorage.removeItem(key);
}

/** FNV-1a, 32 bits. It tells carts apart and protects nothing. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return (value >>> 0).toString(36);
}
