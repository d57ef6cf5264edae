import { fitsAge } from '@installment-button/protocol/borrower-age';
import { isDay } from '@installment-button/protocol/days';
import type { AskedBank } from '@installment-button/protocol/session-view';
import { moscowDay } from './clock.ts';
import type { DraftState } from './draft.ts';
import { readDate } from './form/values.ts';

/** Which of the bank's ages keeps this buyer from it, for the term that is chosen; null where none does. */
export function ageLimit(bank: AskedBank, { values, term }: DraftState, now: Date): 'minAge' | 'maxAgeAtEnd' | null {
  const [birthDate, today] = [readDate(values.birthDate), moscowDay(now)];
  if (!isDay(birthDate) || fitsAge(bank, birthDate, term ?? 0, today)) return null;
  return fitsAge({ minAge: bank.minAge }, birthDate, 0, today) ? 'maxAgeAtEnd' : 'minAge';
}
