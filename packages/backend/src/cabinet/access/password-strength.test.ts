import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refuseSimplePassword } from './password-strength.ts';

const check = (password: string) => refuseSimplePassword(password, ['anna.probnaya@shop.example'], '/password');

for (const password of [
  'password12345',
  'qwertyuiop12',
  'йцукенгшщзхъ',
  'пароль123456',
  'gfhjkmgfhjkm',
  '1234567890ab',
  'anna.probnaya',
  'short',
])
  test(`${password} is refused`, () => assert.throws(() => check(password), /must not be common/));

for (const password of ['correct horse 1', 'новый хороший пароль', 'ksjdhf8723hd']) test(`${password} is accepted`, () => check(password));
