import { commandBank, commandsUnderWay } from '../banks/commands.ts';
import { isDeciding } from '../orders/transition.ts';
import type { Context } from '../context.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { changeCommand, choicesAt } from '../banks/store.ts';
import { getBankApplication, findOffer } from '../fan-out/store.ts';

type Command = Row<'bankCommands'>;

/** Makes no further attempt at an accept, and undoes it if its bank may have it. */
export async function abandonAccept(context: Context, tx: Tx, order: Row<'orders'>, command: Command): Promise<void> {
  await changeCommand(tx.sql, command.id, { supersededAt: context.clock.now() });
  if (command.attempts > 0) await undoAccept(context, tx, order, command);
}

/**
 * Undoes an accept at its bank. The first row that fits decides:
 *
 * | later commands at this bank, and the order                 | sent                                                       |
 * | ---------------------------------------------------------- | ---------------------------------------------------------- |
 * | the last one is an accept that may still succeed, or did   | nothing: it replaces this accept                           |
 * | the last one is a release or cancel that was not sent yet  | nothing: it undoes this accept                             |
 * | the order is deciding, and its choice is at this bank      | the choice's accept again: a release would undo the choice |
 * | the order is deciding                                      | `/release`                                                 |
 * | this bank's contract is signed                             | nothing                                                    |
 * | the order has ended, or another bank's contract is signed  | `/cancel`                                                  |
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
 * Sends the choice's accept again where another offer of the same bank may have taken its place there. Waits while another accept is
 * under way: the success of that accept releases this bank, and its failure comes back here.
 */
export async function renewChoice(context: Context, tx: Tx, order: Row<'orders'>): Promise<void> {
  const chosen = await chosenOffer(tx, order);
  if (!chosen || (await commandsUnderWay(tx.sql, order.id)).some(({ kind }) => kind === 'accept')) return;
  const arrived = (await choicesAt(tx.sql, chosen.applicationId)).filter(({ attempts, state }) => attempts > 0 && state !== 'refused');
  const last = arrived.at(-1);
  if (!last || (last.kind === 'accept' && last.subject.offerId === chosen.id)) return;
  const application = await getBankApplication(tx.sql, chosen.applicationId);
  await commandBank(context, tx, application, 'accept', { offerId: chosen.bankOfferId }, { offerId: chosen.id });
}

async function chosenOffer(tx: Tx, { id, chosenOfferId }: Row<'orders'>): Promise<Row<'offers'> | undefined> {
  return chosenOfferId === null ? undefined : findOffer(tx.sql, id, chosenOfferId);
}
