/** Russian mobile phones in any way people write them. Free of zod. */

/**
 * `8 (912) 345-67-89` → `+79123456789`; null for anything that is no Russian mobile phone.
 * Accepts +7, 7, 8 or nothing before the ten digits that begin with 9.
 */
export function normalizePhone(written: string): string | null {
  if (!/^\s*\+?[\d\s().\u2010-\u2015-]+$/u.test(written)) return null;
  const digits = written.replace(/\D/g, '');
  const plus = written.trim().startsWith('+');
  const own = (plus ? /^7(9\d{9})$/ : /^[78]?(9\d{9})$/).exec(digits)?.[1];
  return own ? `+7${own}` : null;
}

/** `+79123456789` → `+7912*****89`, as a phone is shown to the shop. */
export function maskPhone(phone: string): string {
  return `${phone.slice(0, 5)}*****${phone.slice(-2)}`;
}
