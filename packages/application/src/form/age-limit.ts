import { fitsAge } from '@installment-button/protocol/borrower-age';
import { isDay } from '@installment-button/protocol/days';
import type { AskedBank } from '@installment-button/protocol/session-view';
import type { DraftState } from '../session/draft.ts';
import { readDate } from './values.ts';

/** Which age limit of the bank rules this buyer out for the chosen term; null where none does. `today` is a day of Europe/Moscow. */
export function ageLimit(bank: AskedBank, { values, term }: DraftState, today: string): 'minAge' | 'maxAgeAtEnd' | null {
  const birthDate = readDate(values.birthDate);
  if (!isDay(birthDate) || fitsAge(bank, birthDate, term ?? 0, today)) return null;
  return fitsAge({ minAge: bank.minAge }, birthDate, 0, today) ? 'maxAgeAtEnd' : 'minAge';
}
