import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Formats } from '../format/formats.ts';
import { ServiceClock } from './clock.ts';

const serviceNow = new Date('2026-11-24T11:31:00Z');
const hour = 3_600_000;
const deviceAt = (offHours: number) => new ServiceClock({ now: () => new Date(serviceNow.getTime() + offHours * hour) });

for (const off of [-6, -1, 1, 6]) {
  test(`a device that is ${off} h off counts down to the service's moments`, () => {
    const clock = deviceAt(off);
    clock.correct(serviceNow.toUTCString());
    const resendAt = new Date(serviceNow.getTime() + 60_000);
    const text = new Formats('ru', 'RUB').countdown(resendAt, clock.now());
    assert.ok(['0:59', '1:00'].includes(text), text);
  });
}

test('a wall-clock time is written as the hands of the device show it', () => {
  const clock = deviceAt(-6);
  clock.correct(serviceNow.toUTCString());
  const shown = clock.onDevice(new Date(serviceNow.getTime() + 10 * 60_000));
  const difference = shown.getTime() - (serviceNow.getTime() - 6 * hour);
  assert.ok(Math.abs(difference - 10 * 60_000) < 1000, String(difference));
});

test('a slow network, an answer without a date and a broken date change nothing', () => {
  const clock = deviceAt(0);
  clock.correct(new Date(serviceNow.getTime() - 2000).toUTCString());
  clock.correct(null);
  clock.correct('yesterday');
  assert.deepEqual(clock.now(), serviceNow);
});
