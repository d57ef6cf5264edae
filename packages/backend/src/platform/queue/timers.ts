import type { Clock as QueueClock } from 'pg-boss';

export interface Timers {
  /** Returns how to stop. */
  every(milliseconds: number, act: () => void): () => void;
  /** Returns how to call it off. */
  after(milliseconds: number, act: () => void): () => void;
}

/** Timers that run by a test's time where there is one. */
export function timersOf(clock: QueueClock | undefined): Timers {
  return {
    every(milliseconds, act) {
      if (clock) {
        const timer = clock.setInterval(act, milliseconds);
        return () => clock.clearInterval(timer);
      }
      const timer = setInterval(act, milliseconds);
      return () => clearInterval(timer);
    },
    after(milliseconds, act) {
      if (clock) {
        const timer = clock.setTimeout(act, milliseconds);
        return () => clock.clearTimeout(timer);
      }
      const timer = setTimeout(act, milliseconds);
      return () => clearTimeout(timer);
    },
  };
}
