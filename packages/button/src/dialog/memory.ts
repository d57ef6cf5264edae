import type { Settings } from '../settings.ts';

/** An unfinished order of this tab, kept over a reload. */
export interface Remembered {
  readonly orderId: string;
  readonly session: string;
  /** Of the last status that was told. */
  readonly sequence: number;
}

/** Undefined where nothing tells one cart from another, or where the session token names the order itself. */
export function memoryKey({ shop, session, sessionUrl, externalId, product, items, amount }: Settings): string | undefined {
  if (session || !(items || amount || externalId)) return undefined;
  return `installment:${shop || sessionUrl || '-'}:${externalId ?? ''}:${hash(JSON.stringify([product, items, amount]))}`;
}

export function recall(settings: Settings): Remembered | undefined {
  try {
    const remembered: Partial<Remembered> | null = JSON.parse(sessionStorage.getItem(memoryKey(settings) ?? '') ?? 'null');
    const { orderId, session, sequence } = remembered ?? {};
    return orderId && session?.startsWith(`ses_${orderId}_`) && typeof sequence === 'number' ? { orderId, session, sequence } : undefined;
  } catch {
    return undefined; // refused storage, or somebody else wrote there
  }
}

export function remember(key: string | undefined, remembered: Remembered | null): void {
  if (!key) return;
  try {
    if (remembered) sessionStorage.setItem(key, JSON.stringify(remembered));
    else sessionStorage.removeItem(key);
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
