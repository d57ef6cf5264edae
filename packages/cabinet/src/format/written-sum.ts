/** «18 700,50» as people write sums, in kopecks; null where it is no sum. */
export function readSum(text: string): number | null {
  const plain = text.replace(/[\s\u00a0₽]/g, '').replace(',', '.');
  if (!/^\d{1,9}(\.\d{1,2})?$/.test(plain)) return null;
  return Math.round(Number(plain) * 100);
}

/** Back into a field, without the sign of the currency. */
export const writeSum = (kopecks: number | null): string => (kopecks === null ? '' : String(kopecks / 100).replace('.', ','));
