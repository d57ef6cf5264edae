import {
  type ApplicantErrorCode,
  birthDateError,
  departmentCodeError,
  emailError,
  filledError,
  incomeError,
  nameError,
  passportIssuedAtError,
  passportNumberError,
  passportSeriesError,
} from '@installment-button/protocol/applicant-rules';
import { type ApplicantWarningCode, isInn, isPassportOutdated, isSnils } from '@installment-button/protocol/applicant-warnings';
import { asksEmployer, type FieldName, type FormValues, isEmploymentKind, readDate, readIncome, readPassport } from './values.ts';

/** The error of a field; null where it has none. `today` is a day of Europe/Moscow. */
export function fieldError(name: FieldName, values: FormValues, today: string): ApplicantErrorCode | null {
  const value = values[name];
  switch (name) {
    case 'lastName':
    case 'firstName':
      return nameError(value);
    case 'middleName':
      return value.trim() ? nameError(value) : null;
    case 'birthDate':
      return birthDateError(readDate(value), today);
    case 'email':
      return value.trim() ? emailError(value) : null;
    case 'passport': {
      const [series, number] = readPassport(value);
      if (!series) return 'required';
      return passportSeriesError(series) ?? passportNumberError(number);
    }
    case 'issuedAt':
      return passportIssuedAtError(readDate(value), readDate(values.birthDate), today);
    case 'departmentCode':
      return value ? departmentCodeError(value) : 'required';
    case 'issuedBy':
    case 'birthPlace':
      return filledError(value);
    case 'registrationAddress':
      return filledError(value, 500);
    case 'residenceAddress':
      return values.residenceSame ? null : filledError(value, 500);
    case 'employmentKind':
      return isEmploymentKind(value) ? null : 'required';
    case 'employer':
    case 'position':
      return asksEmployer(values.employmentKind) && value.length > 255 ? 'too_long' : null;
    case 'monthlyIncome': {
      const income = readIncome(value);
      return income === null ? 'required' : incomeError(income);
    }
    case 'snils':
    case 'inn':
      return null;
  }
}

/** What looks like a slip. Nobody is refused for it. */
export function fieldWarning(name: FieldName, values: FormValues, today: string): ApplicantWarningCode | null {
  switch (name) {
    case 'issuedAt':
      return isPassportOutdated(readDate(values.issuedAt), readDate(values.birthDate), today) ? 'passport_outdated' : null;
    case 'snils':
      return values.snils.trim() && !isSnils(values.snils) ? 'snils_control' : null;
    case 'inn':
      return values.inn.trim() && !isInn(values.inn) ? 'inn_control' : null;
    case 'employer':
      return values.employmentKind === 'employed' && !values.employer.trim() ? 'employer_missing' : null;
    default:
      return null;
  }
}
