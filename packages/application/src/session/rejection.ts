import type { Session } from '@installment-button/protocol/session-view';

/**
 * Why an order was rejected:
 *
 * - `refused`: some bank said no;
 * - `withdrawn`: there was an offer, and it is gone;
 * - `outage`: no bank decided, because none could be reached or none answered in time;
 * - `unknown`: the phone is not proven, so the answers are not known.
 */
export type Rejection = 'refused' | 'withdrawn' | 'outage' | 'unknown';

export function rejectionOf(session: Session): Rejection {
  if (!session.phoneConfirmed || !session.decisions.length) return 'unknown';
  if (session.order.previousStatus === 'approved' || withdrawnBanks(session).length) return 'withdrawn';
  return session.decisions.some(({ decision }) => decision === 'declined') ? 'refused' : 'outage';
}

/** Names of the banks whose offers are gone. */
export function withdrawnBanks(session: Session): string[] {
  if (!session.phoneConfirmed) return [];
  return session.decisions.filter(({ reason }) => reason === 'withdrawn').map(({ bank }) => bank.name);
}
