import { TestClock } from 'pg-boss';
import type { Clock } from '../platform/clock.ts';

export interface ManualTime {
  /** For `startTestBackend`: one time for the backend and its queue. */
  clocks: { clock: Clock; queueClock: TestClock };
  clock: Clock;
  /** Moves the time on; jobs that fall due meanwhile start, each at its own time. Does not wait for their ends. */
  advance(milliseconds: number): Promise<void>;
  /** The same for long times, as if the process had slept: what fell due meanwhile starts now, once. */
  leap(milliseconds: number): Promise<void>;
}

/** A time that stands still until a test moves it. */
export function manualTime(start: Date = new Date()): ManualTime {
  const queueClock = new TestClock(start);
  const clock: Clock = { now: () => new Date(queueClock.now()) };
  return {
    clocks: { clock, queueClock },
    clock,
    advance: (milliseconds) => queueClock.tick(milliseconds),
    async leap(milliseconds) {
      await queueClock.setTime(queueClock.now() + milliseconds);
      await queueClock.tick(1);
    },
  };
}
