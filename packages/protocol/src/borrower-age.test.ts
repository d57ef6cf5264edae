import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitsAge } from './borrower-age.ts';

const cases: [what: string, limits: Parameters<typeof fitsAge>[0], birthDate: string, term: number, fits: boolean][] = [
  ['no limits', {}, '1930-01-01', 36, true],
  ['20 years old, from 21', { minAge: 21 }, '2005-11-25', 12, false],
  ['21 today, from 21', { minAge: 21 }, '2005-11-24', 12, true],
  ['75 on the last day', { maxAgeAtEnd: 75 }, '1951-11-25', 12, true],
  ['76 on the last day', { maxAgeAtEnd: 75 }, '1951-11-24', 12, false],
  ['the same person for half a year', { maxAgeAtEnd: 75 }, '1951-11-24', 6, true],
  ['born on 29 February, 76 on 1 March of a common year', { maxAgeAtEnd: 75 }, '1952-02-29', 15, true],
  ['the same person a month later', { maxAgeAtEnd: 75 }, '1952-02-29', 16, false],
];

for (const [what, limits, birthDate, term, fits] of cases) {
  test(`${what}: ${fits ? 'fits' : 'does not fit'}`, () => assert.equal(fitsAge(limits, birthDate, term, '2026-11-24'), fits));
}
