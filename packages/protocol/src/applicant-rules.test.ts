import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { applicantErrors, birthDateError, emailError, nameError, passportIssuedAtError, tidyName } from './applicant-rules.ts';
import { applicantDraftSchema, applicantSchema, employmentKinds, type Applicant } from './applicant.ts';
import { addDays, birthday, daysBetween } from './days.ts';

const lastDay = (...days: string[]) => days.reduce((one, other) => (one > other ? one : other));

// --- people, drawn so that only the definition of a valid passport is repeated here, not the code under test ---

const letter = fc.constantFrom(...'абвгдеёжзийклмнопрстуфхцчшщъыьэюя');
const word = fc.string({ unit: letter, minLength: 1, maxLength: 12 }).map((letters) => letters.charAt(0).toUpperCase() + letters.slice(1));
const realLastNames = [
  'Салтыков-Щедрин',
  'Фёдоров',
  'Ё',
  'О’Коннор',
  "Д'Артаньян",
  'Мамед оглы',
  'Мамин-Сибиряк',
  'ИВАНОВА',
  'Ким',
  'де ла Крус',
];
const name = fc.oneof(
  word,
  fc.tuple(word, fc.constantFrom('-', ' ', '’', "'", '‑', '–', ' - '), word).map((parts) => parts.join('')),
  fc.constantFrom(...realLastNames),
);
const middleName = fc.oneof(name, fc.constantFrom('', 'Ильич', 'Мамед оглы', 'Гейдар кызы', 'Салим-Оглы'));

const today = fc.integer({ min: 0, max: 3_650 }).map((days) => addDays('2026-01-01', days));
const leapDay = fc.integer({ min: 0, max: 14 }).map((leaps) => `${1948 + leaps * 4}-02-29`);

/** Born on a day that makes the person 18 to 90 on `day`; every fifth on 29 February. */
const bornBefore = (day: string) =>
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .integer({ min: 0, max: daysBetween(birthday(day, -90), birthday(day, -18)) })
        .map((days) => addDays(birthday(day, -90), days)),
    },
    { weight: 1, arbitrary: leapDay.filter((born) => birthday(born, 18) <= day) },
  );

/** The first day on which a passport that is still valid on `day` may have been issued. */
function earliestIssue(born: string, day: string): string {
  let earliest = birthday(born, 14);
  for (const age of [20, 45]) if (daysBetween(birthday(born, age), day) > 90) earliest = birthday(born, age);
  return earliest;
}

const passportOf = (born: string, day: string) => {
  const from = earliestIssue(born, day);
  // The edges of the span are where rules break.
  return fc
    .oneof(fc.constant(0), fc.constant(daysBetween(from, day)), fc.integer({ min: 0, max: daysBetween(from, day) }))
    .map((days) => addDays(from, days));
};

type Person = { applicant: Applicant; today: string };

const person: fc.Arbitrary<Person> = today.chain((day) =>
  bornBefore(day).chain((born) =>
    passportOf(born, day).chain((issuedAt) =>
      fc
        .record(
          {
            lastName: name,
            firstName: name,
            middleName,
            birthDate: fc.constant(born),
            birthPlace: fc.constantFrom('гор. Тверь', 'с. Ёлкино Пермской обл.', 'Алма-Ата, Казахская ССР'),
            email: fc.constantFrom('anna@example.ru', 'a.b+c@mail.example.ru', 'почта@пример.рф'),
            passport: fc.record({
              series: fc.stringMatching(/^\d{4}$/),
              number: fc.stringMatching(/^\d{6}$/),
              issuedAt: fc.constant(issuedAt),
              issuedBy: fc.constantFrom('ГУ МВД России по г. Москве', 'ОВД «Замоскворечье» № 2'),
              departmentCode: fc.stringMatching(/^\d{3}-\d{3}$/),
            }),
            registrationAddress: fc.constant('г. Тверь, ул. Мира, д. 1, кв. 2'),
            residenceAddress: fc.constant('г. Москва, Тверская ул., д. 3'),
            employment: fc.record(
              { kind: fc.constantFrom(...employmentKinds), employer: fc.constant('ООО «Ромашка»'), monthlyIncome: fc.nat(100_000_000) },
              { requiredKeys: ['kind', 'monthlyIncome'] },
            ),
            // Whatever stands in SNILS and INN, nobody is refused for it.
            snils: fc.stringMatching(/^\d{3}-\d{3}-\d{3} \d{2}$/),
            inn: fc.stringMatching(/^\d{12}$/),
          },
          {
            requiredKeys: ['lastName', 'firstName', 'birthDate', 'birthPlace', 'passport', 'registrationAddress', 'employment'],
          },
        )
        .map((applicant) => ({ applicant, today: day })),
    ),
  ),
);

const codes = (applicant: Applicant, day: string) => applicantErrors(applicant, day).map(({ path, code }) => `${path} ${code}`);

const anna: Applicant = {
  lastName: 'Иванова',
  firstName: 'Анна',
  birthDate: '1990-05-10',
  birthPlace: 'гор. Тверь',
  passport: { series: '4510', number: '123456', issuedAt: '2010-06-01', issuedBy: 'ОВД «Мещанское»', departmentCode: '770-001' },
  registrationAddress: 'г. Тверь, ул. Мира, д. 1',
  employment: { kind: 'employed', employer: 'ООО «Ромашка»', position: 'инженер', monthlyIncome: 9_000_000 },
};
const day = '2026-03-01';

test('a valid person is never refused, neither by the schema nor by the rules', () => {
  fc.assert(
    fc.property(person, (drawn) => {
      assert.deepEqual(applicantSchema.safeParse(drawn.applicant).error?.issues ?? [], []);
      assert.deepEqual(codes(drawn.applicant, drawn.today), []);
    }),
    { numRuns: 2_000 },
  );
});

test('any part of a valid form is a draft', () => {
  fc.assert(
    fc.property(person, fc.nat(), ({ applicant }, seed) => {
      const keys = Object.keys(applicant);
      const part = Object.fromEntries(Object.entries(applicant).filter((_, index) => (seed >> (index % keys.length)) % 2 === 0));
      assert.ok(applicantDraftSchema.safeParse(part).success);
    }),
  );
});

test('a passport of a day on which it could not be issued is refused', () => {
  fc.assert(
    fc.property(person, fc.integer({ min: 1, max: 5_000 }), ({ applicant, today }, days) => {
      const born = applicant.birthDate;
      const tooEarly = addDays(earliestIssue(born, today), -days);
      assert.equal(passportIssuedAtError(tooEarly, born, today), tooEarly < birthday(born, 14) ? 'issued_before_14' : null);
      assert.equal(passportIssuedAtError(addDays(today, days), born, today), 'issued_in_future');
    }),
    { numRuns: 1_000 },
  );
});

test('the under-aged are refused up to the day before their 18th birthday', () => {
  fc.assert(
    fc.property(person, fc.integer({ min: 1, max: 6_500 }), ({ applicant }, days) => {
      const comesOfAge = birthday(applicant.birthDate, 18);
      assert.equal(birthDateError(applicant.birthDate, lastDay(addDays(comesOfAge, -days), applicant.birthDate)), 'under_age');
      assert.equal(birthDateError(applicant.birthDate, comesOfAge), null);
    }),
  );
});

describe('names', () => {
  for (const good of [...realLastNames, 'Я', 'Анна-Мария', 'Андреи\u0306', 'Йорн', 'Мария Магдалина', 'Анна  Мария', ' Пётр '])
    test(`«${good}» is a name`, () => assert.equal(nameError(good), null));
  for (const [bad, code] of [
    ['', 'required'],
    ['  ', 'required'],
    ['Ivanova', 'cyrillic_only'],
    ['Иванoва', 'cyrillic_only'], // the o is Latin
    ['Иванова1', 'cyrillic_only'],
    ['-Иванова', 'cyrillic_only'],
    ['Иванова-', 'cyrillic_only'],
    ['Иванова--Петрова', 'cyrillic_only'],
    ['<b>Анна</b>', 'cyrillic_only'],
    ['А'.repeat(101), 'too_long'],
  ] as const)
    test(`«${bad.slice(0, 20)}» is none: ${code}`, () => assert.equal(nameError(bad), code));

  test('a name is kept tidy', () => {
    assert.equal(tidyName('  Салтыков – Щедрин '), 'Салтыков-Щедрин');
    assert.equal(tidyName('Анна\u00a0 Мария'), 'Анна Мария');
    assert.equal(tidyName('Андреи\u0306'), 'Андрей');
    assert.equal(tidyName('Фе\u0308доров'), 'Фёдоров');
  });
});

describe('the day of birth', () => {
  for (const [born, code] of [
    ['1990-02-30', 'date_impossible'],
    ['1991-02-29', 'date_impossible'],
    ['1990-13-01', 'date_impossible'],
    ['10.05.1990', 'date_impossible'],
    ['', 'required'],
    ['2026-03-02', 'birth_date_impossible'],
    ['1900-01-01', 'birth_date_impossible'],
    ['2008-03-02', 'under_age'],
    ['2008-03-01', null],
    ['2008-02-29', null],
    ['1906-03-01', null],
  ] as const)
    test(`${born || 'nothing'}: ${code ?? 'good'}`, () => assert.equal(birthDateError(born, day), code));

  test('born on 29 February one comes of age on 1 March of a common year', () => {
    assert.equal(birthDateError('2008-02-29', '2026-02-28'), 'under_age');
    assert.equal(birthDateError('2008-02-29', '2026-03-01'), null);
  });
});

describe('the day of the passport', () => {
  const born = '1981-06-15';
  for (const [issuedAt, on, code] of [
    ['1995-06-14', '1999-01-01', 'issued_before_14'],
    ['1995-06-15', '1999-01-01', null],
    ['2026-06-16', '2026-06-15', 'issued_in_future'],
    ['2005-02-30', '2026-01-01', 'date_impossible'],
    ['', '2026-01-01', 'required'],
  ] as const)
    test(`issued ${issuedAt || 'never'}, seen on ${on}: ${code ?? 'good'}`, () =>
      assert.equal(passportIssuedAtError(issuedAt, born, on), code));

  test('without a possible birth date only the day itself is judged', () => {
    assert.equal(passportIssuedAtError('2005-01-01', '1981-02-30', day), null);
    assert.equal(passportIssuedAtError('2027-01-01', '', day), 'issued_in_future');
  });
});

test('an e-mail address has a place to go to', () => {
  for (const good of ['anna@example.ru', 'a.b+c@mail.example.ru', 'почта@пример.рф']) assert.equal(emailError(good), null, good);
  for (const bad of ['anna', 'anna@', '@example.ru', 'anna@example', 'an na@example.ru', 'anna@example..ru', 'a@b@c.ru'])
    assert.equal(emailError(bad), 'email_impossible', bad);
});

test('every wrong field is named by its path', () => {
  assert.deepEqual(codes(anna, day), []);
  const wrong: Applicant = {
    ...anna,
    lastName: 'Ivanova',
    middleName: '?',
    birthDate: '2015-01-01',
    birthPlace: ' ',
    email: 'x',
    passport: { series: '45', number: '1', issuedAt: '2016-01-01', issuedBy: '', departmentCode: '770001' },
    registrationAddress: '',
    employment: { kind: 'employed', monthlyIncome: -1 },
  };
  assert.deepEqual(codes(wrong, day), [
    '/lastName cyrillic_only',
    '/middleName cyrillic_only',
    '/birthDate under_age',
    '/birthPlace required',
    '/email email_impossible',
    '/passport/series passport_series',
    '/passport/number passport_number',
    '/passport/issuedAt issued_before_14',
    '/passport/issuedBy required',
    '/passport/departmentCode department_code',
    '/registrationAddress required',
    '/employment/monthlyIncome income_impossible',
  ]);
});
