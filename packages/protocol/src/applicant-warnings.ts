/**
 * What looks like a slip in the form. The page asks the buyer to look again, and nobody is refused for it: the rules have exceptions
 * (conscripts keep an old passport) or come from general knowledge only. The bank decides. Free of zod.
 */
import { addDays, birthday, isDay } from './days.ts';

export type ApplicantWarningCode = 'passport_outdated' | 'snils_control' | 'inn_control' | 'employer_missing';

/** The passport is replaced at these ages. The old one stays valid for 90 days more, and for conscripts longer (decree 2267 of 23.12.2023). */
const replacementAges = [20, 45];
const daysToReplace = 90;

/** Whether the passport should have been replaced by now. `today` is a day of Europe/Moscow. */
export function isPassportOutdated(issuedAt: string, birthDate: string, today: string): boolean {
  if (!isDay(issuedAt) || !isDay(birthDate)) return false;
  return replacementAges.some((age) => {
    const replacement = birthday(birthDate, age);
    return issuedAt < replacement && addDays(replacement, daysToReplace) < today;
  });
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
