import { after, DAY, HOUR, SECOND } from '../platform/clock.ts';

/** A delivery is given up, and an endpoint without one success disabled, after this. */
export const PATIENCE_MS = 3 * DAY;

const FIRST_PAUSE_MS = 5 * SECOND;
const LONGEST_PAUSE_MS = 4 * HOUR;

/** The pause equals the time since the delivery was created, a quarter more or less: 5 s, 5 s, 10 s, 20 s … at most 4 h. */
export function nextAttempt(began: Date, now: Date, random: () => number = Math.random): Date {
  const passed = now.getTime() - began.getTime();
  return after(now, Math.min(Math.max(passed, FIRST_PAUSE_MS), LONGEST_PAUSE_MS) * (0.75 + random() / 2));
}
