import { addMonths, birthday } from './days.ts';

/** The ages of a bank's borrowers, in full years. */
export interface BorrowerAges {
  /** On the day of the application. */
  minAge?: number | undefined;
  /** On the last day of the term. */
  maxAgeAtEnd?: number | undefined;
}

/**
 * Whether the bank lends to somebody born on `birthDate` for `term` months from `today`; both days as `YYYY-MM-DD`.
 *
 * @example fitsAge({ maxAgeAtEnd: 75 }, '1951-03-01', 12, '2026-11-24') // false: 76 when the term ends
 */
export function fitsAge({ minAge = 0, maxAgeAtEnd = Infinity }: BorrowerAges, birthDate: string, term: number, today: string): boolean {
  if (birthday(birthDate, minAge) > today) return false;
  return maxAgeAtEnd === Infinity || birthday(birthDate, maxAgeAtEnd + 1) > addMonths(today, term);
}
