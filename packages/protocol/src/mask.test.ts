import assert from 'node:assert/strict';
import { test } from 'node:test';
import { maskEmail, maskName } from './mask.ts';

test('a name shows its first letter and not its length', () => {
  assert.deepEqual(['Иван', 'Ия', '𝒜b'].map(maskName), ['И*****', 'И*****', '𝒜*****']);
});

test('an e-mail shows the ends of its name and its domain', () => {
  assert.equal(maskEmail('ivanov@gmail.com'), 'i****v@gmail.com');
  assert.equal(maskEmail('ab@shop.example'), 'a****b@shop.example');
  assert.equal(maskEmail('a@shop.example'), '****@shop.example');
});
