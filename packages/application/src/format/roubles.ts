/**
 * Whole roubles of a sum as people write it: `50 000`, `50000,00`, `45.000,50 ₽`, `50.000`. null where there is no digit.
 *
 * A comma or a point before one or two last digits separates kopecks, which are dropped. Before three digits it separates thousands.
 */
export function readRoubles(text: string): number | null {
  const digits = text.replace(/[.,]\d{0,2}\D*$/, '').replace(/\D/g, '');
  return digits ? Number(digits) : null;
}

/** Groups of three joined by U+00A0, without leading zeros, at most 10 digits. */
export function groupDigits(text: string): string {
  const digits = text
    .replace(/\D/g, '')
    .replace(/^0+(?=\d)/, '')
    .slice(0, 10);
  return digits.replace(/\B(?=(\d{3})+$)/g, '\u00a0');
}

/** A sum as the page shows it: whole roubles in groups of three. */
export const tidyRoubles = (text: string): string => groupDigits(String(readRoubles(text) ?? ''));
