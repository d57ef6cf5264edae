import type { Offer } from '@installment-button/protocol/offer';
import type { SessionOrder } from '@installment-button/protocol/session-view';

export const sortings = ['asked', 'payment', 'overpayment', 'fullCost'] as const;
export type Sorting = (typeof sortings)[number];

/** The order, as far as offers are compared with it. */
export type AskedTerms = Pick<SessionOrder, 'product' | 'term' | 'amount'>;

/** What the buyer pays above the price: 0 in an installment. */
export const overpayment = (offer: Offer, price: number): number => Math.max(0, offer.totalPayment - price);

/** Whether product and term are those that the buyer asked for. */
export const isAsked = (offer: Offer, { product, term }: AskedTerms): boolean =>
  offer.product === product && (term === null || offer.term === term);

/**
 * The order in which offers stand. It never depends on what the shop earns.
 *
 * - `asked`: the asked product and term first, then the lowest overpayment. The first offer is the one that the page calls the best.
 * - Any other: the lowest figure first.
 *
 * Equal offers: the lower overpayment, then the lower payment.
 */
export function sortOffers(offers: readonly Offer[], sorting: Sorting, asked: AskedTerms): Offer[] {
  const cost = (offer: Offer) => overpayment(offer, asked.amount);
  const measures: Record<Sorting, (offer: Offer) => number> = {
    asked: (offer) => (isAsked(offer, asked) ? 0 : 1),
    payment: (offer) => offer.monthlyPayment,
    overpayment: cost,
    fullCost: (offer) => offer.fullCostRate,
  };
  const measure = measures[sorting];
  return [...offers].sort(
    (one, other) => measure(one) - measure(other) || cost(one) - cost(other) || one.monthlyPayment - other.monthlyPayment,
  );
}

/** The offer that suits the buyer best; null where there is none. */
export const bestOffer = (offers: readonly Offer[], asked: AskedTerms): Offer | null => sortOffers(offers, 'asked', asked)[0] ?? null;

/** Praise that is true of this offer alone among all offers. */
export function praises(offer: Offer, offers: readonly Offer[], price: number): ('lowestPayment' | 'cheapest' | 'noVisit')[] {
  const others = offers.filter((one) => one.id !== offer.id);
  if (!others.length) return [];
  const needsVisit = ({ signing }: Offer) => signing.every((method) => method === 'meeting');
  return [
    ...(others.every((one) => one.monthlyPayment > offer.monthlyPayment) ? ['lowestPayment' as const] : []),
    ...(others.every((one) => overpayment(one, price) > overpayment(offer, price)) ? ['cheapest' as const] : []),
    ...(!needsVisit(offer) && others.every(needsVisit) ? ['noVisit' as const] : []),
  ];
}
