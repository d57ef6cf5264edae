import { MINUTE, after } from '../platform/clock.ts';
import type { Context } from '../context.ts';
import { enqueueCommand } from './commands.ts';
import { attemptsBefore } from './answer-command.ts';
import { waitingSince } from './store.ts';

/** Attempts at a command come at most a minute apart, so a command that waits longer may have no job. */
const WAITS_MS = 10 * MINUTE;

/**
 * Maintenance: enqueues commands that have waited long. Commands to a bank that BANKS_FILE no longer lists cannot be sent: they alert, and
 * are sent when the bank is listed again. A superfluous job finds its attempt over and does nothing.
 */
export async function reviveCommands(context: Context): Promise<void> {
  const stranded = new Map<string, number>();
  for (const command of await waitingSince(context.sql, after(context.clock.now(), -WAITS_MS))) {
    if (context.banks.has(command.bankId)) {
      await context.transaction((tx) => enqueueCommand(context, tx, command.bankId, command.id, attemptsBefore(command)));
    } else stranded.set(command.bankId, (stranded.get(command.bankId) ?? 0) + 1);
  }
  context.metrics.strandedCommands.reset();
  for (const [bank, commands] of stranded) {
    context.metrics.strandedCommands.set({ bank }, commands);
    context.metrics.alerts.inc({ what: 'bank-missing' });
    context.log.error({ bank, commands }, 'BANKS_FILE no longer lists a bank that commands wait for');
  }
}
