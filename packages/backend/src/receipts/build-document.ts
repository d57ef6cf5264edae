import type { Receipt } from '@installment-button/protocol';
import type { Row } from '../tables/schema.ts';
import type { Left, Returned } from './left-to-refund.ts';
import { calculatedRate, readRate } from './rates.ts';
import type { DocumentContent, Rate, ReceiptLine, ReceiptPayment, SettlementMethod } from '../tables/receipt-content.ts';
import { splitLine } from './split-line.ts';

export type SaleKind = Exclude<Receipt['kind'], 'refund' | 'correction'>;

export interface DocumentRules {
  /** Where an item names no rate. */
  vat: Rate | null;
  /**
   * How the bank's money is shown where it and the goods go together. `electronic`: one full settlement, as most read it, because the bank
   * pays the shop in full. `partial`: own money and the bank's as a credit, as the example of ATOL's document (§9.7) has it.
   */
  bankMoney: 'electronic' | 'partial';
}

/** More lines than this no provider takes. */
export const MOST_LINES = 100;

/** The document of a sale, or of its money, over what the buyer has. */
export function buildSale(kind: SaleKind, left: readonly Left[], rules: DocumentRules, firstPayment: number): DocumentContent {
  const amount = left.reduce((sum, part) => sum + part.sum, 0);
  const lines = linesOf(left, rules.vat).map((line) => ({ ...line, vat: rateIn(kind, line.vat) }));
  const of = (method: SettlementMethod, ...payments: ReceiptPayment[]): DocumentContent => ({ amount, method, lines, payments });
  switch (kind) {
    case 'prepayment':
      return of('full_prepayment', { type: 'electronic', sum: amount });
    case 'credit':
      return of('credit', { type: 'credit', sum: amount });
    case 'credit-payment':
      return of('credit_payment', { type: 'electronic', sum: amount });
    case 'sale': {
      if (rules.bankMoney === 'electronic') return of('full_payment', { type: 'electronic', sum: amount });
      const own = Math.min(firstPayment, amount);
      const credit: ReceiptPayment = { type: 'credit', sum: amount - own };
      return own === 0 ? of('credit', credit) : of('partial_payment', { type: 'electronic', sum: own }, credit);
    }
  }
}

/** The sale that offsets a prepayment. */
export function buildOffset(left: readonly Left[], rules: DocumentRules): DocumentContent {
  const sale = buildSale('sale', left, { ...rules, bankMoney: 'electronic' }, 0);
  return { ...sale, payments: [{ type: 'advance', sum: sale.amount }] };
}

/** A refund reverses a document: the same method, kinds of money and rates. */
export function buildRefund(reversed: DocumentContent, back: readonly Returned[]): DocumentContent {
  const amount = back.reduce((sum, part) => sum + part.sum, 0);
  const lines = back.flatMap((part) => {
    const vat = reversed.lines.find(({ itemId }) => itemId === part.item.id)?.vat ?? null;
    return linesOfPart(part, vat).map((line) => ({ ...line, vat: vat ?? line.vat }));
  });
  return { amount, method: reversed.method, lines, payments: paymentsBack(reversed, amount) };
}

/** What comes back is of the kinds of money that came, the credit first: it is the bank's money that returns to the bank. */
function paymentsBack({ payments }: DocumentContent, amount: number): ReceiptPayment[] {
  let rest = amount;
  const back = payments.toReversed().map(({ type, sum }) => {
    const part = Math.min(sum, rest);
    rest -= part;
    return { type, sum: part };
  });
  const first = back[0];
  if (rest > 0 && first) first.sum += rest;
  return back.filter(({ sum }) => sum > 0);
}

function linesOf(parts: readonly Left[], usual: Rate | null): ReceiptLine[] {
  const lines = parts.filter(({ sum, quantity }) => sum > 0 || quantity > 0).flatMap((part) => linesOfPart(part, usual));
  if (lines.length <= MOST_LINES) return lines;
  // Too many for one receipt: each item becomes one piece at its sum.
  return parts.filter(({ sum }) => sum > 0).map((part) => onePiece(part, rateOf(part.item, usual)));
}

function linesOfPart(part: Left | Returned, usual: Rate | null): ReceiptLine[] {
  const { item, quantity, sum } = part;
  const vat = rateOf(item, usual);
  if (('moneyOnly' in part && part.moneyOnly) || quantity === 0) return sum === 0 ? [] : [{ ...onePiece(part, vat), moneyOnly: true }];
  const pieces = splitLine(sum, quantity);
  const { id: itemId, name, unit } = item;
  return pieces.map((piece) => ({ itemId, name, unit, vat, marking: markingOf(item), ...piece }));
}

function onePiece({ item, sum }: Left, vat: Rate | null): ReceiptLine {
  return { itemId: item.id, name: item.name, unit: 'piece', vat, marking: null, price: sum, quantity: 1, sum };
}

function markingOf(item: object): string | null {
  return 'marking' in item && typeof item.marking === 'string' ? item.marking : null;
}

const rateOf = ({ vat }: Row<'orders'>['items'][number], usual: Rate | null): Rate | null => (vat === null ? usual : readRate(vat));

/** Money before the goods carries the calculated rate; the payment of a credit carries none, because the credit's document had it. */
function rateIn(kind: SaleKind, vat: Rate | null): Rate | null {
  if (kind === 'prepayment') return vat === null ? null : calculatedRate(vat);
  return kind === 'credit-payment' ? 'none' : vat;
}
