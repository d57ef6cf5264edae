import { lineTotal, thousandthsOf } from '@installment-button/protocol/lines';

/** Some units at one price. */
export interface Piece {
  price: number;
  quantity: number;
  sum: number;
}

/**
 * Writes what is paid for a quantity as lines whose price × quantity, rounded half up, is their sum to the kopeck: registers accept no
 * other. 100.00 for 3 becomes 2 × 33.33 and 1 × 33.34. A fraction of a unit gets its share as a line of its own.
 */
export function splitLine(paid: number, quantity: number): Piece[] {
  const fraction = thousandthsOf(quantity) % 1000;
  const whole = (thousandthsOf(quantity) - fraction) / 1000;
  const together = oneLine(paid, quantity);
  if (together) return [together];
  const ofFraction = whole === 0 ? paid : Math.round((paid * fraction) / thousandthsOf(quantity));
  // Below one unit each kopeck of the price moves the sum by at most one: the price exists.
  const part = fraction === 0 ? null : oneLine(ofFraction, fraction / 1000);
  return [...(whole === 0 ? [] : splitWhole(paid - (part?.sum ?? 0), whole)), ...(part ? [part] : [])];
}

function oneLine(paid: number, quantity: number): Piece | null {
  const near = Math.round((paid * 1000) / thousandthsOf(quantity));
  for (const price of [near, near - 1, near + 1]) {
    if (price >= 0 && lineTotal({ price, quantity }) === paid) return { price, quantity, sum: paid };
  }
  return null;
}

function splitWhole(paid: number, count: number): Piece[] {
  const price = Math.floor(paid / count);
  const dearer = paid - price * count;
  return [
    { price, quantity: count - dearer, sum: price * (count - dearer) },
    { price: price + 1, quantity: dearer, sum: (price + 1) * dearer },
  ].filter(({ quantity }) => quantity > 0);
}
