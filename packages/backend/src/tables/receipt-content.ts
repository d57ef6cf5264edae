import type { Unit } from '@installment-button/protocol';

/** Rates of VAT as all issuers' wires are written from: plain ones, calculated ones, and no VAT at all. */
export const rates = ['none', '0', '5', '7', '10', '20', '22', '5/105', '7/107', '10/110', '20/120', '22/122'] as const;
export type Rate = (typeof rates)[number];

/** How the goods are settled (tag 1214), in ATOL's words. */
export type SettlementMethod = 'full_prepayment' | 'full_payment' | 'partial_payment' | 'credit' | 'credit_payment';

/** A line of a receipt. Its sum is price × quantity, rounded half up, to the kopeck. */
export interface ReceiptLine {
  itemId: string;
  name: string;
  /** Of one unit, after the discount. */
  price: number;
  quantity: number;
  unit: Unit;
  sum: number;
  /** Null: neither the item nor the shop named one. Only an own register may be asked for that. */
  vat: Rate | null;
  /** The code of marked goods. */
  marking: string | null;
  /** Money without goods: the quantity is no piece that comes back. */
  moneyOnly?: true;
}

/** `advance`: money that came before the goods · `credit`: money that comes after them. */
export interface ReceiptPayment {
  type: 'electronic' | 'advance' | 'credit';
  sum: number;
}

/** What a document says about goods and money. It is stored with the receipt, so that a refund of it carries the same. */
export interface DocumentContent {
  amount: number;
  method: SettlementMethod;
  lines: ReceiptLine[];
  payments: ReceiptPayment[];
  /** Refunds that ended before the order's first document, which is over what was left of it. */
  without?: string[];
}
