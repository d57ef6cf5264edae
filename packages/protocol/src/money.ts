/** Sums are integers in minor units (kopecks) beside an ISO 4217 currency. Free of zod: the button loads this file. */

export interface Money {
  /** Integer in minor units: 4999000 is 49 990 ₽. */
  readonly amount: number;
  /** ISO 4217, for example `RUB`. */
  readonly currency: string;
}

export interface FormatMoneyOptions {
  /** Round up to the whole unit and show no fraction, as a payment is shown before a choice. Default: false. */
  roundUp?: boolean;
  /** Show the fraction even where it is zero, as sums are shown from the signing on. Default: only where it is not zero. */
  fraction?: boolean;
}

const formats = new Map<string, Intl.NumberFormat>();
const units = new Map<string, number>();

/** The sum as `Intl` writes it, joined by U+00A0: `49 990 ₽`, `₽49,990`. */
export function formatMoney(
  amount: number,
  currency: string,
  locale: string,
  { roundUp = false, fraction = false }: FormatMoneyOptions = {},
): string {
  if (roundUp) return formatRoundedUp(amount, currency, locale);
  const sum = amount / minorUnitsPerUnit(currency);
  return write(sum, currency, locale, !fraction && Number.isInteger(sum));
}

/** The sum rounded up to the whole unit: all that the button shows, which need not load the rest. */
export function formatRoundedUp(amount: number, currency: string, locale: string): string {
  return write(Math.ceil(amount / minorUnitsPerUnit(currency)), currency, locale, true);
}

/** How many minor units make one unit of the currency: 100 for `RUB`, 1 for `JPY`. */
export function minorUnitsPerUnit(currency: string): number {
  let unit = units.get(currency);
  if (!unit) units.set(currency, (unit = 10 ** (numberFormat('en', currency, false).resolvedOptions().maximumFractionDigits ?? 2)));
  return unit;
}

/** Whether a number can be a sum at all: a non-negative integer that a computer still counts exactly. */
export function isAmount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

// Never U+202F: the type face lacks it, and systems disagree about its width.
const write = (sum: number, currency: string, locale: string, whole: boolean) =>
  numberFormat(locale, currency, whole).format(sum).replaceAll('\u202f', '\u00a0');

function numberFormat(locale: string, currency: string, whole: boolean): Intl.NumberFormat {
  const key = `${locale} ${currency} ${whole}`;
  let format = formats.get(key);
  if (!format) {
    // Making a format costs a hundred times as much as using it.
    const digits = whole ? { minimumFractionDigits: 0, maximumFractionDigits: 0 } : {};
    format = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol', ...digits });
    formats.set(key, format);
  }
  return format;
}
