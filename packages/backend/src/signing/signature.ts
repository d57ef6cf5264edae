import type { SignatureEvidence, SigningMethod } from '@installment-button/protocol';
import { giveUp } from '../buyer-session/give-up.ts';
import { getBankApplication, supersede, writeSigning } from '../buyer-session/store.ts';
import { commandBank, giveUpJobs } from '../banks/commands.ts';
import { isDeciding } from '../fan-out/decide.ts';
import { withdrawOffers } from '../fan-out/offers.ts';
import { orderTopic } from '../orders/events.ts';
import { standingOffers } from '../orders/store.ts';
import type { Context } from '../context.ts';
import { defineJob } from '../platform/queue/job.ts';
import type { Tx } from '../platform/database/transaction.ts';
import type { ReadyToSign } from './ready.ts';

/** The person signed: the bank must say yes before the order is `signed`. */
export async function sendSignature(
  context: Context,
  tx: Tx,
  { order, offer }: ReadyToSign,
  method: SigningMethod,
  evidence: SignatureEvidence,
): Promise<void> {
  const application = await getBankApplication(tx.sql, offer.applicationId);
  const now = context.clock.now();
  await commandBank(context, tx, application, 'signature', { method, evidence }, { offerId: offer.id, method });
  await writeSigning(tx.sql, order.id, offer.id, { state: 'sent-to-bank', method, offerId: offer.id, errorCode: null }, now);
  tx.wake(orderTopic(order.id));
}

export const giveUpSignatureJob = defineJob({
  ...giveUpJobs.signature,
  concurrency: 2,
  handle: (context: Context, { commandId }) => giveUpSignature(context, commandId),
});

/** An hour without an answer. That bank gets `/cancel`, its offers are gone; the buyer may choose anew. */
export async function giveUpSignature(context: Context, commandId: string): Promise<void> {
  await giveUp(context, 'signature', commandId, async (tx, order, command) => {
    const now = context.clock.now();
    await supersede(tx.sql, commandId, now);
    const application = await getBankApplication(tx.sql, command.applicationId);
    await commandBank(context, tx, application, 'cancel', { reason: 'The signature was not answered.' }, { purpose: 'clean-up' });
    if (!isDeciding(order)) return;
    context.metrics.alerts.inc({ what: 'signature_given_up' });
    await writeSigning(tx.sql, order.id, command.subject.offerId ?? '', { state: 'failed', errorCode: 'bank_timeout' }, now);
    const offers = (await standingOffers(tx.sql, order.id)).filter(({ applicationId }) => applicationId === application.id);
    await withdrawOffers(
      context,
      tx,
      order,
      offers.map(({ id }) => id),
    );
    tx.wake(orderTopic(order.id));
  });
}
