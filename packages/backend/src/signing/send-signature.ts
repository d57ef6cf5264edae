import type { SignatureEvidence, SigningMethod } from '@installment-button/protocol';
import { giveUp } from '../buyer-session/give-up.ts';
import { commandBank, giveUpJobs } from '../banks/commands.ts';
import { changeCommand } from '../banks/store.ts';
import { isDeciding } from '../orders/transition.ts';
import { withdrawOffers } from '../fan-out/withdraw-offers.ts';
import { availableOffers, getBankApplication } from '../fan-out/store.ts';
import type { Context } from '../context.ts';
import { changeSigning } from '../buyer-session/change-signing.ts';
import { defineJob } from '../platform/queue/job.ts';
import type { Tx } from '../platform/database/transaction.ts';
import type { ReadyToSign } from './ready-to-sign.ts';

/** The buyer signed. The order becomes `signed` only with the bank's 2xx. */
export async function sendSignature(
  context: Context,
  tx: Tx,
  { order, offer }: ReadyToSign,
  method: SigningMethod,
  evidence: SignatureEvidence,
): Promise<void> {
  const application = await getBankApplication(tx.sql, offer.applicationId);
  await commandBank(context, tx, application, 'signature', { method, evidence }, { offerId: offer.id, method });
  await changeSigning(context, tx, order.id, offer.id, { state: 'sent-to-bank', method, offerId: offer.id, errorCode: null });
}

export const giveUpSignatureJob = defineJob({
  ...giveUpJobs.signature,
  concurrency: 2,
  handle: (context: Context, { commandId }) => giveUpSignature(context, commandId),
});

/** The bank did not answer in 60 minutes: it gets `/cancel`, and its offers are gone. The buyer may choose another bank's. */
export async function giveUpSignature(context: Context, commandId: string): Promise<void> {
  await giveUp(context, 'signature', commandId, async (tx, order, command) => {
    await changeCommand(tx.sql, commandId, { supersededAt: context.clock.now() });
    const application = await getBankApplication(tx.sql, command.applicationId);
    await commandBank(context, tx, application, 'cancel', { reason: 'The signature was not answered.' }, { purpose: 'clean-up' });
    if (!isDeciding(order)) return;
    context.metrics.alerts.inc({ what: 'signature_given_up' });
    await changeSigning(context, tx, order.id, command.subject.offerId ?? '', { state: 'failed', errorCode: 'bank_timeout' });
    const offers = (await availableOffers(tx.sql, order.id)).filter(({ applicationId }) => applicationId === application.id);
    await withdrawOffers(
      context,
      tx,
      order,
      offers.map(({ id }) => id),
    );
  });
}
