import type { SigningMethod } from '@installment-button/protocol';
import { offerIsGone } from '../buyer-session/choice.ts';
import { findLenderOffer } from '../fan-out/lender-offers.ts';
import { getBankApplication, findOffer } from '../fan-out/store.ts';
import { commandBank } from '../banks/commands.ts';
import { withdrawOffers } from '../fan-out/withdraw-offers.ts';
import { transition } from '../orders/transition.ts';
import type { CommandAnswer, Context } from '../context.ts';
import { changeSigning } from '../buyer-session/change-signing.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';

/** The bank answered a signature. The order is locked. */
export async function signatureAnswered(
  context: Context,
  tx: Tx,
  order: Row<'orders'>,
  command: Row<'bankCommands'>,
  answer: CommandAnswer,
): Promise<Row<'orders'>> {
  const late = command.supersededAt !== null || order.status !== 'approved' || order.chosenOfferId !== command.subject.offerId;
  if (answer.state === 'done') {
    if (!late) return contractSigned(context, tx, order, { method: command.subject.method ?? 'sms', at: context.clock.now() });
    // The order did not wait for this bank, which now holds a contract that nobody wants.
    const application = await getBankApplication(tx.sql, command.applicationId);
    if (!application.signed)
      await commandBank(context, tx, application, 'cancel', { reason: 'The signature came too late.' }, { purpose: 'clean-up' });
    return order;
  }
  if (late) return order;
  if (!offerIsGone.has(answer.status)) return signingFailed(context, tx, order, 'bank_refused');
  const failed = await signingFailed(context, tx, order, 'offer_gone');
  return withdrawOffers(context, tx, failed, command.subject.offerId === undefined ? [] : [command.subject.offerId]);
}

/** The only way to `signed`. The order must be locked and `approved`. */
export async function contractSigned(
  context: Context,
  tx: Tx,
  order: Row<'orders'>,
  { method, at }: { method: SigningMethod | 'redirect'; at: Date },
): Promise<Row<'orders'>> {
  const offer =
    order.chosenOfferId === null
      ? undefined
      : ((await findOffer(tx.sql, order.id, order.chosenOfferId)) ?? (await findLenderOffer(tx.sql, order.id, order.chosenOfferId)));
  if (!offer) throw new Error(`order ${order.id} has no chosen offer`);
  // Before the event: the clean-up that follows the event spares the signed bank.
  await tx.sql.updateTable('bankApplications').set({ signed: true }).where('id', '=', offer.applicationId).execute();
  return transition(context, tx, order, 'signed', { agreementSignedAt: at, agreementMethod: method === 'redirect' ? null : method });
}

/** The signing failed. The offer stands, and the buyer may sign again. */
export async function signingFailed(context: Context, tx: Tx, order: Row<'orders'>, errorCode: string): Promise<Row<'orders'>> {
  await changeSigning(context, tx, order.id, order.chosenOfferId ?? '', { state: 'failed', errorCode });
  return order;
}
