import type { Plan } from '@installment-button/protocol/plans';
import { log } from './debug.ts';
import type { InstallmentLocale } from './types.ts';

/** The tariff table of a shop as `/v1/plans` answers it. */
export interface PlansAnswer {
  readonly data: readonly Plan[];
  readonly legal?: Partial<Record<InstallmentLocale, string>>;
}

/** By address: what is there already, or is on its way. */
const tables = new Map<string, PlansAnswer | Promise<PlansAnswer | null>>();

/** One request serves every button of the page; null where the table cannot be had, and the next button asks again. */
export function plansAt(address: string): PlansAnswer | Promise<PlansAnswer | null> {
  let table = tables.get(address);
  if (!table) {
    table = ask(address).catch((error: unknown) => {
      tables.delete(address);
      log('no tariff table', error);
      return null;
    });
    tables.set(address, table);
  }
  return table;
}

async function ask(address: string): Promise<PlansAnswer> {
  const response = await fetch(address);
  const answer = (await response.json()) as PlansAnswer;
  if (!Array.isArray(answer.data)) throw new Error(response.statusText);
  tables.set(address, answer);
  return answer;
}
