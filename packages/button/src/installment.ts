import { switches } from './debug.ts';
import type { InstallmentButton } from './installment-button.ts';
import type { InstallmentEventMap, InstallmentOptions, InstallmentOrder } from './types.ts';

type Unprefixed<Name> = Name extends `installment-${infer Rest}` ? Rest : never;

/** Names of the events without the prefix: `status`, `close`, … */
export type InstallmentEventName = Unprefixed<keyof InstallmentEventMap>;

/** A purchase without an element. */
export interface InstallmentPurchase {
  /** The listener gets the same event as a listener on the element. */
  on<Name extends InstallmentEventName>(
    event: Name,
    listener: (event: InstallmentEventMap[`installment-${Name}`]) => void,
  ): InstallmentPurchase;
  close(): void;
  readonly order: InstallmentOrder | null;
  /** Did it open? Never rejects. */
  readonly opened: Promise<boolean>;
}

/** What the element does, for pages that have a button of their own. */
export const Installment = Object.assign(switches, {
  /** Opens the application; call it in the click. */
  open(options: InstallmentOptions): InstallmentPurchase {
    // The element itself, never put into the page: names, defaults and behaviour cannot differ.
    const element: InstallmentButton = Object.assign(document.createElement('installment-button'), options);
    const purchase: InstallmentPurchase = {
      on(event, listener) {
        element.addEventListener(`installment-${event}`, listener as EventListener);
        return purchase;
      },
      close: () => element.close(),
      get order() {
        return element.order;
      },
      // A microtask later, so that a listener added now hears the first event; still in the click.
      opened: Promise.resolve().then(() => element.open()),
    };
    return purchase;
  },
});
