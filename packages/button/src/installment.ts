import { switches } from './debug.ts';
import type { InstallmentButton } from './installment-button.ts';
import type { InstallmentEventMap, InstallmentOptions, InstallmentOrder } from './types.ts';

type Unprefixed<Name> = Name extends `installment-${infer Rest}` ? Rest : never;

/** The events' names without the prefix: `status`, `close`, … */
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
  /** Resolves to whether the application opened. Never rejects. */
  readonly opened: Promise<boolean>;
}

let last: { readonly options: InstallmentOptions; readonly text: string; readonly element: InstallmentButton } | undefined;

/** The element's functions for pages that have their own button. */
export const Installment = Object.assign(switches, {
  /** Opens the application. Call it in the click. While it opens and while it is open, another press with the same options shows it again. */
  open(options: InstallmentOptions): InstallmentPurchase {
    const text = JSON.stringify(options);
    if (last?.text !== text || last.options.createSession !== options.createSession || !last.element.isActive()) {
      // The element itself does the work, outside of the page, so names, defaults and behaviour are the same.
      last = { options, text, element: Object.assign(document.createElement('installment-button'), options) };
    }
    const { element } = last;
    const purchase: InstallmentPurchase = {
      on(event, listener) {
        element.addEventListener(`installment-${event}`, listener as EventListener);
        return purchase;
      },
      close: () => element.close(),
      get order() {
        return element.order;
      },
      // One microtask later, so that a listener added now hears the first event. It is still within the click.
      opened: Promise.resolve().then(() => element.open()),
    };
    return purchase;
  },
});
