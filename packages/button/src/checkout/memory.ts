import { sumOf } from '@installment-button/protocol/money';
import { readItems } from '../cart.ts';
import type { InstallmentButton } from '../installment-button.ts';
import { orderIdOf } from '../session.ts';
import type { Session } from './followed-order.ts';

interface Remembered {
  readonly orderId: string;
  readonly session: string;
  /** Of the status that was told last. */
  readonly sequence: number;
}

/** Undefined where nothing tells one cart from another, or where the session token names the order itself. */
export function memoryKey(element: InstallmentButton): string | undefined {
  const { shop, session, sessionUrl, externalId, product } = element;
  const items = readItems(element.items);
  const amount = items ? sumOf(items) : element.amount;
  if (session || !(amount || externalId)) return undefined;
  return `installment:${shop || sessionUrl || '-'}:${externalId ?? ''}:${hash(JSON.stringify([product, items, amount]))}`;
}

/** The unfinished order of this tab, kept over a reload. */
export function recall(key: string | undefined): Session | undefined {
  try {
    const { orderId, session, sequence } = JSON.parse((key && sessionStorage.getItem(key)) ?? '') as Partial<Remembered>;
    return session && orderIdOf(session) === orderId ? { session, sequence } : undefined;
  } catch {
    return undefined; // nothing there, storage is refused, or somebody else wrote there
  }
}

export function remember(key: string | undefined, order: Remembered | null): void {
  try {
    if (key && order) sessionStorage.setItem(key, JSON.stringify(order));
    else if (key) sessionStorage.removeItem(key);
  } catch {
    // A browser that refuses storage forgets on reload; nothing else is lost.
  }
}

/** FNV-1a, 32 bits: tells carts apart, protects nothing. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return (value >>> 0).toString(36);
}
