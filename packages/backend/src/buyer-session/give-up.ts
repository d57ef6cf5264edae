import { giveUpAfterMs, giveUpJobs } from '../banks/commands.ts';
import { lockOrder } from '../orders/store.ts';
import { after } from '../platform/clock.ts';
import type { Context } from '../context.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { findCommand } from '../banks/store.ts';

/** Runs `act`, under the order's lock, on a command that its bank has not answered in time. A job that comes too early is enqueued again. */
export async function giveUp(
  context: Context,
  kind: keyof typeof giveUpAfterMs,
  commandId: string,
  act: (tx: Tx, order: Row<'orders'>, command: Row<'bankCommands'>) => Promise<void>,
): Promise<void> {
  const known = await findCommand(context.sql, commandId);
  if (!known) return;
  await context.transaction(async (tx) => {
    const order = await lockOrder(tx.sql, known.orderId);
    const command = await findCommand(tx.sql, commandId);
    if (!command || command.state !== 'pending' || command.supersededAt !== null) return;
    const due = after(command.createdAt, giveUpAfterMs[kind]);
    if (context.clock.now() < due) return tx.enqueue(giveUpJobs[kind].with({ commandId }, { startAfter: due }));
    await act(tx, order, command);
  });
}
