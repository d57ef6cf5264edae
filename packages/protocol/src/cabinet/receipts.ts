/** What the head of a shop says about its receipts, once for all providers. */
import * as z from 'zod/mini';
import { text } from '../values.ts';

export const receiptRates = ['none', '0', '5', '7', '10', '20', '22', '5/105', '7/107', '10/110', '20/120', '22/122'] as const;
export const receiptTaxSystems = ['osn', 'usn_income', 'usn_income_outcome', 'envd', 'esn', 'patent'] as const;

export const receiptSettingsSchema = z.strictObject({
  inn: z.nullable(z.string().check(z.regex(/^(\d{10}|\d{12})$/))),
  /** The shop's address for the tax office's copies. */
  email: z.nullable(z.string().check(z.maxLength(64), z.regex(/^[^@\s]+@[^@\s]+$/))),
  /** Where the sale takes place: the address of the site. */
  address: z.nullable(text(256)),
  taxSystem: z.nullable(z.enum(receiptTaxSystems)),
  /** Of goods that name no rate. */
  vat: z.nullable(z.enum(receiptRates)),
  /** `full`: one receipt of a full settlement at the confirm · `by-order`: as money and goods follow one another. */
  order: z.enum(['full', 'by-order']),
  bankMoney: z.enum(['electronic', 'partial']),
  handedOverAtConfirm: z.boolean(),
});
export type ReceiptSettings = z.infer<typeof receiptSettingsSchema>;
