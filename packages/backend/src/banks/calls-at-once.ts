import type { BankConfig } from '@installment-button/protocol';

const DEFAULT = 16;

/** How many calls at once the bank takes from one node. */
export const callsAtOnce = (bank: BankConfig) => bank.concurrency ?? DEFAULT;
