import type { InstallmentEventMap } from './types.ts';

/**
 * Fires the event, bubbling and composed; false where a listener prevented it. Only `installment-open`, which carries nothing, can be.
 * When the element is gone from the page the document hears it; one that never was in a page (`Installment.open`) hears its own.
 */
export function fire<Name extends keyof InstallmentEventMap>(
  element: Element,
  name: Name,
  detail: InstallmentEventMap[Name]['detail'],
): boolean {
  const target = element.isConnected || !element.shadowRoot ? element : document;
  return target.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: !detail }));
}
