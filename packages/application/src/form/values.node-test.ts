import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applicantDraftSchema, applicantSchema, employmentKinds } from '@installment-button/protocol/applicant';
import { applicantErrors } from '@installment-button/protocol/applicant-rules';
import fc from 'fast-check';
import { applicant } from '../testing/fixtures.ts';
import { fieldError } from './rules.ts';
import { fieldsOf, formScreens } from './form-screens.ts';
import { emptyValues, fieldNames, type FormValues, toApplicant, toDraft, valuesOf } from './values.ts';

const today = '2026-11-24';
const errorsIn = (values: FormValues) =>
  formScreens.flatMap((screen) => fieldsOf(screen, values).flatMap((name) => fieldError(name, values, today) ?? []));

const word = fc.stringMatching(/^[А-ЯЁ][а-яё]{1,12}$/u);
const name = fc.oneof(
  word,
  fc.tuple(word, word).map(([one, other]) => `${one}-${other}`),
  word.map((one) => `${one}  оглы `),
);
const day = (from: string, to: string) =>
  fc.date({ min: new Date(from), max: new Date(to), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
const shown = (date: string) => date.split('-').reverse().join('.');
const digits = (count: number) => fc.stringMatching(new RegExp(`^\\d{${count}}$`));

/** Persons with a passport that is theirs: born so that one given in 2022 is still valid. */
const persons: fc.Arbitrary<FormValues> = fc
  .record({
    lastName: name,
    firstName: name,
    middleName: fc.oneof(fc.constant(''), name),
    birthDate: day('1985-01-01', '2000-01-01').map(shown),
    issuedAt: day('2022-01-01', '2026-11-20').map(shown),
    series: digits(4),
    number: digits(6),
    code: digits(6),
    kind: fc.constantFrom(...employmentKinds),
    income: fc.integer({ min: 0, max: 9_000_000 }),
    same: fc.boolean(),
  })
  .map(({ series, number, code, kind, income, same, ...rest }) => ({
    ...emptyValues(),
    ...rest,
    passport: `${series.slice(0, 2)} ${series.slice(2)} ${number}`,
    departmentCode: `${code.slice(0, 3)}-${code.slice(3)}`,
    issuedBy: 'Отделом УФМС',
    birthPlace: 'гор. Москва',
    registrationAddress: 'Москва',
    residenceAddress: same ? '' : 'Тверь',
    residenceSame: same,
    employmentKind: kind,
    monthlyIncome: String(income).replace(/\B(?=(\d{3})+$)/g, '\u00a0'),
  }));

test('a good person is refused neither by the page nor by the service’s rules', () => {
  fc.assert(
    fc.property(persons, (values) => {
      assert.deepEqual(errorsIn(values), []);
      const sent = applicantSchema.parse(toApplicant(values));
      assert.deepEqual(applicantErrors(sent, today), []);
    }),
  );
});

test('what the page lets through, the service takes: wrong values, too', () => {
  const anything = fc.record(Object.fromEntries(fieldNames.map((field) => [field, fc.string({ maxLength: 12 })])));
  fc.assert(
    fc.property(persons, anything, fc.subarray([...fieldNames]), (values, wrong, spoiled) => {
      const mixed = { ...values, ...Object.fromEntries(spoiled.map((field) => [field, wrong[field] ?? ''])) };
      fc.pre(errorsIn(mixed).length === 0);
      assert.deepEqual(applicantErrors(applicantSchema.parse(toApplicant(mixed)), today), []);
    }),
  );
});

test('a draft keeps everything as far as it is typed', () => {
  fc.assert(
    fc.property(persons, fc.nat(10), (values, cut) => {
      const typing = { ...values, birthDate: values.birthDate.slice(0, cut), passport: values.passport.slice(0, cut).trim() };
      const draft = applicantDraftSchema.parse(JSON.parse(JSON.stringify(toDraft(typing))));
      const back = valuesOf(draft, null);
      assert.deepEqual({ ...back, monthlyIncome: '' }, { ...typing, monthlyIncome: '' });
      assert.equal(back.monthlyIncome.replace(/\D/g, ''), typing.monthlyIncome.replace(/\D/g, ''));
    }),
  );
});

test('nothing typed is an empty draft', () => {
  assert.deepEqual(toDraft(emptyValues()), {});
});

test('the shop’s knowledge of its buyer fills an empty form only', () => {
  const prefill = { lastName: 'Соколова', firstName: 'Марина', email: 'marina@mail.example' };
  assert.equal(valuesOf(undefined, prefill).lastName, 'Соколова');
  assert.equal(valuesOf({ lastName: 'Иванова' }, prefill).lastName, 'Иванова');
});

test('who has no job is not asked where it is, and sends none', () => {
  const values = { ...valuesOf(applicant, null), employmentKind: 'pensioner' };
  assert.ok(!fieldsOf('work', values).includes('employer'));
  assert.equal(toApplicant(values).employment.employer, undefined);
});
