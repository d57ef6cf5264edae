import { readFileSync } from 'node:fs';
import { addDays } from '@installment-button/protocol';
import * as z from 'zod';
import type { Log } from '../platform/observability/log.ts';
import of2026 from './calendar/2026.json' with { type: 'json' };
import of2027 from './calendar/2027.json' with { type: 'json' };

/** Business days of Europe/Moscow; a day is `YYYY-MM-DD`. */
export interface Calendar {
  isBusinessDay(day: string): boolean;
}

const yearSchema = z.strictObject({
  /** The decree or law that the dates come from. */
  source: z.string(),
  /** Weekdays that are not worked. */
  daysOff: z.array(z.iso.date()),
  /** Saturdays and Sundays that are worked. */
  workingDays: z.array(z.iso.date()),
});
type Year = z.infer<typeof yearSchema>;

/** `CALENDAR_FILE`: one year like the files in `calendar/`, or an array of years. A year here replaces the shipped year. */
const fileSchema = z.union([yearSchema.transform((year) => [year]), z.array(yearSchema)]);

/** Holidays of the Labour Code, article 112, as month and day. Used for years without a decree. */
const lawful = [
  '01-01',
  '01-02',
  '01-03',
  '01-04',
  '01-05',
  '01-06',
  '01-07',
  '01-08',
  '02-23',
  '03-08',
  '05-01',
  '05-09',
  '06-12',
  '11-04',
];

export function createCalendar(file: string | null, log: Log): Calendar {
  const years = new Map<string, Year>([of2026, of2027, ...(file === null ? [] : readYears(file))].map((year) => [yearOf(year), year]));
  const warned = new Set<string>();
  return {
    isBusinessDay(day) {
      const year = years.get(day.slice(0, 4));
      const weekend = [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
      if (year) return weekend ? year.workingDays.includes(day) : !year.daysOff.includes(day);
      if (!warned.has(day.slice(0, 4))) {
        warned.add(day.slice(0, 4));
        log.warn(
          { year: day.slice(0, 4) },
          'no production calendar for this year: counting weekends and the holidays of the Labour Code; set CALENDAR_FILE',
        );
      }
      return !weekend && !lawful.includes(day.slice(5));
    },
  };
}

function readYears(file: string): Year[] {
  return fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

function yearOf({ daysOff, workingDays }: Year): string {
  return (daysOff[0] ?? workingDays[0] ?? '').slice(0, 4);
}

export function nextBusinessDay(day: string, calendar: Calendar): string {
  let next = addDays(day, 1);
  while (!calendar.isBusinessDay(next)) next = addDays(next, 1);
  return next;
}

/** Noon of this day in Moscow, which is UTC+3 all year. */
export function moscowNoon(day: string): Date {
  return new Date(`${day}T12:00:00+03:00`);
}
