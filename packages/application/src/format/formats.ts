import { formatMoney } from '@installment-button/protocol/money';
import { html, type TemplateResult } from 'lit';
import type { Locale } from './locale.ts';

/** Sums, dates and times in the buyer's language. */
export class Formats {
  readonly locale: Locale;
  readonly currency: string;

  constructor(locale: Locale, currency: string) {
    this.locale = locale;
    this.currency = currency;
  }

  /** With kopecks only where there are any. */
  sum(amount: number): string {
    return formatMoney(amount, this.currency, this.locale);
  }

  /** A payment before the signing: rounded up to the rouble. */
  payment(amount: number): string {
    return formatMoney(amount, this.currency, this.locale, { roundUp: true });
  }

  /** From the signing on: always with kopecks. */
  exact(amount: number): string {
    return formatMoney(amount, this.currency, this.locale, { fraction: true });
  }

  /** `2,5`. */
  quantity(quantity: number): string {
    return this.number(quantity, 0, 3);
  }

  /** Without the currency sign, always with kopecks: for the frames of the full cost and for the schedule. */
  bare(amount: number): string {
    return this.number(amount / 100, 2, 2);
  }

  /** The full cost, always with three decimals: `19,894 %`. */
  fullCostRate(rate: number): string {
    return this.percent(rate, 3);
  }

  rate(rate: number): string {
    return this.percent(rate, 0);
  }

  /** `24 декабря`, with the year where it is not this one. */
  day(day: string, now: Date): string {
    const sameYear = day.slice(0, 4) === String(now.getFullYear());
    const options: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', ...(sameYear ? {} : { year: 'numeric' }) };
    // Day and month stay on one line. The year may wrap.
    return this.date(new Date(`${day}T12:00:00Z`), options, 'UTC').replace(' ', '\u00a0');
  }

  /** `24.12.2026`; `shortYear`: `24.12.26`. */
  numericDay(day: string, shortYear = false): string {
    return this.date(new Date(`${day}T12:00:00Z`), { day: '2-digit', month: '2-digit', year: shortYear ? '2-digit' : 'numeric' }, 'UTC');
  }

  month(day: string, style: 'short' | 'long' = 'short'): string {
    return this.date(new Date(`${day}T12:00:00Z`), { month: style }, 'UTC')
      .replace('.', '')
      .slice(0, style === 'short' ? 3 : 20);
  }

  /** `ноябрь`. */
  monthName(day: string): string {
    return this.date(new Date(`${day}T12:00:00Z`), { month: 'long' }, 'UTC');
  }

  weekday(day: string): string {
    return this.date(new Date(`${day}T12:00:00Z`), { weekday: 'short' }, 'UTC');
  }

  /** `14:32`. */
  time(at: Date): string {
    return this.date(at, { hour: '2-digit', minute: '2-digit' });
  }

  /** `24 ноября, 14:40`; today only the time. */
  moment(at: Date, now: Date): string {
    if (at.toDateString() === now.toDateString()) return this.time(at);
    return this.date(at, { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' });
  }

  /** `24 ноября 2026, 14:40:05` in Moscow, wherever the buyer is: as the documents have it. */
  momentInMoscow(at: Date): string {
    const second = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
    return this.date(at, { day: 'numeric', month: 'long', year: 'numeric', ...second }, 'Europe/Moscow').replace(
      /(\sг\.)?\s(в|at)\s/,
      ', ',
    );
  }

  /** `через 12 минут`. For a wait: the device's clock may be wrong, so no time of day is named. */
  in(to: Date, now: Date): string {
    const seconds = Math.max(1, Math.ceil((to.getTime() - now.getTime()) / 1000));
    const format = new Intl.RelativeTimeFormat(this.locale);
    if (seconds < 60) return format.format(seconds, 'second');
    const minutes = Math.ceil(seconds / 60);
    return minutes < 60 ? format.format(minutes, 'minute') : format.format(Math.ceil(minutes / 60), 'hour');
  }

  /** `1:12`, never below zero. */
  countdown(to: Date, now: Date): string {
    const seconds = Math.max(0, Math.ceil((to.getTime() - now.getTime()) / 1000));
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  }

  private percent(rate: number, least: number): string {
    const format = new Intl.NumberFormat(this.locale, { style: 'percent', minimumFractionDigits: least, maximumFractionDigits: 3 });
    return format.format(rate / 100).replaceAll('\u202f', '\u00a0');
  }

  private number(value: number, least: number, most: number): string {
    const format = new Intl.NumberFormat(this.locale, { minimumFractionDigits: least, maximumFractionDigits: most });
    return format.format(value).replaceAll('\u202f', '\u00a0');
  }

  private date(date: Date, options: Intl.DateTimeFormatOptions, timeZone?: string): string {
    const zone = timeZone ? { timeZone } : {};
    // British order and 24 hours: these are the dates of a Russian contract.
    return new Intl.DateTimeFormat(this.locale === 'en' ? 'en-GB' : this.locale, { ...options, ...zone })
      .format(date)
      .replace(/\s+г\.$/, '');
  }
}

/** A figure that never wraps. */
export const number = (text: unknown): TemplateResult => html`<span class="number">${text}</span>`;

/** `+7 912 •••-••-89`, from a whole phone or from a masked one. */
export function maskedPhone(phone: string): string {
  const shown = phone.replace(/[^\d*]/g, '');
  return shown.length < 10 ? phone : `+7 ${shown.slice(-10, -7)} •••-••-${shown.slice(-2)}`;
}
