import type { BankConfig } from '@installment-button/protocol';
import type { Context } from '../context.ts';
import type { TargetLimits } from '../platform/queue/job.ts';

const DEFAULT = 16;

/** How many calls at once the bank takes from one node. */
const callsAtOnce = (bank: BankConfig) => bank.concurrency ?? DEFAULT;

/** A bank's asking and its commands share one limit. */
export function bankLimits({ banks }: Context): TargetLimits {
  return { target: DEFAULT, exceptions: new Map([...banks.values()].map((bank) => [bank.id, callsAtOnce(bank)])) };
}

/** Enough workers for every bank's limit at once, so that one sick bank delays no other. */
export function callsToAllBanks({ banks }: Context): number {
  return [...banks.values()].reduce((sum, bank) => sum + callsAtOnce(bank), 1);
}
