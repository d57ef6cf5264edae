import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRoubles, tidyRoubles } from './roubles.ts';

const written: [text: string, roubles: number | null][] = [
  ['50000', 50_000],
  ['50 000', 50_000],
  ['50000,00', 50_000],
  ['50000.00', 50_000],
  ['45 000,50', 45_000],
  ['45 000,5 ₽', 45_000],
  ['50000,', 50_000],
  ['50.000', 50_000],
  ['50,000', 50_000],
  ['1.500.000,00', 1_500_000],
  ['1,500,000.00', 1_500_000],
  ['0', 0],
  ['', null],
  ['₽', null],
];

for (const [text, roubles] of written) {
  test(`«${text}» is ${roubles} roubles`, () => assert.equal(readRoubles(text), roubles));
}

test('a sum is shown in groups of three, without kopecks', () => {
  assert.equal(tidyRoubles('1500000,50'), '1\u00a0500\u00a0000');
  assert.equal(tidyRoubles(''), '');
});
