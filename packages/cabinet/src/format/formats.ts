import { moscowDay } from '@installment-button/protocol/moscow-day';
import { formatMoney } from '@installment-button/protocol/money';
import { html, type TemplateResult } from 'lit';

export type Locale = 'ru' | 'en';

const zone = { timeZone: 'Europe/Moscow' };

/** Writes sums, dates and times in the person's language. Times are in Moscow time, like the banks' business days. */
export class Formats {
  readonly locale: Locale;
  private readonly dates = new Map<string, Intl.DateTimeFormat>();

  constructor(locale: Locale) {
    this.locale = locale;
  }

  /** A sum below zero has a real minus, not the hyphen of some locales. */
  sum(amount: number, currency = 'RUB'): string {
    return formatMoney(amount, currency, this.locale).replace('-', '\u2212');
  }

  /** A payment before the signature: rounded up to the rouble. */
  payment(amount: number, currency = 'RUB'): string {
    return formatMoney(amount, currency, this.locale, { roundUp: true });
  }

  exact(amount: number, currency = 'RUB'): string {
    return formatMoney(amount, currency, this.locale, { fraction: true });
  }

  /** A sum without the currency sign. */
  bare(amount: number): string {
    const whole = amount % 100 === 0;
    return this.number(amount / 100, whole ? 0 : 2, 2);
  }

  number(value: number, least = 0, most = least): string {
    const format = new Intl.NumberFormat(this.locale, { minimumFractionDigits: least, maximumFractionDigits: most });
    return format.format(value).replaceAll('\u202f', '\u00a0');
  }

  percent(value: number, digits = 0): string {
    const format = new Intl.NumberFormat(this.locale, { style: 'percent', maximumFractionDigits: digits });
    return format.format(value / 100).replaceAll('\u202f', '\u00a0');
  }

  /** `14 с`, `1 мин 12 с`, `2 мин`. */
  seconds(value: number): string {
    const whole = Math.round(value);
    const unit = (amount: number, name: 'second' | 'minute' | 'hour' | 'day') =>
      new Intl.NumberFormat(this.locale, { style: 'unit', unit: name, unitDisplay: this.locale === 'ru' ? 'short' : 'narrow' })
        .format(amount)
        .replaceAll('\u202f', '\u00a0')
        .replaceAll(' ', '\u00a0');
    if (whole < 60) return unit(whole, 'second');
    if (whole < 3600) {
      const rest = whole % 60;
      return rest === 0 ? unit(whole / 60, 'minute') : `${unit(Math.floor(whole / 60), 'minute')} ${unit(rest, 'second')}`;
    }
    return whole < 172_800 ? unit(Math.round(whole / 3600), 'hour') : unit(Math.round(whole / 86_400), 'day');
  }

  /** The largest unit only: «11 мин», «3 ч». */
  span(value: number): string {
    const step = value < 60 ? 1 : value < 3600 ? 60 : value < 172_800 ? 3600 : 86_400;
    return this.seconds(Math.floor(value / step) * step);
  }

  time(at: Date): string {
    return this.date(at, { hour: '2-digit', minute: '2-digit' });
  }

  timeWithSeconds(at: Date): string {
    return this.date(at, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  }

  /** `24 ноября`; with the year unless it is this year. */
  day(at: Date, now: Date): string {
    const year = moscowDay(at).slice(0, 4) === moscowDay(now).slice(0, 4) ? {} : { year: 'numeric' as const };
    return this.date(at, { day: 'numeric', month: 'long', ...year });
  }

  shortDay(at: Date): string {
    return this.date(at, { day: 'numeric', month: 'short' }).replace('.', '');
  }

  moment(at: Date, now: Date): string {
    return moscowDay(at) === moscowDay(now) ? this.time(at) : `${this.day(at, now)}, ${this.time(at)}`;
  }

  /** `0:42`, never below zero. */
  countdown(to: Date, now: Date): string {
    const seconds = Math.max(0, Math.ceil((to.getTime() - now.getTime()) / 1000));
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  }

  private date(at: Date, options: Intl.DateTimeFormatOptions): string {
    const key = JSON.stringify(options);
    const format = this.dates.get(key) ?? new Intl.DateTimeFormat(this.locale === 'en' ? 'en-GB' : this.locale, { ...zone, ...options });
    this.dates.set(key, format);
    return format.format(at).replace(/\s*г\.$/, '');
  }
}

/** Noon of that day in Moscow, for the functions that write a day. */
export const noonOf = (day: string): Date => new Date(`${day}T12:00:00+03:00`);

/** A figure that never breaks over two lines. */
export const figure = (text: unknown): TemplateResult => html`<span class="number">${text}</span>`;

/** `+7912*****89` as it is read aloud: `+7 912 ***-**-89`. */
export function spacedPhone(phone: string): string {
  const masked = /^\+7(\d{3})\*{5}(\d{2})$/.exec(phone);
  if (masked) return `+7 ${masked[1]} ***-**-${masked[2]}`;
  const whole = /^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(phone);
  return whole ? `+7 ${whole[1]} ${whole[2]}-${whole[3]}-${whole[4]}` : phone;
}
