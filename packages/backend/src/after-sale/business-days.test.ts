import { addDays } from '@installment-button/protocol';
import { moscowDay } from '@installment-button/protocol/moscow-day';
import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createLog } from '../platform/observability/log.ts';
import { createCalendar, nextBusinessDay } from './business-days.ts';

const silent = createLog('silent');
const calendar = createCalendar(null, silent);

test('2026 has 247 working days', () => {
  let working = 0;
  for (let day = '2026-01-01'; day.startsWith('2026'); day = addDays(day, 1)) if (calendar.isBusinessDay(day)) working += 1;
  assert.equal(working, 247);
});

test('the next business day skips weekends, holidays and days moved by decree', () => {
  assert.equal(nextBusinessDay('2026-11-24', calendar), '2026-11-25');
  assert.equal(nextBusinessDay('2026-11-27', calendar), '2026-11-30');
  assert.equal(nextBusinessDay('2026-11-03', calendar), '2026-11-05');
  assert.equal(nextBusinessDay('2026-12-30', calendar), '2027-01-11');
});

test('a day begins at midnight in Moscow', () => {
  assert.equal(moscowDay(new Date('2026-11-24T20:59:59Z')), '2026-11-24');
  assert.equal(moscowDay(new Date('2026-11-24T21:00:00Z')), '2026-11-25');
});

test("an operator's file replaces a year", () => {
  const file = join(mkdtempSync(join(tmpdir(), 'calendar-')), '2027.json');
  writeFileSync(file, JSON.stringify({ source: 'decree', daysOff: ['2027-11-05'], workingDays: ['2027-11-13'] }));
  const replaced = createCalendar(file, silent);
  assert.equal(replaced.isBusinessDay('2027-11-05'), false);
  assert.equal(replaced.isBusinessDay('2027-11-13'), true);
  assert.equal(calendar.isBusinessDay('2027-11-13'), false);
});

test('a year without a file counts the Labour Code and warns once', () => {
  const lines: string[] = [];
  const later = createCalendar(null, createLog('warn', { write: (line: string) => void lines.push(line) }));
  assert.equal(later.isBusinessDay('2031-06-12'), false);
  assert.equal(later.isBusinessDay('2031-06-11'), true);
  assert.equal(lines.length, 1);
});
