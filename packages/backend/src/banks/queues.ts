import type { BankConfig } from '@installment-button/protocol';
import type { Context } from '../context.ts';
import type { QueueKind } from '../platform/queue/queue.ts';
import { commandQueue } from './commands.ts';
import { sendCommand } from './send-command.ts';

const DEFAULT_CONCURRENCY = 16;

/** How many calls at once the bank takes from one node. */
export const slotsOf = (bank: BankConfig) => bank.concurrency ?? DEFAULT_CONCURRENCY;

/** A queue a bank, so that a sick one holds nobody else. */
export function bankQueues(context: Context): QueueKind[] {
  return [...context.banks.values()].map((bank) => ({
    name: commandQueue(bank.id),
    slots: slotsOf(bank),
    handle: ({ commandId, attempt }) => sendCommand(context, String(commandId), Number(attempt ?? 0)),
  }));
}
