import type { FollowedOrder } from './checkout/followed-order.ts';
import type { InstallmentButton } from './installment-button.ts';

/** A dialog or a tab that shows the application. */
export interface View {
  readonly shown: boolean;
  close(): void;
}

/** One button's way from the click to the end of its order: what element and checkout both know. */
export interface Purchase {
  readonly element: InstallmentButton;
  /** Where its events are fired: the element, or the document when the element is gone. */
  target(): EventTarget;
  /** Something below is another. */
  changed(): void;
  busy?: boolean;
  /** Somebody closed what is not open yet. */
  withdrawn?: boolean;
  order?: FollowedOrder | undefined;
  view?: View | undefined;
  /** What the buyer is told under the button; with an order there is a link to the application in a tab. */
  failure?: { readonly text: string; readonly link?: string | undefined } | undefined;
}
