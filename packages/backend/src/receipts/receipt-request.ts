import type { Receipt } from '@installment-button/protocol';
import { rates, type Rate, type ReceiptLine, type ReceiptPayment, type SettlementMethod } from '../tables/receipt-content.ts';

export { rates, type Rate, type ReceiptLine, type ReceiptPayment, type SettlementMethod };

export const taxSystems = ['osn', 'usn_income', 'usn_income_outcome', 'envd', 'esn', 'patent'] as const;
export type TaxSystem = (typeof taxSystems)[number];

/** Who sells. */
export interface Seller {
  inn: string;
  email: string;
  /** Where the sale takes place: the address of the site. */
  address: string;
  taxSystem: TaxSystem;
}

/** A fiscal document that an issuer is asked for. Lines and payments add up to the amount. */
export interface ReceiptRequest {
  /** The same at every attempt, so that the issuer recognises a repeat. */
  id: string;
  kind: Receipt['kind'];
  /** Income comes back to the buyer. */
  isReturn: boolean;
  /** Of a refund: the document that it reverses. */
  reverses: string | null;
  shopId: string;
  orderId: string;
  externalId: string | null;
  amount: number;
  currency: string;
  method: SettlementMethod;
  lines: ReceiptLine[];
  payments: ReceiptPayment[];
  seller: Seller | null;
  /** Where the register sends the receipt, as the law demands. */
  buyer: { email: string | null; phone: string | null };
  /** The moment of the document. */
  at: Date;
}

/** What the issuer printed. */
export interface IssuedReceipt {
  /** The receipt's address; null where the issuer gives none. */
  url: string | null;
  /** Fiscal drive, document and sign, where they are told. */
  fiscal?: { drive: string; document: string; sign: string } | null;
}

/**
 * `issued` · `taken`: it will be printed; ask again with the handle · `again`: nothing is known to be done, the same call later ·
 * `expired`: it was not printed and never will be under this id · `refused`: not printed, and a person has to mend something.
 */
export type ReceiptAnswer =
  ({ state: 'issued' } & IssuedReceipt) | { state: 'taken'; handle: string } | { state: 'again' | 'expired' | 'refused'; reason: string };
