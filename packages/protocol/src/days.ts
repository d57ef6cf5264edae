/** Calendar days as text `YYYY-MM-DD`: no clock, no time zone. Free of zod. */

/** Whether the text is a day that the calendar has: `2027-02-29` is none. */
export function isDay(day: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && fromNumber(toNumber(day)) === day;
}

export function addDays(day: string, days: number): string {
  return fromNumber(toNumber(day) + days);
}

/** The same day of a later month; where that month is shorter, its last day. */
export function addMonths(day: string, months: number): string {
  const [year, month, date] = parts(day);
  const lastOfMonth = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return text(new Date(Date.UTC(year, month - 1 + months, Math.min(date, lastOfMonth))));
}

/** The birthday `years` after the birth; born on 29 February it is 1 March in a common year. */
export function birthday(birthDate: string, years: number): string {
  const [year, month, date] = parts(birthDate);
  return text(new Date(Date.UTC(year + years, month - 1, date)));
}

export function daysBetween(from: string, to: string): number {
  return toNumber(to) - toNumber(from);
}

/** Full months from one day to another and the days that remain. */
export function monthsAndDaysBetween(from: string, to: string): { months: number; days: number } {
  const [fromYear, fromMonth] = parts(from);
  const [toYear, toMonth] = parts(to);
  let months = (toYear - fromYear) * 12 + toMonth - fromMonth;
  if (addMonths(from, months) > to) months -= 1;
  return { months, days: daysBetween(addMonths(from, months), to) };
}

const dayMs = 86_400_000;

function parts(day: string): [year: number, month: number, date: number] {
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))];
}

function toNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / dayMs;
}

function fromNumber(number: number): string {
  return Number.isFinite(number) ? text(new Date(number * dayMs)) : '';
}

function text(date: Date): string {
  return date.toISOString().slice(0, 10);
}
