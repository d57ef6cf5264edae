import type { BankOffer } from '@installment-button/protocol';
import type { Context } from '../context.ts';

/** Whether Self ID is offered: only the sandbox verifies photographs so far, and it must not sign contracts in production. */
export const hasSelfId = ({ config }: Pick<Context, 'config'>): boolean => !config.production;

/** The offers with the signing methods that exist here. An offer without any is dropped. */
export function signableOffers(context: Pick<Context, 'config'>, offers: BankOffer[]): BankOffer[] {
  if (hasSelfId(context)) return offers;
  return offers
    .map((offer) => ({ ...offer, signing: offer.signing.filter((method) => method !== 'self-id') }))
    .filter(({ signing }) => signing.length > 0);
}
