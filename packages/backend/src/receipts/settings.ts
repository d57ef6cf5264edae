import type { ReceiptSettings } from '@installment-button/protocol/cabinet/receipts';
import type { DocumentRules } from './build-document.ts';
import { readRate } from './rates.ts';
import type { Seller } from './receipt-request.ts';

/** What documents are built by. */
export const rulesOf = ({ vat, bankMoney }: ReceiptSettings): DocumentRules => ({ vat: vat === null ? null : readRate(vat), bankMoney });

/** Null while something that every receipt needs is not entered. */
export function sellerOf({ inn, email, address, taxSystem }: ReceiptSettings): Seller | null {
  return inn === null || email === null || address === null || taxSystem === null ? null : { inn, email, address, taxSystem };
}
