import { importFrom } from './import-from.js';

export type Checkout = typeof import('./checkout/index.ts');

let loading: Promise<Checkout> | undefined;

/** All that is needed from the click on, fetched at the first sign of intent; a failed fetch is tried again, now and at the next click. */
export function loadCheckout(): Promise<Checkout> {
  wanted = undefined;
  return (loading ??= load()
    .catch(loadAgain)
    .catch((error: unknown) => {
      loading = undefined;
      throw error;
    }));
}

let wanted: boolean | undefined;

/**
 * Whether it is needed before any click: this tab began an order, of whatever cart. Only the checkout begins one: until it is loaded the storage is
 * looked at once, then once for all buttons that are drawn together.
 */
export function isCheckoutWanted(): boolean {
  if (wanted === undefined) {
    wanted = false;
    if (loading) queueMicrotask(() => (wanted = undefined));
    try {
      wanted = Object.keys(sessionStorage).some((key) => key.startsWith('installment:'));
    } catch {
      // Storage is refused.
    }
  }
  return wanted;
}

const load = (): Promise<Checkout> => import('./checkout/index.ts');

/**
 * Chrome and Firefox remember that an address failed, so it is asked for under another; their message names it. But the hashes of an import map
 * are of addresses: where there is one, no other may be taken.
 */
function loadAgain(error: unknown): Promise<Checkout> {
  const [address] = /https?:[^\s)]+/.exec(String(error)) ?? [];
  if (!address || document.querySelector('[type=importmap]')) return load();
  return importFrom(`${address}?${Date.now()}`) as Promise<Checkout>;
}
