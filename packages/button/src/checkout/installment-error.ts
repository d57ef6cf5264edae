import type { CheckoutElement } from '../checkout-host.ts';
import type { Refusal } from '../create-session.ts';
import type { InstallmentErrorCode } from '../types.ts';

/** An error with its public code. The message is for developers. */
export class InstallmentError extends Error {
  readonly code: InstallmentErrorCode;

  constructor(code: InstallmentErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** The public code of whatever was thrown on the way to an order. */
export function codeOf(error: unknown, { createSession, sessionUrl }: CheckoutElement): InstallmentErrorCode {
  if (error instanceof InstallmentError) return error.code;
  if (!navigator.onLine) return 'offline';
  const { status, code }: Partial<Refusal> = error instanceof Error ? error : {};
  if (status === 429) return 'rate_limited';
  if (createSession || sessionUrl) return 'session_failed';
  return codes[code ?? ''] ?? (status === 401 ? 'shop_unknown' : 'order_failed');
}

/** Problem codes of the service that have a public code. */
const codes: Record<string, InstallmentErrorCode> = {
  no_bank_for_amount: 'amount_out_of_range',
  origin_not_registered: 'origin_not_registered',
};
