import type { SessionDetail } from '@installment-button/protocol/session-view';
import type { Offer } from '@installment-button/protocol/offer';
import type { Decision } from '@installment-button/protocol/status';

export interface BankRow {
  bank: { id: string; name: string };
  decision: Decision;
  /** The bank's offer with the lowest payment. */
  offer: Offer | null;
}

const ranks: Record<Decision, number> = { approved: 0, pending: 1, timeout: 2, declined: 3, failed: 3 };

/** The asked banks: approvals first, the lowest payment at the top; then the banks that still decide; then the others. */
export function bankRows({ decisions, offers }: SessionDetail): BankRow[] {
  const rows = decisions.map(({ bank, decision }) => {
    const own = offers.filter((offer) => offer.bank.id === bank.id);
    return { bank, decision, offer: lowest(own) };
  });
  return rows.sort((one, other) => rank(one) - rank(other) || (one.offer?.monthlyPayment ?? 0) - (other.offer?.monthlyPayment ?? 0));
}

export function lowest(offers: readonly Offer[]): Offer | null {
  return offers.reduce<Offer | null>((best, offer) => (!best || offer.monthlyPayment < best.monthlyPayment ? offer : best), null);
}

// A bank that has no offer left counts as declined.
function rank({ decision, offer }: BankRow): number {
  return decision === 'approved' && !offer ? ranks.declined : ranks[decision];
}
