import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { nameError } from '@installment-button/protocol/applicant-rules';
import { magicSurnames, behaviourBySurname } from './surnames.ts';

test('a magic surname tells every bank, in both genders and any case', () => {
  assert.equal(behaviourBySurname('Отказов', 'severny')?.decision, 'declined');
  assert.equal(behaviourBySurname('отказова', 'volna')?.decision, 'declined');
  assert.equal(behaviourBySurname(' МОЛЧАНОВА ', 'onega')?.answer, 'hang');
});

test('with the names of banks behind it, it tells only these', () => {
  assert.equal(behaviourBySurname('Отказов-Волна', 'volna')?.decision, 'declined');
  assert.equal(behaviourBySurname('Отказов-Волна', 'severny'), undefined);
  assert.equal(behaviourBySurname('Отказов-Волна-Онега', 'onega')?.decision, 'declined');
});

test('several may be joined, and one without banks is for the rest', () => {
  const surname = 'Одобров-Отказов-Волна-Молчанов-Онега-Ладога';
  assert.equal(behaviourBySurname(surname, 'volna')?.decision, 'declined');
  assert.equal(behaviourBySurname(surname, 'ladoga')?.answer, 'hang');
  assert.equal(behaviourBySurname(surname, 'severny')?.answer, 'at-once');
});

test('any other surname leaves the banks as they are', () => {
  assert.equal(behaviourBySurname('Ивлев', 'severny'), undefined);
  assert.equal(behaviourBySurname('Отказовский', 'severny'), undefined);
  assert.equal(behaviourBySurname('Северный', 'severny'), undefined);
});

test('every magic surname is one that the form takes', () => {
  for (const { surname } of magicSurnames) assert.equal(nameError(surname), null, surname);
});

test('the README documents every one of them', async () => {
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  for (const { surname, meaning } of magicSurnames) assert.match(readme, new RegExp(`\\| ${surname} +\\| ${meaning.en} +\\|`));
});
