import type { Plan } from '@installment-button/protocol/plans';
import { log } from './debug.ts';
import type { InstallmentLocale } from './types.ts';

/** The tariff table of a shop as `/v1/plans` answers it. */
export interface PlansAnswer {
  readonly data: readonly Plan[];
  readonly legal?: Partial<Record<InstallmentLocale, string>>;
}

const requests = new Map<string, Promise<PlansAnswer | null>>();

/** One request serves every button of the page; null where the table cannot be had, and the next button asks again. */
export function plansAt(address: string): Promise<PlansAnswer | null> {
  let request = requests.get(address);
  if (!request) {
    request = fetch(address)
      .then(async (response): Promise<PlansAnswer> => {
        const answer = (await response.json()) as PlansAnswer;
        if (Array.isArray(answer.data)) return answer;
        throw new Error(response.statusText);
      })
      .catch((error: unknown) => {
        requests.delete(address);
        log('no tariff table', error);
        return null;
      });
    requests.set(address, request);
  }
  return request;
}
