import { importFrom } from './import-from.js';

type CheckoutModule = typeof import('./checkout/checkout.ts');

let loading: Promise<CheckoutModule> | undefined;
let wanted: boolean | undefined;

/** Loads everything that is needed from the click on. A failed load is tried again at once, and again at the next call. */
export function loadCheckout(): Promise<CheckoutModule> {
  wanted = undefined;
  return (loading ??= load()
    .catch(loadAgain)
    .catch((error: unknown) => {
      loading = undefined;
      throw error;
    }));
}

/**
 * Whether the checkout is needed before any click, because this browser tab began an order. Only the checkout stores orders: until it is loaded, the
 * storage is read once a page; afterwards once for all buttons that are drawn together.
 */
export function isCheckoutWanted(): boolean {
  if (wanted === undefined) {
    wanted = false;
    if (loading) queueMicrotask(() => (wanted = undefined));
    try {
      wanted = Object.keys(sessionStorage).some((key) => key.startsWith('installment:'));
    } catch {
      // The browser refuses storage.
    }
  }
  return wanted;
}

const load = (): Promise<CheckoutModule> => import('./checkout/checkout.ts');

/**
 * Chrome and Firefox remember that an address failed to load, so the second try adds a query. Their error message names the address. The hashes of an
 * import map belong to exact addresses: with an import map the address stays as it is.
 */
function loadAgain(error: unknown): Promise<CheckoutModule> {
  const [address] = /https?:[^\s)]+/.exec(String(error)) ?? [];
  if (!address || document.querySelector('[type=importmap]')) return load();
  return importFrom(`${address}?${Date.now()}`) as Promise<CheckoutModule>;
}
