import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatMoney, isAmount } from './money.ts';

const nbsp = '\u00a0';

test('whole sums have no kopecks, others have two digits', () => {
  assert.equal(formatMoney(4_999_000, 'RUB', 'ru'), `49${nbsp}990${nbsp}₽`);
  assert.equal(formatMoney(416_583, 'RUB', 'ru'), `4${nbsp}165,83${nbsp}₽`);
  assert.equal(formatMoney(416_580, 'RUB', 'ru'), `4${nbsp}165,80${nbsp}₽`);
  assert.equal(formatMoney(0, 'RUB', 'ru'), `0${nbsp}₽`);
  assert.equal(formatMoney(416_583, 'RUB', 'en'), '₽4,165.83');
});

test('before a choice a payment is rounded up to the rouble', () => {
  assert.equal(formatMoney(416_501, 'RUB', 'ru', { roundUp: true }), `4${nbsp}166${nbsp}₽`);
  assert.equal(formatMoney(416_500, 'RUB', 'ru', { roundUp: true }), `4${nbsp}165${nbsp}₽`);
});

test('from the signing on kopecks are shown even where they are zero', () => {
  assert.equal(formatMoney(416_500, 'RUB', 'ru', { fraction: true }), `4${nbsp}165,00${nbsp}₽`);
});

test('a currency without a fraction is counted in whole units', () => {
  assert.equal(formatMoney(1500, 'JPY', 'ru'), `1${nbsp}500${nbsp}¥`);
});

test('no locale writes U+202F', () => {
  for (const locale of ['ru', 'en', 'fr']) assert.doesNotMatch(formatMoney(123_456_789_00, 'RUB', locale), /\u202f/);
});

test('what is shown is the sum to the kopeck', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000_000 }), (amount) => {
      const shown = formatMoney(amount, 'RUB', 'ru', { fraction: true }).replace(/[^\d]/g, '');
      assert.equal(Number(shown), amount);
    }),
  );
});

test('a sum is a non-negative integer that is still exact', () => {
  for (const good of [0, 1, Number.MAX_SAFE_INTEGER]) assert.ok(isAmount(good));
  for (const bad of [-1, 0.5, NaN, Infinity, 2 ** 53, '1', null, undefined]) assert.ok(!isAmount(bad));
});
