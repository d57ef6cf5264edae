import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, addMonths, birthday, daysBetween, isDay, monthsAndDaysBetween } from './days.ts';

test('a day is one that the calendar has', () => {
  for (const day of ['2024-02-29', '2000-02-29', '2026-12-31', '1899-01-01']) assert.ok(isDay(day), day);
  for (const no of ['2026-02-29', '1900-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '2026-01-00', '26-01-01', '2026-1-1', '', 'abc'])
    assert.ok(!isDay(no), no);
});

test('the same day of a later month, or its last day where it is shorter', () => {
  assert.equal(addMonths('2026-01-31', 1), '2026-02-28');
  assert.equal(addMonths('2026-01-31', 2), '2026-03-31');
  assert.equal(addMonths('2027-11-30', 3), '2028-02-29');
  assert.equal(addMonths('2026-06-15', 12), '2027-06-15');
});

test('born on 29 February, the birthday of a common year is 1 March', () => {
  assert.equal(birthday('2008-02-29', 18), '2026-03-01');
  assert.equal(birthday('2008-02-29', 20), '2028-02-29');
  assert.equal(birthday('1990-07-10', 45), '2035-07-10');
});

test('full months and the days that remain', () => {
  assert.deepEqual(monthsAndDaysBetween('2026-01-10', '2026-02-10'), { months: 1, days: 0 });
  assert.deepEqual(monthsAndDaysBetween('2026-01-10', '2026-02-09'), { months: 0, days: 30 });
  assert.deepEqual(monthsAndDaysBetween('2026-01-31', '2026-02-28'), { months: 1, days: 0 });
  assert.deepEqual(monthsAndDaysBetween('2026-01-31', '2026-03-01'), { months: 1, days: 1 });
  assert.deepEqual(monthsAndDaysBetween('2025-12-25', '2027-01-05'), { months: 12, days: 11 });
});

test('months and days put together again give the day', () => {
  const day = fc.integer({ min: 0, max: 30_000 }).map((days) => addDays('1990-01-01', days));
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 4_000 }), (from, distance) => {
      const to = addDays(from, distance);
      const { months, days } = monthsAndDaysBetween(from, to);
      assert.equal(addDays(addMonths(from, months), days), to);
      assert.ok(days >= 0 && days < 31);
      assert.equal(daysBetween(from, to), distance);
    }),
  );
});
