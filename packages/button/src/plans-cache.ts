import type { Plan } from '@installment-button/protocol/plans';
import { log } from './debug.ts';
import type { InstallmentLocale } from './types.ts';

/** The tariff table of a shop as `/v1/plans` answers it. */
export interface PlansAnswer {
  readonly data: readonly Plan[];
  readonly legal?: Partial<Record<InstallmentLocale, string>>;
}

const requests = new Map<string, Promise<PlansAnswer | undefined>>();

/** One request serves every button of the page; undefined where the table cannot be had, and the next button asks again. */
export function plansOf(service: string, shop: string, product: string): Promise<PlansAnswer | undefined> {
  const address = `${service}/v1/plans?shop=${encodeURIComponent(shop)}&product=${product}`;
  let request = requests.get(address);
  if (!request) {
    request = ask(address).catch((error: unknown) => {
      requests.delete(address);
      log('no tariff table', error);
      return undefined;
    });
    requests.set(address, request);
  }
  return request;
}

async function ask(address: string): Promise<PlansAnswer> {
  const response = await fetch(address, { credentials: 'omit' });
  if (!response.ok) throw response.status;
  const answer: PlansAnswer = await response.json();
  if (!Array.isArray(answer.data)) throw answer;
  return answer;
}
