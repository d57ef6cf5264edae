import type { BankConfig } from '@installment-button/protocol';
import { dolyame } from './dolyame/dolyame.ts';
import type { Lender } from './lender.ts';
import { tBank } from './t-bank/t-bank.ts';
import { yandexSplit } from './yandex-split/yandex-split.ts';

const all: readonly Lender[] = [tBank, dolyame, yandexSplit];

export const lenderProviders = all.map(({ provider }) => provider);

/** The lender that a bank of BANKS_FILE is; undefined for a bank that speaks our gateway. */
export const lenderOf = ({ connector = 'gateway' }: Pick<BankConfig, 'connector'>): Lender | undefined =>
  all.find(({ provider }) => provider.name === connector);
