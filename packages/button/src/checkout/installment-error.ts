import type { InstallmentErrorCode } from './types.ts';

/** What went wrong, by its code; the message is for developers. */
export class InstallmentError extends Error {
  readonly code: InstallmentErrorCode;

  constructor(code: InstallmentErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
