import type { Offer } from '@installment-button/protocol/offer';
import { overpayment } from './sort-offers.ts';

export const filters = ['noOverpayment', 'noVisit'] as const;
export type Filter = (typeof filters)[number];

export function passes(offer: Offer, filter: Filter, price: number): boolean {
  switch (filter) {
    case 'noOverpayment':
      return overpayment(offer, price) === 0;
    case 'noVisit':
      return offer.signing.some((method) => method !== 'meeting');
  }
}

export const filterOffers = (offers: readonly Offer[], chosen: readonly Filter[], price: number): Offer[] =>
  offers.filter((offer) => chosen.every((filter) => passes(offer, filter, price)));

/** Filters that keep some offers and hide some. A buyer needs none for one or two offers. */
export function usefulFilters(offers: readonly Offer[], price: number): Filter[] {
  if (offers.length < 3) return [];
  return filters.filter((filter) => new Set(offers.map((offer) => passes(offer, filter, price))).size > 1);
}
