import { commandBank, commandsUnderWay } from '../banks/commands.ts';
import { isDeciding } from '../fan-out/decide.ts';
import { amend } from '../orders/transition.ts';
import type { Context } from '../context.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { choicesAt, getBankApplication, findOffer, supersede } from './store.ts';

type Command = Row<'bankCommands'>;

/** An accept that is tried no more. What its bank may have heard is undone. */
export async function abandonAccept(context: Context, tx: Tx, order: Row<'orders'>, command: Command): Promise<void> {
  await supersede(tx.sql, command.id, context.clock.now());
  if (command.attempts > 0) await undoAccept(context, tx, order, command);
}

/**
 * Undoes an accept at its bank: by `/release`, after the order's end by `/cancel`. Not where a later accept replaces it or a later
 * command that is not sent yet does the same. At the bank of the choice that stands a release would undo that too: `renewChoice` mends it.
 */
export async function undoAccept(context: Context, tx: Tx, order: Row<'orders'>, command: Command): Promise<void> {
  const application = await getBankApplication(tx.sql, command.applicationId);
  const last = (await choicesAt(tx.sql, application.id)).filter(({ number }) => number > command.number).at(-1);
  if (last && (last.kind === 'accept' ? last.state !== 'refused' && last.supersededAt === null : last.attempts === 0)) return;
  if (isDeciding(order)) {
    const chosen = await chosenOffer(tx, order);
    if (chosen?.applicationId === application.id) await renewChoice(context, tx, order);
    else await commandBank(context, tx, application, 'release', {}, { ...command.subject });
  } else if (!application.signed) {
    await commandBank(context, tx, application, 'cancel', { reason: 'The order has ended.' }, { purpose: 'clean-up' });
  }
}

/**
 * The choice that stands is asked for again where another offer of the same bank may have taken its place there. Not while
 * another accept is on its way: its success releases that bank, its failure comes back here.
 */
export async function renewChoice(context: Context, tx: Tx, order: Row<'orders'>): Promise<void> {
  const chosen = await chosenOffer(tx, order);
  if (!chosen || (await commandsUnderWay(tx.sql, order.id)).some(({ kind }) => kind === 'accept')) return;
  const heard = (await choicesAt(tx.sql, chosen.applicationId)).filter(({ attempts, state }) => attempts > 0 && state !== 'refused');
  const last = heard.at(-1);
  if (!last || (last.kind === 'accept' && last.subject.offerId === chosen.id)) return;
  const application = await getBankApplication(tx.sql, chosen.applicationId);
  await commandBank(context, tx, application, 'accept', { offerId: chosen.bankOfferId }, { offerId: chosen.id });
}

/** The chosen offer could not be renewed at its bank: it is chosen no more, though it may be chosen again. */
export function unchoose(context: Context, tx: Tx, order: Row<'orders'>): Promise<Row<'orders'>> {
  const nothing = { chosenOfferId: null, agreementTitle: null, agreementText: null, agreementSha256: null };
  return amend(context, tx, order, nothing, 'order.updated');
}

async function chosenOffer(tx: Tx, { id, chosenOfferId }: Row<'orders'>): Promise<Row<'offers'> | undefined> {
  return chosenOfferId === null ? undefined : findOffer(tx.sql, id, chosenOfferId);
}
