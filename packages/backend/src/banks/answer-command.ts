import { lockOrder } from '../orders/store.ts';
import { enqueueCommand } from './commands.ts';
import type { CommandAnswer, Context } from '../context.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { unansweredCommands, type Command } from './store.ts';

/**
 * Stores a bank's final answer to a command and moves what it moves; the order must be locked. Also for an event of the bank that is
 * ahead of our command's answer and counts as it: whatever comes later finds the command finished. Returns the order as it is now.
 */
export async function answerCommand(
  context: Context,
  tx: Tx,
  order: Row<'orders'>,
  command: Command,
  answer: CommandAnswer,
): Promise<Row<'orders'>> {
  await tx.sql
    .updateTable('bankCommands')
    .set({
      state: answer.state,
      finishedAt: context.clock.now(),
      sendingUntil: null,
      answerStatus: answer.status,
      answerCode: answer.state === 'refused' ? answer.code : null,
    })
    .where('id', '=', command.id)
    .execute();
  await context.consequences.ofCommand(context, tx, order, command, answer);
  await sendNext(context, tx, command.applicationId);
  return lockOrder(tx.sql, order.id);
}

/** One request at a time per application: the next one goes when the one before is finished. */
export async function sendNext(context: Context, tx: Tx, applicationId: string): Promise<void> {
  const next = (await unansweredCommands(tx.sql, applicationId)).find(({ supersededAt }) => supersededAt === null);
  if (next) await enqueueCommand(context, tx, next.bankId, next.id, attemptsBefore(next));
}

/** The number that the job of a command's next attempt carries; an attempt whose outcome is not written is that job's own. */
export function attemptsBefore({ attempts, sendingUntil }: Command): number {
  return sendingUntil === null ? attempts : attempts - 1;
}
