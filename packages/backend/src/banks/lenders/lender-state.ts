import type { RedirectTerms } from '@installment-button/protocol/redirect-offer';

/** What is known when the lender has the application. */
export interface CreatedAtLender {
  url: string;
  validUntil: Date;
  known: Pick<RedirectTerms, 'firstPayment' | 'schedule' | 'totalPayment'>;
}

/** How far the application is on the lender's own page. `signed`: the money is promised · `committed`: the shop's promise is noted too. */
export interface LenderState {
  at: 'open' | 'approved' | 'declined' | 'signed' | 'committed' | 'canceled';
}
