/** Reads a sum as people write it, «18 700,50», into kopecks; null when the text is no sum. */
export function readSum(text: string): number | null {
  const plain = text.replace(/[\s\u00a0₽]/g, '').replace(',', '.');
  if (!/^\d{1,9}(\.\d{1,2})?$/.test(plain)) return null;
  return Math.round(Number(plain) * 100);
}

/** Writes a sum for a field, without the currency sign. */
export const writeSum = (kopecks: number | null): string => (kopecks === null ? '' : String(kopecks / 100).replace('.', ','));
