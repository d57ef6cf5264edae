import type { Plan } from '@installment-button/protocol/plans';
import { log } from './debug.ts';
import type { InstallmentLanguage } from './types.ts';

/** The answer of `GET /v1/plans`: the tariff table of a shop. */
export interface PlansAnswer {
  readonly data: readonly Plan[];
  readonly legal?: Partial<Record<InstallmentLanguage, string>>;
}

/** The pause after a failed request, ms. Meanwhile the buttons work without a table. */
const retryAfter = 30_000;

/** By address: the table, the request that is under way, or null after a failure. */
const tables = new Map<string, PlansAnswer | null | Promise<void>>();

/** One request serves all buttons of the page. Returns undefined while it is under way, and draws the element again when the table is there. */
export function plansAt(address: string, element: { requestUpdate(): void }): PlansAnswer | null | undefined {
  let table = tables.get(address);
  if (table === undefined) tables.set(address, (table = request(address)));
  if (!(table instanceof Promise)) return table;
  void table.then(() => element.requestUpdate());
  return undefined;
}

async function request(address: string): Promise<void> {
  let table: PlansAnswer | null = null;
  try {
    const answer = (await (await fetch(address)).json()) as PlansAnswer;
    if (Array.isArray(answer.data)) table = answer;
  } catch (error) {
    log(address, error);
  }
  if (!table) setTimeout(() => tables.delete(address), retryAfter);
  tables.set(address, table);
}
