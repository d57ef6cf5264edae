type Checkout = typeof import('./checkout/index.ts');

let loading: Promise<Checkout> | undefined;

/** All that is needed from the click on, fetched at the first sign of intent; a failed fetch is tried again, now and at the next click. */
export function loadCheckout(): Promise<Checkout> {
  return (loading ??= load()
    .catch(load)
    .catch((error: unknown) => {
      loading = undefined;
      throw error;
    }));
}

const load = (): Promise<Checkout> => import('./checkout/index.ts');
