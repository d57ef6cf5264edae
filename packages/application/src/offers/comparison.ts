import type { Offer } from '@installment-button/protocol/offer';
import type { Formats } from '../format/formats.ts';
import type { Texts } from '../texts/texts.ts';
import { type AskedTerms, bestOffer, isAsked, overpayment } from './sort-offers.ts';

/** The bank's name; with product or term where the bank has several offers, so that no two buttons say the same. */
export function offerName(offer: Offer, offers: readonly Offer[], texts: Texts): string {
  const others = offers.filter((one) => one.bank.id === offer.bank.id && one.id !== offer.id);
  if (!others.length) return texts.offers.bank(offer.bank.name);
  const product = texts.product[offer.product].toLowerCase();
  const sameProduct = others.some((one) => one.product === offer.product);
  return `${texts.offers.bank(offer.bank.name)} (${product}${sameProduct ? ` ${texts.forMonths(offer.term)}` : ''})`;
}

/**
 * One sentence in roubles over the offers: the best one, and what the lowest payment costs instead. Empty for a single offer.
 *
 * Sums are compared as they are shown, rounded up to the rouble: a buyer who subtracts them gets the same difference.
 */
export function comparison(offers: readonly Offer[], asked: AskedTerms, texts: Texts, formats: Formats): string {
  const best = bestOffer(offers, asked);
  if (!best || offers.length < 2) return '';
  const words = texts.offers.comparison;
  const cost = (offer: Offer) => roundUp(overpayment(offer, asked.amount));
  const name = (offer: Offer) => offerName(offer, offers, texts);
  const first = (isAsked(best, asked) ? words.asked : words.notAsked)(name(best), formats.sum(cost(best)));
  const lowest = offers.reduce((least, offer) => (offer.monthlyPayment < least.monthlyPayment ? offer : least), best);
  const less = roundUp(best.monthlyPayment) - roundUp(lowest.monthlyPayment);
  const more = cost(lowest) - cost(best);
  if (less <= 0) return first;
  const second =
    more > 0
      ? words.dearer(name(lowest), formats.sum(less), formats.sum(more))
      : words.cheaper(name(lowest), formats.sum(less), more < 0 ? formats.sum(-more) : null);
  return `${first} ${second}`;
}

const roundUp = (amount: number) => Math.ceil(amount / 100) * 100;
