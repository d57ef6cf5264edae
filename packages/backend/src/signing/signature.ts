import type { SignatureEvidence, SigningMethod } from '@installment-button/protocol';
import { findApplication, findCommand, supersede, writeSigning } from '../application/store.ts';
import { commandBank, giveUpAfterMs, giveUpQueue } from '../banks/commands.ts';
import { isDeciding } from '../fan-out/decide.ts';
import { withdrawOffers } from '../fan-out/offers.ts';
import { orderTopic } from '../orders/events.ts';
import { lockOrder, standingOffers } from '../orders/store.ts';
import { after } from '../platform/clock.ts';
import type { Context } from '../platform/context.ts';
import type { Tx } from '../platform/transaction.ts';
import type { ReadyToSign } from './ready.ts';

/** The person signed: the bank must say yes before the order is `signed`. */
export async function sendSignature(
  context: Context,
  tx: Tx,
  { order, offer }: ReadyToSign,
  method: SigningMethod,
  evidence: SignatureEvidence,
): Promise<void> {
  const application = await findApplication(tx.sql, offer.applicationId);
  const now = context.clock.now();
  await commandBank(context, tx, application, 'signature', { method, evidence }, { offerId: offer.id, method });
  await writeSigning(tx.sql, order.id, offer.id, { state: 'sent-to-bank', method, offerId: offer.id, errorCode: null }, now);
  tx.ring(orderTopic(order.id));
}

/** Job: an hour without an answer. That bank gets `/cancel`, its offers are gone; the buyer may choose anew. */
export async function giveUpSignature(context: Context, commandId: string): Promise<void> {
  const command = await findCommand(context.sql, commandId);
  if (!command) return;
  await context.transaction(async (tx) => {
    const order = await lockOrder(tx.sql, command.orderId);
    const present = await findCommand(tx.sql, commandId);
    if (!present || present.state !== 'pending' || present.supersededAt !== null) return;
    const now = context.clock.now();
    const due = after(present.createdAt, giveUpAfterMs.signature);
    if (now < due) return tx.enqueue({ queue: giveUpQueue('signature'), data: { commandId }, startAfter: due });
    await supersede(tx.sql, commandId, now);
    const application = await findApplication(tx.sql, present.applicationId);
    await commandBank(context, tx, application, 'cancel', { reason: 'The signature was not answered.' }, { purpose: 'clean-up' });
    if (!isDeciding(order)) return;
    context.metrics.alerts.inc({ what: 'signature_given_up' });
    await writeSigning(tx.sql, order.id, present.subject.offerId ?? '', { state: 'failed', errorCode: 'bank_timeout' }, now);
    const offers = (await standingOffers(tx.sql, order.id)).filter(({ applicationId }) => applicationId === application.id);
    await withdrawOffers(
      context,
      tx,
      order,
      offers.map(({ id }) => id),
    );
    tx.ring(orderTopic(order.id));
  });
}
