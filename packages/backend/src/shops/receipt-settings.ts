import { receiptSettingsSchema, type ReceiptSettings } from '@installment-button/protocol/cabinet/receipts';
import type { Row } from '../tables/schema.ts';

/** The shop's settings for receipts; what was never entered has its default. */
export const receiptSettingsOf = ({ receiptSettings }: Pick<Row<'shops'>, 'receiptSettings'>): ReceiptSettings =>
  receiptSettingsSchema.parse({ ...defaults, ...receiptSettings });

const defaults: ReceiptSettings = {
  inn: null,
  email: null,
  address: null,
  taxSystem: null,
  vat: null,
  order: 'full',
  bankMoney: 'electronic',
  handedOverAtConfirm: false,
};
