import { bankAcceptedSchema } from '@installment-button/protocol';
import { commandBank, commandsUnderWay, giveUpJobs, refuseWhileBankIsBusy } from '../banks/commands.ts';
import { isDeciding } from '../fan-out/decide.ts';
import { withdrawOffers } from '../fan-out/offers.ts';
import { orderTopic } from '../orders/events.ts';
import { amend, illegalTransition, transition } from '../orders/transition.ts';
import type { CommandAnswer, Context } from '../context.ts';
import { defineJob } from '../platform/queue/job.ts';
import { Problem } from '../platform/http/problems.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { holdOrder, type Buyer } from './access.ts';
import { encryptAgreement } from './agreement.ts';
import { killSigningCodes } from './codes.ts';
import { giveUp } from './give-up.ts';
import { acceptsThatStand, getBankApplication, findOffer, findSigning, writeSigning } from './store.ts';
import { abandonAccept, renewChoice, unchoose, undoAccept } from './undo-accept.ts';

/** Answers to accept and signature after which the offer is no more. */
export const offerIsGone = new Set([404, 409, 410, 422]);

export const offerGone = () => new Problem(410, 'offer_gone', 'This offer is no longer available. Choose another.');

/** The buyer wants this offer: its bank is asked, and its yes makes the choice. What was asked before gives way. */
export async function select(context: Context, tx: Tx, buyer: Buyer & { orderId: string }, offerId: string): Promise<Row<'orders'>> {
  const order = await holdOrder(context, tx, buyer);
  if (!isDeciding(order)) throw illegalTransition(order.status, 'given another choice');
  await refuseWhileBankIsBusy(tx.sql, order.id, ['accept']);
  const offer = await findOffer(tx.sql, order.id, offerId);
  if (!offer) throw new Problem(404, 'not_found', 'This application has no such offer.');
  if (!stands(context, offer)) throw offerGone();

  const asked = (await commandsUnderWay(tx.sql, order.id)).filter(({ kind }) => kind === 'accept');
  if (asked.some(({ subject }) => subject.offerId === offerId)) return order;
  // Back to what is chosen already there is nothing to ask.
  if (order.chosenOfferId !== offerId) {
    const application = await getBankApplication(tx.sql, offer.applicationId);
    await commandBank(context, tx, application, 'accept', { offerId: offer.bankOfferId }, { offerId });
  }
  for (const command of asked) await abandonAccept(context, tx, order, command);
  const waiting = (await commandsUnderWay(tx.sql, order.id)).some(({ kind }) => kind === 'accept');
  await writeSigning(tx.sql, order.id, offerId, { state: waiting ? 'preparing' : 'ready', errorCode: null }, context.clock.now());
  tx.wake(orderTopic(order.id));
  return order;
}

export function stands(context: Context, { goneAt, validUntil }: Row<'offers'>): boolean {
  return goneAt === null && validUntil > context.clock.now();
}

/** The bank's answer to accept. The order is locked. */
export async function acceptAnswered(
  context: Context,
  tx: Tx,
  order: Row<'orders'>,
  command: Row<'bankCommands'>,
  answer: CommandAnswer,
): Promise<void> {
  if (answer.state === 'refused') return acceptRefused(context, tx, order, command, answer.status);
  if (command.supersededAt !== null || !isDeciding(order)) return undoAccept(context, tx, order, command);
  const offer = await findOffer(tx.sql, order.id, command.subject.offerId ?? '');
  if (!offer || offer.goneAt !== null) {
    // Withdrawn while its bank was asked.
    return undoAccept(context, tx, await failChoice(context, tx, order, command, 'offer_gone'), command);
  }
  await choose(context, tx, order, offer, bankAcceptedSchema.parse(answer.body).agreement);
}

async function choose(
  context: Context,
  tx: Tx,
  order: Row<'orders'>,
  offer: Row<'offers'>,
  agreement: { title: string; text: string },
): Promise<void> {
  const former = order.chosenOfferId;
  const meeting = (await findSigning(tx.sql, order.id))?.appointment ?? null;
  const change = { chosenOfferId: offer.id, ...encryptAgreement(context, order.id, agreement) };
  await killSigningCodes(context, tx, order.id);
  await writeSigning(
    tx.sql,
    order.id,
    offer.id,
    { state: 'ready', offerId: offer.id, method: null, codeId: null, errorCode: null, appointment: null },
    context.clock.now(),
  );
  if (order.status === 'submitted') await transition(context, tx, order, 'approved', change);
  else await amend(context, tx, order, change, former === offer.id ? null : 'order.updated');
  tx.wake(orderTopic(order.id));
  for (const { applicationId, subject } of await acceptsThatStand(tx.sql, order.id)) {
    if (applicationId === offer.applicationId) continue;
    await commandBank(context, tx, await getBankApplication(tx.sql, applicationId), 'release', {}, { ...subject });
  }
  const old = former === null ? undefined : await findOffer(tx.sql, order.id, former);
  if (old && old.applicationId === offer.applicationId && meeting !== null) {
    // Made for the old offer: the same bank need not come for it.
    await commandBank(context, tx, await getBankApplication(tx.sql, old.applicationId), 'appointment-cancel', {});
  }
}

async function acceptRefused(context: Context, tx: Tx, order: Row<'orders'>, command: Row<'bankCommands'>, status: number): Promise<void> {
  if (command.supersededAt !== null || !isDeciding(order)) return;
  const gone = offerIsGone.has(status);
  const { offerId } = command.subject;
  const present = await failChoice(context, tx, order, command, gone ? 'offer_gone' : 'bank_refused');
  const left = gone && offerId !== undefined ? await withdrawOffers(context, tx, present, [offerId]) : present;
  if (isDeciding(left)) await renewChoice(context, tx, left);
}

/** The buyer sees that this choice failed; the old one stands, unless it was the very one that its bank was asked for again. */
async function failChoice(
  context: Context,
  tx: Tx,
  order: Row<'orders'>,
  { subject: { offerId } }: Row<'bankCommands'>,
  errorCode: string,
): Promise<Row<'orders'>> {
  await writeSigning(tx.sql, order.id, offerId ?? '', { state: 'failed', errorCode }, context.clock.now());
  tx.wake(orderTopic(order.id));
  return order.chosenOfferId === offerId ? unchoose(context, tx, order) : order;
}

export const giveUpChoiceJob = defineJob({
  ...giveUpJobs.accept,
  concurrency: 2,
  handle: (context: Context, { commandId }) => giveUpChoice(context, commandId),
});

/** A minute without an answer, and the choice fails; the offer stays. The old choice, where there is one, stands. */
export async function giveUpChoice(context: Context, commandId: string): Promise<void> {
  await giveUp(context, 'accept', commandId, async (tx, order, command) => {
    const left = isDeciding(order) ? await failChoice(context, tx, order, command, 'bank_timeout') : order;
    await abandonAccept(context, tx, left, command);
    if (isDeciding(left)) await renewChoice(context, tx, left);
  });
}
