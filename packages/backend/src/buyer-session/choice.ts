import { bankAcceptedSchema } from '@installment-button/protocol';
import { commandBank, commandsUnderWay, giveUpJobs, refuseWhileBankIsBusy } from '../banks/commands.ts';
import { unchoose, withdrawOffers } from '../fan-out/withdraw-offers.ts';
import { amend, illegalTransition, transition, isDeciding } from '../orders/transition.ts';
import type { CommandAnswer, Context } from '../context.ts';
import { defineJob } from '../platform/queue/job.ts';
import { Problem } from '../platform/http/problems.ts';
import { changeSigning } from './change-signing.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { lockBuyersOrder, type Buyer } from './access.ts';
import { encryptAgreement } from './agreement.ts';
import { killSigningCodes } from './codes.ts';
import { giveUp } from './give-up.ts';
import { findSigning } from './store.ts';
import { acceptsInForce } from '../banks/store.ts';
import { getBankApplication, findOffer } from '../fan-out/store.ts';
import { offerGone } from './offer-gone.ts';
import { chooseLender } from './choose-lender.ts';
import { findLenderOffer } from '../fan-out/lender-offers.ts';
import { abandonAccept, renewChoice, undoAccept } from './undo-accept.ts';

/**
 * The life of a choice:
 * 1. `requestChoice` writes an accept for the offer's bank, and `signing` shows `preparing`. The old choice, if any, stays.
 * 2. Another request supersedes that accept (`abandonAccept`). The end of the order does so too (`after-sale/clean-up.ts`).
 * 3. The bank's 200 completes the choice (`completeChoice`). The first choice moves the order to `approved`. The agreement is stored, and signing
 *    codes that were sent before are void.
 * 4. Only then each other bank that holds an accept gets `/release`. The same bank needs none: the new accept replaced the old one.
 * 5. A refusal, a withdrawn offer, or 60 s without an answer fails the choice (`failChoice`): `signing` shows `failed`, and the old
 *    choice stays. An offer whose bank answered 404, 409, 410 or 422 is gone as well.
 * 6. An accept that came to nothing is undone at its bank: see the table in `undo-accept.ts`.
 * 7. The choice ends with its offer (`withdrawOffers`), or with the signature (`signing/signature-outcome.ts`).
 */

/** Answers to accept and signature after which the offer is gone. */
export const offerIsGone = new Set([404, 409, 410, 422]);

/** The buyer asks for this offer (1, 2). */
export async function requestChoice(context: Context, tx: Tx, buyer: Buyer & { orderId: string }, offerId: string): Promise<Row<'orders'>> {
  const order = await lockBuyersOrder(context, tx, buyer);
  if (!isDeciding(order)) throw illegalTransition(order.status, 'given another choice');
  await refuseWhileBankIsBusy(tx.sql, order.id, ['accept']);
  const lender = await findLenderOffer(tx.sql, order.id, offerId);
  if (lender) return chooseLender(context, tx, order, lender);
  const offer = await findOffer(tx.sql, order.id, offerId);
  if (!offer) throw new Problem(404, 'not_found', 'This application has no such offer.');
  if (!isAvailable(context, offer)) throw offerGone();

  const asked = (await commandsUnderWay(tx.sql, order.id)).filter(({ kind }) => kind === 'accept');
  if (asked.some(({ subject }) => subject.offerId === offerId)) return order;
  // Going back to the offer that is chosen already needs no call.
  if (order.chosenOfferId !== offerId) {
    const application = await getBankApplication(tx.sql, offer.applicationId);
    await commandBank(context, tx, application, 'accept', { offerId: offer.bankOfferId }, { offerId });
  }
  for (const command of asked) await abandonAccept(context, tx, order, command);
  const waiting = (await commandsUnderWay(tx.sql, order.id)).some(({ kind }) => kind === 'accept');
  await changeSigning(context, tx, order.id, offerId, { state: waiting ? 'preparing' : 'ready', errorCode: null });
  return order;
}

export function isAvailable(context: Context, { goneAt, validUntil }: Row<'offers'>): boolean {
  return goneAt === null && validUntil > context.clock.now();
}

/** The bank answered an accept (3, 5, 6). The order is locked. */
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
    // The offer was withdrawn while its bank was asked.
    return undoAccept(context, tx, await failChoice(context, tx, order, command, 'offer_gone'), command);
  }
  await completeChoice(context, tx, order, offer, bankAcceptedSchema.parse(answer.body).agreement);
}

/** The bank accepted (3): the offer is chosen, and other banks release theirs (4). */
async function completeChoice(
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
  await changeSigning(context, tx, order.id, offer.id, {
    state: 'ready',
    offerId: offer.id,
    method: null,
    codeId: null,
    errorCode: null,
    appointment: null,
  });
  if (order.status === 'submitted') await transition(context, tx, order, 'approved', change);
  else await amend(context, tx, order, change, former === offer.id ? null : 'order.updated');
  for (const { applicationId, subject } of await acceptsInForce(tx.sql, order.id)) {
    if (applicationId === offer.applicationId) continue;
    await commandBank(context, tx, await getBankApplication(tx.sql, applicationId), 'release', {}, { ...subject });
  }
  const old = former === null ? undefined : await findOffer(tx.sql, order.id, former);
  if (old && old.applicationId === offer.applicationId && meeting !== null) {
    // The appointment was made for the old offer of this bank.
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

/** The buyer sees that the choice failed. The old choice stays, unless it is the offer that its bank was just asked for again. */
async function failChoice(
  context: Context,
  tx: Tx,
  order: Row<'orders'>,
  { subject: { offerId } }: Row<'bankCommands'>,
  errorCode: string,
): Promise<Row<'orders'>> {
  await changeSigning(context, tx, order.id, offerId ?? '', { state: 'failed', errorCode });
  return order.chosenOfferId === offerId ? unchoose(context, tx, order) : order;
}

export const giveUpChoiceJob = defineJob({
  ...giveUpJobs.accept,
  concurrency: 2,
  handle: (context: Context, { commandId }) => giveUpChoice(context, commandId),
});

/** The bank did not answer the accept in 60 s (5). The offer stays. */
export async function giveUpChoice(context: Context, commandId: string): Promise<void> {
  await giveUp(context, 'accept', commandId, async (tx, order, command) => {
    const left = isDeciding(order) ? await failChoice(context, tx, order, command, 'bank_timeout') : order;
    await abandonAccept(context, tx, left, command);
    if (isDeciding(left)) await renewChoice(context, tx, left);
  });
}
