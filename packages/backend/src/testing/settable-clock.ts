import type { Clock } from '../platform/clock.ts';

/**
 * The backend's time, which stands still until a test moves it: what waits for limits and ends needs no ticking, and the answers are
 * the same on a slow machine. The queue keeps the real time, so jobs start as soon as they are due by that.
 */
export interface SettableClock extends Clock {
  advance(milliseconds: number): void;
}

export function settableClock(): SettableClock {
  let now = Date.now();
  return { now: () => new Date(now), advance: (milliseconds) => void (now += milliseconds) };
}
