import type { Offer } from '@installment-button/protocol/offer';

export const sortings = ['payment', 'overpayment', 'fullCost'] as const;
export type Sorting = (typeof sortings)[number];

/** What the buyer pays above the price: 0 in an installment. */
export const overpayment = (offer: Offer, price: number): number => Math.max(0, offer.totalPayment - price);

/** The lowest first. The order never depends on what the shop earns. */
export function sortOffers(offers: readonly Offer[], sorting: Sorting, price: number): Offer[] {
  const measure = (offer: Offer) =>
    sorting === 'payment' ? offer.monthlyPayment : sorting === 'overpayment' ? overpayment(offer, price) : offer.fullCostRate;
  return [...offers].sort((one, other) => measure(one) - measure(other) || one.monthlyPayment - other.monthlyPayment);
}

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
