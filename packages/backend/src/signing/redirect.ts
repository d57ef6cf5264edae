import { lockBuyersOrder, type Buyer } from '../buyer-session/access.ts';
import { changeSigning } from '../buyer-session/change-signing.ts';
import { offerGone } from '../buyer-session/offer-gone.ts';
import { encryptSigningUrl } from '../buyer-session/signing-view.ts';
import { lookNow } from '../banks/lender-looks.ts';
import { refuseWhileBankIsBusy } from '../banks/commands.ts';
import { findLenderOffer, isOpen, lenderUrl } from '../fan-out/lender-offers.ts';
import { isDeciding } from '../orders/transition.ts';
import type { Context } from '../context.ts';
import { Problem } from '../platform/http/problems.ts';
import type { Tx } from '../platform/database/transaction.ts';
import type { Signing } from '@installment-button/protocol';
import { signingNow } from './signing-now.ts';

/** The buyer goes to the lender's own page: the answer names it. From now on we look there often. */
export async function beginRedirect(context: Context, tx: Tx, buyer: Buyer & { orderId: string }): Promise<Signing> {
  const order = await lockBuyersOrder(context, tx, buyer);
  await refuseWhileBankIsBusy(tx.sql, order.id);
  const lender = order.chosenOfferId === null ? undefined : await findLenderOffer(tx.sql, order.id, order.chosenOfferId);
  if (!isDeciding(order) || order.chosenOfferId === null)
    throw new Problem(409, 'illegal_transition', 'There is nothing to sign: choose an offer first.');
  if (!lender) {
    throw new Problem(422, 'signing_method_unavailable', 'The chosen offer is not signed in this way.', {
      fields: [{ path: '/method', code: 'signing_method_unavailable', message: 'The chosen offer is not signed in this way.' }],
    });
  }
  if (!isOpen(context, lender)) throw offerGone();
  const url = encryptSigningUrl(context, order.id, lenderUrl(context, lender));
  await changeSigning(context, tx, order.id, lender.offerId, {
    state: 'redirected',
    method: 'redirect',
    offerId: lender.offerId,
    errorCode: null,
    url,
  });
  await lookNow(tx, lender);
  return signingNow(context, tx.sql, order);
}
