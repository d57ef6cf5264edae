import type { InstallmentEventMap } from './types.ts';

/**
 * Fires a bubbling, composed event. Returns false where a listener prevented it, which only `installment-open` allows.
 * The target is the element, or `document` when the element was removed from the page. An element that never was in a page
 * (`Installment.open`) is its own target.
 */
export function fire<Name extends keyof InstallmentEventMap>(
  element: Element,
  name: Name,
  detail: InstallmentEventMap[Name]['detail'],
): boolean {
  const target = element.isConnected || !element.shadowRoot ? element : document;
  // `installment-open` is the only event without a detail.
  return target.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: !detail }));
}
