import type { InstallmentErrorCode, InstallmentEventMap } from './types.ts';

type Detail<Name extends keyof InstallmentEventMap> = InstallmentEventMap[Name]['detail'];

/** Fires the event, bubbling and composed; false where a listener prevented it. */
export function fire<Name extends keyof InstallmentEventMap>(target: EventTarget, name: Name, detail: Detail<Name>): boolean {
  const cancelable = name === 'installment-open';
  return target.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable }));
}

/** What went wrong, by its code; the message is for developers. */
export class InstallmentError extends Error {
  readonly code: InstallmentErrorCode;

  constructor(code: InstallmentErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
