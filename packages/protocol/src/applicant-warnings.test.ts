import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { passportIssuedAtError } from './applicant-rules.ts';
import { isInn, isPassportOutdated, isSnils } from './applicant-warnings.ts';

test('SNILS with the right control number', () => {
  for (const good of ['112-233-445 95', '11223344595', '087-654-303 00', '001-001-998 77', '000-000-001 00'])
    assert.ok(isSnils(good), good);
  for (const bad of ['112-233-445 96', '087-654-303 01', '1122334459', '112233445955', '', 'abc']) assert.ok(!isSnils(bad), bad);
});

test('INN of a person with the right control digits', () => {
  for (const good of ['500100732259', '5001 0073 2259']) assert.ok(isInn(good), good);
  for (const bad of ['500100732258', '500100732269', '7707083893', '', '50010073225']) assert.ok(!isInn(bad), bad);
});

test('of a hundred control numbers exactly one is right', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1_001_999, max: 999_999_999 }), (number) => {
      const nine = String(number).padStart(9, '0');
      const right = Array.from({ length: 100 }, (_, control) => nine + String(control).padStart(2, '0')).filter(isSnils);
      assert.equal(right.length, 1);
    }),
  );
});

test('one wrong digit of an INN is seen wherever it stands', () => {
  for (let at = 0; at < 12; at += 1) {
    for (let by = 1; by < 10; by += 1) {
      const digits = [...'500100732259'];
      digits[at] = String((Number(digits[at]) + by) % 10);
      assert.ok(!isInn(digits.join('')), digits.join(''));
    }
  }
});

describe('a passport that had to be replaced', () => {
  const born = '1981-06-15';
  for (const [issuedAt, on, outdated] of [
    // Replaced at 20: the old one is good for 90 days more.
    ['1999-01-01', '2001-09-13', false],
    ['1999-01-01', '2001-09-14', true],
    ['2001-06-15', '2001-09-14', false],
    // Replaced at 45.
    ['2005-01-01', '2026-06-14', false],
    ['2005-01-01', '2026-09-13', false],
    ['2005-01-01', '2026-09-14', true],
    ['2026-06-15', '2026-09-14', false],
    ['2026-06-14', '2026-09-14', true],
    ['2005-02-30', '2026-09-14', false],
    ['', '2026-09-14', false],
  ] as const)
    test(`issued ${issuedAt || 'never'}, seen on ${on}: ${outdated ? 'a warning' : 'good'}`, () =>
      assert.equal(isPassportOutdated(issuedAt, born, on), outdated));

  test('is no reason to refuse', () => assert.equal(passportIssuedAtError('2005-01-01', born, '2026-09-14'), null));
});
