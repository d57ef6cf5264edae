import type { Plan } from '@installment-button/protocol/plans';
import { log } from './debug.ts';
import type { InstallmentLocale } from './types.ts';

/** The tariff table of a shop as `/v1/plans` answers it. */
export interface PlansAnswer {
  readonly data: readonly Plan[];
  readonly legal?: Partial<Record<InstallmentLocale, string>>;
}

/** After a failure, ms: until then the buttons make do without a table. */
const pause = 30_000;

/** By address: what is there, or is on its way; null where it could not be had. */
const tables = new Map<string, PlansAnswer | null | Promise<void>>();

/** One request serves every button of the page. Undefined while the table is on its way; once it is here the element is drawn again. */
export function plansAt(address: string, element: { requestUpdate(): void }): PlansAnswer | null | undefined {
  let table = tables.get(address);
  if (table === undefined) tables.set(address, (table = ask(address)));
  if (!(table instanceof Promise)) return table;
  void table.then(() => element.requestUpdate());
  return undefined;
}

async function ask(address: string): Promise<void> {
  let table: PlansAnswer | null = null;
  try {
    const answer = (await (await fetch(address)).json()) as PlansAnswer;
    if (Array.isArray(answer.data)) table = answer;
  } catch (error) {
    log(address, error);
  }
  if (!table) setTimeout(() => tables.delete(address), pause);
  tables.set(address, table);
}
