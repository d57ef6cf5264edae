/**
 * What the values of the buyer's form must be, as plain functions with stable codes: the page shows them while the buyer types, the backend
 * asks them again. `today` is the caller's, a day of Europe/Moscow. Free of zod.
 */
import type { Applicant } from './applicant.ts';
import { birthday, isDay } from './days.ts';

/** Refusals, each with the English text of the answer; the page has its own words. */
export const applicantErrorTexts = {
  required: 'Fill this in',
  too_long: 'Too long',
  cyrillic_only: 'Russian letters, as in the passport',
  date_impossible: 'The calendar has no such day',
  birth_date_impossible: 'Check the date of birth',
  under_age: 'From the age of 18',
  email_impossible: 'Check the address',
  passport_series: 'Four digits',
  passport_number: 'Six digits',
  department_code: 'Six digits, as in 770-001',
  issued_in_future: 'This day has not come yet',
  issued_before_14: 'A passport is given from the age of 14',
  income_impossible: 'A sum, zero or more',
} as const;
export type ApplicantErrorCode = keyof typeof applicantErrorTexts;

export interface ApplicantError {
  /** JSON Pointer inside the applicant: `/passport/issuedAt`. */
  path: string;
  code: ApplicantErrorCode;
}

/** Every reason to refuse the form; empty for a good one. */
export function applicantErrors(applicant: Applicant, today: string): ApplicantError[] {
  const { passport, birthDate } = applicant;
  const checks: [path: string, code: ApplicantErrorCode | null][] = [
    ['/lastName', nameError(applicant.lastName)],
    ['/firstName', nameError(applicant.firstName)],
    ['/middleName', applicant.middleName?.trim() ? nameError(applicant.middleName) : null],
    ['/birthDate', birthDateError(birthDate, today)],
    ['/birthPlace', filledError(applicant.birthPlace)],
    ['/email', applicant.email?.trim() ? emailError(applicant.email) : null],
    ['/passport/series', passportSeriesError(passport.series)],
    ['/passport/number', passportNumberError(passport.number)],
    ['/passport/issuedAt', passportIssuedAtError(passport.issuedAt, birthDate, today)],
    ['/passport/issuedBy', filledError(passport.issuedBy)],
    ['/passport/departmentCode', departmentCodeError(passport.departmentCode)],
    ['/registrationAddress', filledError(applicant.registrationAddress, 500)],
    ['/employment/monthlyIncome', incomeError(applicant.employment.monthlyIncome)],
  ];
  return checks.flatMap(([path, code]) => (code ? [{ path, code }] : []));
}

// Words of Cyrillic letters, joined by a hyphen, an apostrophe or a space: «Салтыков-Щедрин», «Д’Артаньян», «Мамед оглы».
const cyrillicName = /^\p{Script=Cyrillic}+(?:(?:[ -]|['’ʼ`] ?)\p{Script=Cyrillic}+)*$/u;

/** The name as it is kept: one space between words, composed letters, one kind of hyphen. */
export function tidyName(name: string): string {
  return name
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .replace(/ ?[\u2010-\u2015\u2212-] ?/gu, '-')
    .trim();
}

export function nameError(name: string): ApplicantErrorCode | null {
  const tidy = tidyName(name);
  if (!tidy) return 'required';
  if (tidy.length > 100) return 'too_long';
  return cyrillicName.test(tidy) ? null : 'cyrillic_only';
}

export function filledError(value: string, max = 255): ApplicantErrorCode | null {
  if (!value.trim()) return 'required';
  return value.length > max ? 'too_long' : null;
}

const adultAge = 18;
const oldestAge = 120;

export function birthDateError(birthDate: string, today: string): ApplicantErrorCode | null {
  if (!birthDate) return 'required';
  if (!isDay(birthDate)) return 'date_impossible';
  if (birthDate > today || birthday(birthDate, oldestAge) < today) return 'birth_date_impossible';
  return birthday(birthDate, adultAge) > today ? 'under_age' : null;
}

export function emailError(email: string): ApplicantErrorCode | null {
  if (email.length > 254) return 'too_long';
  return /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/u.test(email.trim()) ? null : 'email_impossible';
}

export function passportSeriesError(series: string): ApplicantErrorCode | null {
  return /^\d{4}$/.test(series) ? null : 'passport_series';
}

export function passportNumberError(number: string): ApplicantErrorCode | null {
  return /^\d{6}$/.test(number) ? null : 'passport_number';
}

export function departmentCodeError(code: string): ApplicantErrorCode | null {
  return /^\d{3}-\d{3}$/.test(code) ? null : 'department_code';
}

const passportAge = 14;
/** Whether this person can have a passport of that day. Without a possible birth date only the day itself is judged. */
export function passportIssuedAtError(issuedAt: string, birthDate: string, today: string): ApplicantErrorCode | null {
  if (!issuedAt) return 'required';
  if (!isDay(issuedAt)) return 'date_impossible';
  if (issuedAt > today) return 'issued_in_future';
  if (!isDay(birthDate) || birthDate > today) return null;
  return issuedAt < birthday(birthDate, passportAge) ? 'issued_before_14' : null;
}

export function incomeError(monthlyIncome: number): ApplicantErrorCode | null {
  return Number.isSafeInteger(monthlyIncome) && monthlyIncome >= 0 ? null : 'income_impossible';
}
