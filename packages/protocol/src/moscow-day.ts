let format: Intl.DateTimeFormat | undefined;

/**
 * The business day of a moment: a day of Europe/Moscow, `YYYY-MM-DD`.
 *
 * It is put together from the parts of the date. No locale's own order can be trusted: `en-CA` writes `2026-12-01` in most engines and
 * `12/01/2026` in those with ICU 72 (Chromium 110 to 112, Debian's WebKitGTK).
 */
export function moscowDay(at: Date): string {
  // Made once: making a format takes a hundred times as long as using it.
  format ??= new Intl.DateTimeFormat('en-US', { timeZone: 'Europe/Moscow', year: 'numeric', month: '2-digit', day: '2-digit' });
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
}
