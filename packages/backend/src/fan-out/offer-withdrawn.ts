import { reportUnfitting, type BankEventEffect } from '../banks/event-routes.ts';
import { isDeciding } from '../orders/transition.ts';
import { withdrawOffers } from './withdraw-offers.ts';

/** The bank withdraws one offer, or all that it made for the application. */
export const offerWithdrawn: BankEventEffect = async (context, tx, order, application, event) => {
  const offers = await tx.sql.selectFrom('offers').select(['id', 'bankOfferId']).where('applicationId', '=', application.id).execute();
  const meant = offers.filter(({ bankOfferId }) => event.offerId === undefined || event.offerId === bankOfferId);
  if (!isDeciding(order) || meant.length === 0) return reportUnfitting(context, order, application, event);
  await withdrawOffers(
    context,
    tx,
    order,
    meant.map(({ id }) => id),
  );
};
