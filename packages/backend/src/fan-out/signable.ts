import type { BankOffer } from '@installment-button/protocol';
import type { Context } from '../context.ts';

/** Whether photographs can be judged: only the sandbox judges them so far, and it must not sign contracts in production. */
export const hasSelfId = ({ config }: Pick<Context, 'config'>): boolean => !config.production;

/** The offers with the methods that can be used here; one that could be signed in no way is none. */
export function signableOffers(context: Pick<Context, 'config'>, offers: BankOffer[]): BankOffer[] {
  if (hasSelfId(context)) return offers;
  return offers
    .map((offer) => ({ ...offer, signing: offer.signing.filter((method) => method !== 'self-id') }))
    .filter(({ signing }) => signing.length > 0);
}
