import type {
  InstallmentBuyer,
  InstallmentItem,
  InstallmentLanguage,
  InstallmentMode,
  InstallmentOrder,
  InstallmentProduct,
  InstallmentTheme,
} from './types.ts';

/** The button as the checkout sees it. */
export interface CheckoutElement extends HTMLElement {
  readonly shop: string | null | undefined;
  readonly items: InstallmentItem[] | string | null | undefined;
  readonly amount: number | null | undefined;
  readonly discount: number | string | null | undefined;
  readonly currency: string;
  readonly product: InstallmentProduct;
  readonly externalId: string | null | undefined;
  readonly session: string | null | undefined;
  readonly sessionUrl: string | null | undefined;
  readonly createSession: (() => Promise<string>) | null | undefined;
  readonly serviceUrl: string | null | undefined;
  readonly mode: InstallmentMode;
  readonly term: number | null | undefined;
  readonly theme: InstallmentTheme;
  readonly buyer: InstallmentBuyer | null | undefined;
  readonly required: boolean;
  readonly available: boolean;
  /** The language in which the button speaks. */
  readonly language: InstallmentLanguage;
}

/** A dialog or a browser tab that shows the application. */
export interface CheckoutWindow {
  /** Brings the window to the front. False where the window is gone. */
  focus(): boolean;
  close(): void;
}

/** What the checkout reports to the button. */
export interface CheckoutProgress {
  busy?: boolean;
  /** Shown under the button: what went wrong, or a link that helps. */
  failure?: Node | string | undefined;
  /** The followed order, once its status is known. */
  order?: InstallmentOrder | undefined;
  window?: CheckoutWindow;
  /** `close()` was called before the window opened. */
  canceled?: boolean;
}

/** One button as its checkout sees it. */
export interface CheckoutHost {
  readonly element: CheckoutElement;
  readonly progress: CheckoutProgress;
  /** Merges the changes into `progress` and draws the button again. */
  report(changes: CheckoutProgress): void;
}

/** What the button can ask of its checkout. */
export interface Checkout {
  /** Makes or finds the order and shows it. Resolves to whether it opened; never rejects. `tab` was opened in the click. */
  open(tab: Window | null): Promise<boolean>;
  /** Follows the order that this browser tab began earlier, if there is one. */
  resume(): void;
  /** Follows the order no longer. */
  leave(): void;
}
