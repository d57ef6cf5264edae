import { type Rejection, rejectionOf as rejectionByAnswers } from '@installment-button/protocol/bad-ends';
import type { Session } from '@installment-button/protocol/session-view';

/** Why the order was rejected; `unknown` while the phone is not proven, because the banks' answers are not shown then. */
export function rejectionOf(session: Session): Rejection | 'unknown' {
  if (!session.phoneConfirmed || !session.decisions.length) return 'unknown';
  return rejectionByAnswers(session.order.previousStatus, session.decisions);
}

/** Names of the banks whose offers are gone. */
export function withdrawnBanks(session: Session): string[] {
  if (!session.phoneConfirmed) return [];
  return session.decisions.filter(({ reason }) => reason === 'withdrawn').map(({ bank }) => bank.name);
}
