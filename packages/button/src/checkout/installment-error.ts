import type { InstallmentButton } from '../installment-button.ts';
import type { Refusal } from '../session.ts';
import type { InstallmentErrorCode } from '../types.ts';

/** What went wrong, by its code; the message is for developers. */
export class InstallmentError extends Error {
  readonly code: InstallmentErrorCode;

  constructor(code: InstallmentErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** Our code for whatever was thrown on the way to an order. */
export function codeOf(error: unknown, { createSession, sessionUrl }: InstallmentButton): InstallmentErrorCode {
  if (error instanceof InstallmentError) return error.code;
  if (!navigator.onLine) return 'offline';
  const { status, code }: Partial<Refusal> = error instanceof Error ? error : {};
  if (status === 429) return 'rate_limited';
  if (createSession || sessionUrl) return 'session_failed';
  return codes[code ?? ''] ?? (status === 401 ? 'shop_unknown' : 'order_failed');
}

/** Of the service, where ours has another name or says as much. */
const codes: Record<string, InstallmentErrorCode> = {
  no_bank_for_amount: 'amount_out_of_range',
  origin_not_registered: 'origin_not_registered',
};
