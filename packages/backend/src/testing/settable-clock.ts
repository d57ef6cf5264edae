import type { Clock } from '../platform/clock.ts';

/**
 * The backend's time, ahead of the queue's by as much as a test says: what waits for limits and ends needs no ticking. Jobs start
 * as soon as they are due by the real time.
 */
export interface SettableClock extends Clock {
  advance(milliseconds: number): void;
}

export function settableClock(): SettableClock {
  let ahead = 0;
  return { now: () => new Date(Date.now() + ahead), advance: (milliseconds) => void (ahead += milliseconds) };
}
