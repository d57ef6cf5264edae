import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDay } from './days.ts';
import { moscowDay } from './moscow-day.ts';

test('the day changes at midnight in Moscow', () => {
  assert.equal(moscowDay(new Date('2026-12-01T20:59:59Z')), '2026-12-01');
  assert.equal(moscowDay(new Date('2026-12-01T21:00:00Z')), '2026-12-02');
  assert.equal(moscowDay(new Date('2028-02-28T21:00:00Z')), '2028-02-29');
});

test('the day is right in engines whose locales write dates in another order', (t) => {
  // ICU 72 writes the en-CA day month first. Here every locale does, so that no locale's order can be trusted by accident.
  const { format } = Object.getOwnPropertyDescriptors(Intl.DateTimeFormat.prototype);
  Object.defineProperty(Intl.DateTimeFormat.prototype, 'format', {
    configurable: true,
    get: () => (at: Date) => `${at.getUTCMonth() + 1}/${at.getUTCDate()}/${at.getUTCFullYear()}`,
  });
  t.after(() => Object.defineProperty(Intl.DateTimeFormat.prototype, 'format', format));
  assert.equal(new Intl.DateTimeFormat('ru').format(new Date('2026-12-01T12:00:00Z')), '12/1/2026', 'the fake works');
  assert.equal(moscowDay(new Date('2026-12-01T12:00:00Z')), '2026-12-01');
  assert.ok(isDay(moscowDay(new Date())));
});
