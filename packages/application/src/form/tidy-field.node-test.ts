import assert from 'node:assert/strict';
import { test } from 'node:test';
import { capitalizeName } from './tidy-field.ts';

const names = {
  соколова: 'Соколова',
  'иванова-петрова': 'Иванова-Петрова',
  'ИВАНОВА-ПЕТРОВА': 'Иванова-Петрова',
  'анна мария': 'Анна Мария',
  'рустам оглы': 'Рустам оглы',
  'РУСТАМ ОГЛЫ': 'Рустам оглы',
  'д’артаньян': 'Д’Артаньян',
  МакГрегор: 'МакГрегор',
  Соколова: 'Соколова',
  ё: 'Ё',
  '': '',
};

for (const [typed, written] of Object.entries(names)) {
  test(`«${typed}» is written «${written}»`, () => assert.equal(capitalizeName(typed), written));
}
