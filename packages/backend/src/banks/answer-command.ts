import { lockOrder } from '../orders/store.ts';
import { enqueueCommand } from './commands.ts';
import type { CommandAnswer, Context } from '../context.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { unansweredCommands, type Command } from './store.ts';

/**
 * Stores a bank's final answer to a command and applies it. The order must be locked. An event that comes before our command's answer
 * counts as that answer: the answer itself then finds the command finished. Returns the changed order.
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
      claimedUntil: null,
      answerStatus: answer.status,
      answerCode: answer.state === 'refused' ? answer.code : null,
    })
    .where('id', '=', command.id)
    .execute();
  await context.consequences.ofCommand(context, tx, order, command, answer);
  await sendNext(context, tx, command.applicationId);
  return lockOrder(tx.sql, order.id);
}

/** An application's commands are sent one at a time: the next one when this one is finished. */
export async function sendNext(context: Context, tx: Tx, applicationId: string): Promise<void> {
  const next = (await unansweredCommands(tx.sql, applicationId)).find(({ supersededAt }) => supersededAt === null);
  if (next) await enqueueCommand(context, tx, next.bankId, next.id, attemptsBefore(next));
}

/** The attempts that ended before, which the next attempt's job carries. An attempt whose claim still stands has not ended. */
export function attemptsBefore({ attempts, claimedUntil }: Command): number {
  return claimedUntil === null ? attempts : attempts - 1;
}
