/** The row of a table: how many measurements, their median, 99th percentile and maximum, in milliseconds. */
export function row(what: string, milliseconds: number[]): Record<string, string | number> {
  const sorted = milliseconds.toSorted((one, other) => one - other);
  const at = (share: number) => Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(2));
  return { what, n: sorted.length, 'median, ms': at(0.5), 'p99, ms': at(0.99), 'max, ms': at(1) };
}
