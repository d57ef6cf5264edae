import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Formats, maskedPhone } from './formats.ts';

const ru = new Formats('ru', 'RUB');
const en = new Formats('en', 'RUB');
const now = new Date('2026-11-24T11:31:00Z');

test('sums are joined by U+00A0 and by nothing else', () => {
  assert.equal(ru.sum(4999000), '49\u00a0990\u00a0₽');
  assert.equal(ru.payment(416583), '4\u00a0166\u00a0₽');
  assert.equal(ru.exact(416583), '4\u00a0165,83\u00a0₽');
  assert.equal(ru.bare(499612), '4\u00a0996,12');
  for (const text of [ru.sum(123456789), ru.fullCostRate(19.894), ru.bare(123456789)]) assert.doesNotMatch(text, /[\u202f ]/);
});

test('the full cost has three decimals, a rate only those it needs', () => {
  assert.equal(ru.fullCostRate(19.9), '19,900\u00a0%');
  assert.equal(ru.rate(19.9), '19,9\u00a0%');
  assert.equal(en.fullCostRate(19.9), '19.900%');
});

test('a date says its year only where it is not this one, and keeps day and month together', () => {
  assert.equal(ru.day('2026-12-24', now), '24\u00a0декабря');
  assert.equal(ru.day('2027-11-24', now), '24\u00a0ноября 2027');
  assert.equal(en.day('2026-12-24', now), '24\u00a0December');
  assert.equal(ru.month('2027-08-24'), 'авг');
  assert.equal(ru.numericDay('2026-12-24', true), '24.12.26');
});

test('a countdown never falls below zero and shows whole seconds up', () => {
  assert.equal(ru.countdown(new Date(now.getTime() + 72_000), now), '1:12');
  assert.equal(ru.countdown(new Date(now.getTime() + 400), now), '0:01');
  assert.equal(ru.countdown(new Date(now.getTime() - 5000), now), '0:00');
});

test('a wait is told as a duration, never shorter than it is', () => {
  const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);
  assert.equal(ru.in(after(30), now), 'через 30 секунд');
  assert.equal(ru.in(after(61), now), 'через 2 минуты');
  assert.equal(ru.in(after(720), now), 'через 12 минут');
  assert.equal(ru.in(after(21_600), now), 'через 6 часов');
  assert.equal(en.in(after(-5), now), 'in 1 second');
});

test('a phone is shown by its ends', () => {
  assert.equal(maskedPhone('8 (916) 204-18-42'), '+7 916 •••-••-42');
  assert.equal(maskedPhone('+7916*****42'), '+7 916 •••-••-42');
  assert.equal(maskedPhone('916'), '916');
});
