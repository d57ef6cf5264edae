import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applicant, banks } from '../testing/fixtures.ts';
import { sharedData } from './shared-data.ts';
import { emptyValues, valuesOf } from './values.ts';

const [first] = banks;
const bank = {
  ...first!,
  data: ['паспорт', 'место работы и должность', 'СНИЛС', 'ИНН'],
  voluntary: [
    { field: 'employer' as const, words: 'место работы и должность' },
    { field: 'snils' as const, words: 'СНИЛС' },
    { field: 'inn' as const, words: 'ИНН' },
  ],
};

test('only data that the buyer gave are named', () => {
  assert.deepEqual(sharedData(bank, emptyValues()), ['паспорт']);
  const values = { ...valuesOf(applicant, null), snils: '112-233-445 95' };
  assert.deepEqual(sharedData(bank, values), ['паспорт', 'место работы и должность', 'СНИЛС']);
  assert.deepEqual(sharedData(bank, { ...values, employmentKind: 'pensioner' }), ['паспорт', 'СНИЛС'], 'an employer of before is not sent');
});

test('a service that does not say what is voluntary has all of it named', () => {
  const { voluntary: _, ...older } = bank;
  assert.deepEqual(sharedData(older, emptyValues()), bank.data);
});
