/** The cost of a cart's lines, to the kopeck: one set of rules for element, backend, application and sandbox. Free of zod: the button loads this file. */

export interface Line {
  /** The price of one unit, minor units. */
  readonly price: number;
  /** How many units, with at most 3 decimals. */
  readonly quantity: number;
}

export interface LineCost {
  /** Price × quantity. */
  readonly lineTotal: number;
  /** The line's part of the cart's discount. */
  readonly discountShare: number;
}

/** The quantity in thousandths, the whole number that all sums are computed with: 2.5 is 2500. */
export const thousandthsOf = (quantity: number): number => Math.round(quantity * 1000);

/** What is left of a quantity, without the noise of binary fractions: 0.3 less 0.1 is 0.2. */
export const quantityLeft = (quantity: number, taken = 0): number => (thousandthsOf(quantity) - thousandthsOf(taken)) / 1000;

/** Price × quantity, rounded half up to a minor unit. */
export const lineTotal = ({ price, quantity }: Line): number => Math.floor((price * thousandthsOf(quantity) + 500) / 1000);

/** What the cart costs: the sum of its lines less the discount. */
export const amountOf = (lines: readonly Line[], discount = 0): number => lines.reduce((sum, line) => sum + lineTotal(line), 0) - discount;

/** What each line costs. The sum of lineTotal − discountShare over all lines is the cart's amount. */
export function costsOf(lines: readonly Line[], discount = 0): LineCost[] {
  const totals = lines.map(lineTotal);
  const shares = shareOut(discount, totals);
  return totals.map((total, index) => ({ lineTotal: total, discountShare: shares[index] ?? 0 }));
}

/** What the buyer pays for a line, or for the first `quantity` units of it. All units together cost exactly the line. */
export function paidFor({ quantity: all, lineTotal: total, discountShare }: LineCost & Pick<Line, 'quantity'>, quantity = all): number {
  const part = BigInt(thousandthsOf(quantity));
  return Number((BigInt(total - discountShare) * part) / BigInt(thousandthsOf(all)));
}

/** What was given back of a line so far: units, and money for them or without them. */
export interface GivenBack {
  readonly quantity: number;
  readonly amount: number;
}

/** What the buyer has paid for the line and not got back. */
export const leftToPay = (line: LineCost, { amount }: GivenBack): number => line.lineTotal - line.discountShare - amount;

/**
 * What the buyer gets back for the next `quantity` units: the share of all units given back so far, less what was refunded. So the last unit clears the
 * remainder.
 */
export function refundFor(line: LineCost & Pick<Line, 'quantity'>, before: GivenBack, quantity: number): number {
  const given = (thousandthsOf(before.quantity) + thousandthsOf(quantity)) / 1000;
  return Math.max(0, paidFor(line, given) - before.amount);
}

/**
 * Shares an amount out in proportion to the weights, to the minor unit. What rounding down leaves over goes to the largest remainders, of equal ones to the
 * earlier. The shares add up to the amount, and none is above its weight while the amount is not above the sum of the weights.
 */
export function shareOut(amount: number, weights: readonly number[]): number[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  if (all === 0) return weights.map(() => 0);
  // The product of two sums is more than a double can hold.
  const quotas = weights.map((weight) => BigInt(amount) * BigInt(weight));
  const shares = quotas.map((quota) => Number(quota / BigInt(all)));
  const remainders = quotas.map((quota, index) => ({ index, remainder: Number(quota % BigInt(all)) }));
  remainders.sort((one, other) => other.remainder - one.remainder || one.index - other.index);
  const left = amount - shares.reduce((sum, share) => sum + share, 0);
  for (const { index } of remainders.slice(0, left)) shares[index] = (shares[index] ?? 0) + 1;
  return shares;
}
