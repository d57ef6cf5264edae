import type { AskedBank } from '@installment-button/protocol/session-view';
import { asksEmployer, type FormValues } from './values.ts';

/** The data that this bank gets from this buyer, in words: voluntary data that the buyer left out are not named. */
export function sharedData({ data, voluntary = [] }: AskedBank, values: FormValues): string[] {
  const given = {
    email: values.email,
    snils: values.snils,
    inn: values.inn,
    employer: asksEmployer(values.employmentKind) ? values.employer + values.position : '',
  };
  const leftOut = voluntary.filter(({ field }) => !given[field].trim()).map(({ words }) => words);
  return data.filter((words) => !leftOut.includes(words));
}
