/** Whether a JSON number has at most so many digits behind the point, as the provider's schema counts them (`multipleOf`). */
export function hasDecimals(value: number, digits: number): boolean {
  return Number(value.toFixed(digits)) === value;
}

/** Roubles with two decimals as kopecks. */
export function kopecks(roubles: number): number {
  return Math.round(roubles * 100);
}

/**
 * price × quantity in kopecks, half up. Computed in integers: 0.335 × 3 in floating point would round to another kopeck than the
 * register's decimal arithmetic.
 */
export function lineKopecks(price: number, quantity: number): number {
  const millionths = BigInt(Math.round(quantity * 1_000_000));
  return Number((BigInt(kopecks(price)) * millionths + 500_000n) / 1_000_000n);
}

export function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
