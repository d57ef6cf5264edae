/**
 * What looks wrong in the form, but by rules that we have from general knowledge only: the page may ask to look again, nobody is refused
 * for it. The bank decides. Free of zod.
 */
import type { Applicant } from './applicant.ts';

export type ApplicantWarningCode = 'snils_control' | 'inn_control' | 'employer_missing';

export interface ApplicantWarning {
  /** JSON Pointer inside the applicant. */
  path: string;
  code: ApplicantWarningCode;
}

export function applicantWarnings({ snils, inn, employment }: Pick<Applicant, 'snils' | 'inn' | 'employment'>): ApplicantWarning[] {
  const warnings: ApplicantWarning[] = [];
  if (snils?.trim() && !isSnils(snils)) warnings.push({ path: '/snils', code: 'snils_control' });
  if (inn?.trim() && !isInn(inn)) warnings.push({ path: '/inn', code: 'inn_control' });
  if (employment.kind === 'employed' && !employment.employer?.trim())
    warnings.push({ path: '/employment/employer', code: 'employer_missing' });
  return warnings;
}

/** Numbers up to this one were given without a control number. */
const lastSnilsWithoutControl = 1_001_998;

/** Eleven digits whose last two control the first nine; hyphens and spaces do not matter. */
export function isSnils(written: string): boolean {
  const digits = digitsOf(written);
  if (digits.length !== 11) return false;
  const number = digits.slice(0, 9);
  if (Number(number.join('')) <= lastSnilsWithoutControl) return true;
  const sum = weighted(number, [9, 8, 7, 6, 5, 4, 3, 2, 1]);
  // Below 100 the sum itself, 100 and 101 give 00, above that the rest by 101, where 100 is 00: one formula.
  return Number(digits.slice(9).join('')) === (sum % 101) % 100;
}

/** The twelve digits of a person's INN, of which the last two control the others. */
export function isInn(written: string): boolean {
  const digits = digitsOf(written);
  if (digits.length !== 12) return false;
  return (
    digits[10] === (weighted(digits, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10 &&
    digits[11] === (weighted(digits, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10
  );
}

function digitsOf(written: string): number[] {
  return Array.from(written.replace(/[\s-]/g, ''), Number).filter((digit) => Number.isInteger(digit));
}

function weighted(digits: readonly number[], weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * (digits[index] ?? 0), 0);
}
