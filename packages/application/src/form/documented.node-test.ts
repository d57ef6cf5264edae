import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { applicantErrorTexts } from '@installment-button/protocol/applicant-rules';
import { ruLater } from '../texts/ru-later.ts';
import { fieldError } from './rules.ts';
import { emptyValues, fieldNames } from './values.ts';

const page = readFileSync(new URL('../../../../docs/form.md', import.meta.url), 'utf8');
const rows = new Map(
  page
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, name = '', , asked = '', , refused = '']) => [name.replaceAll('`', ''), { asked, refused }]),
);

test('docs/form.md has a row for each field, and no other', () => {
  assert.deepEqual([...rows.keys()].sort(), [...fieldNames].sort());
});

test('each reason to refuse and each warning is named there, and none that does not exist', () => {
  const codes = [...Object.keys(applicantErrorTexts), ...Object.keys(ruLater.warnings)];
  const named = new Set([...page.matchAll(/`([a-z0-9]+(?:_[a-z0-9]+)+|required)`/g)].map(([, code]) => code));
  assert.deepEqual([...named].sort(), codes.sort());
});

test('what the table says of an empty field is what the form says', () => {
  for (const [name, { refused }] of rows) {
    const field = fieldNames.find((one) => one === name)!;
    const values = { ...emptyValues(), residenceSame: false };
    assert.equal(fieldError(field, values, '2026-11-24') === 'required', refused.includes('`required`'), name);
  }
});
