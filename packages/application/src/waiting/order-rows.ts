import type { Offer } from '@installment-button/protocol/offer';
import type { SessionDetail } from '@installment-button/protocol/session-view';
import type { Decision } from '@installment-button/protocol/status';
import { bestOffer, sortOffers } from '../offers/sort-offers.ts';

export interface BankRow {
  bank: { id: string; name: string };
  decision: Decision;
  /** The bank's best offer. */
  offer: Offer | null;
}

const ranks: Record<Decision, number> = { approved: 0, offered: 1, pending: 1, timeout: 2, declined: 3, failed: 3 };

/** The asked banks: approvals first, the best offer at the top; then the banks that still decide; then the others. */
export function bankRows({ decisions, offers, order }: SessionDetail): BankRow[] {
  const places = sortOffers(offers, 'asked', order);
  const rows = decisions.map(({ bank, decision }) => {
    const own = offers.filter((offer) => offer.bank.id === bank.id);
    return { bank, decision, offer: bestOffer(own, order) };
  });
  const place = ({ offer }: BankRow) => (offer ? places.indexOf(offer) : 0);
  return rows.sort((one, other) => rank(one) - rank(other) || place(one) - place(other));
}

/**
 * How the banks' answers stand:
 *
 * - `answering`: some bank still decides in its two minutes;
 * - `answered`: there is an offer, or every bank said no;
 * - `silent`: no offer, the two minutes are over, and some bank that took the form may still answer until `deadline`.
 */
export function standingOf({
  decisions,
  offers,
  redirectOffers,
}: Pick<SessionDetail, 'decisions' | 'offers' | 'redirectOffers'>): 'answering' | 'answered' | 'silent' {
  if (decisions.some(({ decision }) => decision === 'pending')) return 'answering';
  return !offers.length && !redirectOffers?.length && decisions.some(({ decision }) => decision === 'timeout') ? 'silent' : 'answered';
}

/** Banks that said yes or no. A bank that was silent or out of order has not answered. */
export const answeredCount = (decisions: SessionDetail['decisions']): number =>
  decisions.filter(({ decision }) => decision === 'approved' || decision === 'declined').length;

// A bank that has no offer left counts as declined.
function rank({ decision, offer }: BankRow): number {
  return decision === 'approved' && !offer ? ranks.declined : ranks[decision];
}
