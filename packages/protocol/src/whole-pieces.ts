/** Lines for systems that count in whole pieces of whole kopecks: T-Bank's wire and other lenders. Free of zod. */
import { paidFor, thousandthsOf } from './lines.ts';

export interface PricedLine {
  readonly name: string;
  readonly quantity: number;
  /** «м», «кг»; null for pieces. */
  readonly unit: string | null;
  readonly lineTotal: number;
  readonly discountShare: number;
}

export interface Pieces {
  name: string;
  /** Of one piece, minor units. */
  price: number;
  quantity: number;
}

/**
 * The same sum in whole pieces:
 * 1. A quantity with a fraction is one piece: «Ткань, 2,5 м».
 * 2. A line whose paid sum does not divide by its quantity is two lines, one kopeck apart.
 */
export function wholePieces(line: PricedLine): Pieces[] {
  return piecesOf(line, line.quantity, paidFor(line));
}

/** The pieces that come back when `quantity` more units are returned after `before`. Their sum is exactly what is refunded for them. */
export function returnedPieces(line: PricedLine, before: number, quantity: number): Pieces[] {
  const units = thousandthsOf(before) + thousandthsOf(quantity);
  const sum = paidFor(line, units / 1000) - paidFor(line, before);
  return piecesOf({ ...line, quantity: quantity }, quantity, sum);
}

function piecesOf({ name, unit }: PricedLine, quantity: number, sum: number): Pieces[] {
  if (!Number.isInteger(quantity)) {
    const written = String(quantity).replace('.', ',');
    return [{ name: `${name}, ${written}${unit === null ? '' : ` ${unit}`}`, price: sum, quantity: 1 }];
  }
  const price = Math.floor(sum / quantity);
  const dearer = sum - price * quantity;
  const parts = [
    { name, price, quantity: quantity - dearer },
    { name, price: price + 1, quantity: dearer },
  ];
  return parts.filter((part) => part.quantity > 0);
}
