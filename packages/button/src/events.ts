import type { InstallmentEventMap } from './types.ts';

/** Fires the event, bubbling and composed; false where a listener prevented it. Only `installment-open`, which carries nothing, can be. */
export const fire = <Name extends keyof InstallmentEventMap>(
  target: EventTarget,
  name: Name,
  detail: InstallmentEventMap[Name]['detail'],
): boolean => target.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: !detail }));
