import type { SigningMethod } from '@installment-button/protocol';
import { lockBuyersOrder, type Buyer } from '../buyer-session/access.ts';
import { isAvailable } from '../buyer-session/choice.ts';
import { offerGone } from '../buyer-session/offer-gone.ts';
import { findOffer } from '../fan-out/store.ts';
import { refuseWhileBankIsBusy } from '../banks/commands.ts';
import type { Context } from '../context.ts';
import { Problem } from '../platform/http/problems.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';

/** An approved order whose chosen offer stands, with no bank call under way. */
export interface ReadyToSign {
  order: Row<'orders'>;
  offer: Row<'offers'>;
  /** SHA-256 of the agreement's text. */
  sha256: string;
}

/** Locks the buyer's order to sign it, or throws why it cannot be signed now. `method`: one that the offer must allow. */
export async function readyToSign(
  context: Context,
  tx: Tx,
  buyer: Buyer & { orderId: string },
  method: SigningMethod | null,
): Promise<ReadyToSign> {
  const order = await lockBuyersOrder(context, tx, buyer);
  await refuseWhileBankIsBusy(tx.sql, order.id);
  const { chosenOfferId, agreementSha256: sha256 } = order;
  if (order.status !== 'approved' || chosenOfferId === null || sha256 === null) {
    throw new Problem(409, 'illegal_transition', 'There is nothing to sign: choose an offer first.');
  }
  const offer = await findOffer(tx.sql, order.id, chosenOfferId);
  if (!offer || !isAvailable(context, offer)) throw offerGone();
  if (method !== null && !offer.terms.signing.includes(method)) {
    throw new Problem(422, 'signing_method_unavailable', 'The chosen offer is not signed in this way.', {
      fields: [{ path: '/method', code: 'signing_method_unavailable', message: 'The chosen offer is not signed in this way.' }],
    });
  }
  return { order, offer, sha256 };
}
