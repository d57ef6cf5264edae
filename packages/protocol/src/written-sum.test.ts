import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSum, writeSum } from './written-sum.ts';

test('sums are read with blanks, a comma or a point, and the currency sign', () => {
  for (const [text, kopecks] of [
    ['18700', 1_870_000],
    ['18 700', 1_870_000],
    ['18\u00a0700,50', 1_870_050],
    ['18700.5', 1_870_050],
    ['0', 0],
    ['49 990 ₽', 4_999_000],
    ['₽49,990', null],
  ] as const)
    assert.equal(readSum(text), kopecks, text);
});

test('what is no sum is refused', () => {
  for (const text of ['', 'много', '1,234', '-5', '1e5', '18,700.50', '99999999999']) assert.equal(readSum(text), null, text);
});

test('a sum comes back from a field as it was', () => {
  assert.equal(writeSum(readSum('18 700,50')), '18700,5');
  assert.equal(writeSum(null), '');
});
