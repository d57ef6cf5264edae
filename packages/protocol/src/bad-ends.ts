/** How an order ended without a purchase: one rule for the frame and for the messages to the buyer. Free of zod. */
import type { Decision, OrderStatus } from './status.ts';

/**
 * Why an order was rejected:
 *
 * - `refused`: some bank said no;
 * - `withdrawn`: there was an offer, and it is gone;
 * - `outage`: no bank decided, because none could be reached or none answered in time.
 */
export type Rejection = 'refused' | 'withdrawn' | 'outage';

export interface Answer {
  decision: Decision;
  /** `withdrawn`: the bank made offers, and none of them is left. */
  reason?: string | undefined;
}

export function rejectionOf(previousStatus: OrderStatus | null, answers: readonly Answer[]): Rejection {
  if (previousStatus === 'approved' || answers.some(({ reason }) => reason === 'withdrawn')) return 'withdrawn';
  return answers.some(({ decision }) => decision === 'declined') ? 'refused' : 'outage';
}

/** Whether an agreement was in force when the order was canceled or expired. */
export const endedAgreement = (previousStatus: OrderStatus | null): boolean =>
  previousStatus === 'signed' || previousStatus === 'confirmed';
