import { addDays } from '@installment-button/protocol/days';
import { moscowDay } from '@installment-button/protocol/moscow-day';
import type { viewFilterKeys } from '@installment-button/protocol/cabinet/orders';

type Key = (typeof viewFilterKeys)[number];

/** What narrows the list, as the address and the saved views hold it. */
export type Filter = Partial<Record<Key, string>>;

const keys: readonly Key[] = ['status', 'bank', 'period', 'from', 'to', 'min', 'max', 'product', 'trusted', 'source'];

/** Periods that end today, by how many days before today they begin. */
export const periods = { today: 0, week: 6, month: 29 } as const;
export type Period = keyof typeof periods;

export function readFilter(query: Record<string, string>): Filter {
  return Object.fromEntries(keys.flatMap((key) => (query[key] ? [[key, query[key]]] : [])));
}

export function sameFilter(one: Filter, other: Filter): boolean {
  return keys.every((key) => (one[key] ?? '') === (other[key] ?? ''));
}

export const isPeriod = (text: string | undefined): text is Period => text !== undefined && Object.hasOwn(periods, text);

/** The filter as the API takes it: a period becomes its first and last day. */
export function toQuery({ period, ...filter }: Filter, now: Date): Record<string, string> {
  const written = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ''));
  if (!isPeriod(period)) return written;
  const today = moscowDay(now);
  return { ...written, from: addDays(today, -periods[period]), to: today };
}
