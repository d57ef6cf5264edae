/** Where the page gets the time from: one for all of it, another in tests. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

let format: Intl.DateTimeFormat | undefined;

/** The day in Moscow, YYYY-MM-DD: the form's rules are about business days. */
export function moscowDay(now: Date): string {
  // Made once: making one costs a hundred times what using it does.
  format ??= new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Moscow', year: 'numeric', month: '2-digit', day: '2-digit' });
  return format.format(now);
}
