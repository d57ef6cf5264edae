import { commandBank, commandsUnderWay } from '../banks/commands.ts';
import { acceptsInForce } from '../banks/store.ts';
import type { Context } from '../context.ts';
import { isOpen, type LenderApplication } from '../fan-out/lender-offers.ts';
import { getBankApplication } from '../fan-out/store.ts';
import { amend } from '../orders/transition.ts';
import type { Tx } from '../platform/database/transaction.ts';
import type { Row } from '../tables/schema.ts';
import { changeSigning } from './change-signing.ts';
import { killSigningCodes } from './codes.ts';
import { offerGone } from './offer-gone.ts';
import { abandonAccept } from './undo-accept.ts';

/**
 * The buyer takes up a redirect lender's offer. The lender is not asked: it has the application, and decides with the buyer on its own page.
 * So the choice holds at once, has no 60 s rule, and does not approve the order. Banks that hold an accept get `/release`.
 */
export async function chooseLender(context: Context, tx: Tx, order: Row<'orders'>, lender: LenderApplication): Promise<Row<'orders'>> {
  if (!isOpen(context, lender)) throw offerGone();
  if (order.chosenOfferId === lender.offerId) return order;
  for (const command of (await commandsUnderWay(tx.sql, order.id)).filter(({ kind }) => kind === 'accept'))
    await abandonAccept(context, tx, order, command);
  for (const { applicationId, subject } of await acceptsInForce(tx.sql, order.id))
    await commandBank(context, tx, await getBankApplication(tx.sql, applicationId), 'release', {}, { ...subject });
  await killSigningCodes(context, tx, order.id);
  const nothing = { method: null, codeId: null, errorCode: null, appointment: null, url: null };
  await changeSigning(context, tx, order.id, lender.offerId, { state: 'ready', offerId: lender.offerId, ...nothing });
  const noAgreement = { agreementTitle: null, agreementText: null, agreementSha256: null, agreementMethod: null };
  return amend(
    context,
    tx,
    order,
    { chosenOfferId: lender.offerId, ...noAgreement },
    order.chosenOfferId === null ? null : 'order.updated',
  );
}
