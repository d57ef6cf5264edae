import type { z } from 'zod';
import type { ReceiptOperation } from '../receipt-record.ts';
import { endedRates, type VatType } from './common-schemas.ts';
import { correctionV4, receiptV4 } from './schema-v4.ts';
import { correctionV5, receiptV5 } from './schema-v5.ts';
import type { AtolVersion } from './tokens.ts';
import { wrongFields } from './wrong-fields.ts';

/** What the register prints: a receipt or a correction, of either version. */
export interface FiscalDocument {
  externalId: string;
  callbackUrl: string;
  inn: string;
  operation: ReceiptOperation;
  correction: boolean;
  version: AtolVersion;
  items: readonly FiscalLine[];
  payments: readonly { type: number; sum: number }[];
  vats: readonly { type: VatType; sum: number }[];
  /** Undefined in a correction of v4, which has none. */
  total: number | undefined;
}

export interface FiscalLine {
  price: number;
  quantity: number;
  sum: number;
  vat: { type: VatType; sum?: number | undefined };
}

const operations: Readonly<Record<string, { operation: ReceiptOperation; correction: boolean; since: AtolVersion }>> = {
  sell: { operation: 'income', correction: false, since: 'v4' },
  sell_refund: { operation: 'income-return', correction: false, since: 'v4' },
  sell_correction: { operation: 'income', correction: true, since: 'v4' },
  sell_refund_correction: { operation: 'income-return', correction: true, since: 'v5' },
  buy: { operation: 'expense', correction: false, since: 'v4' },
  buy_refund: { operation: 'expense-return', correction: false, since: 'v4' },
  buy_correction: { operation: 'expense', correction: true, since: 'v4' },
  buy_refund_correction: { operation: 'expense-return', correction: true, since: 'v5' },
};

export function knownOperation(name: string, version: AtolVersion) {
  const found = Object.hasOwn(operations, name) ? operations[name] : undefined;
  return found && (found.since === 'v4' || version === 'v5') ? found : undefined;
}

/** The document, or the names of its wrong fields as error 32 lists them. */
export function readDocument(
  body: unknown,
  version: AtolVersion,
  { operation, correction }: { operation: ReceiptOperation; correction: boolean },
): { document: FiscalDocument } | { wrong: string } {
  const read = correction ? readCorrection(body, version) : readReceipt(body, version);
  if ('wrong' in read) return read;
  const { head, part } = read;
  const document: FiscalDocument = {
    externalId: head.external_id,
    callbackUrl: head.service?.callback_url ?? '',
    inn: part.company.inn,
    operation,
    correction,
    version,
    items: 'items' in part ? part.items : [],
    payments: part.payments,
    vats: part.vats ?? [],
    total: 'total' in part ? part.total : undefined,
  };
  const ended = correction || operation.endsWith('return') ? '' : endedRateField(document);
  return ended ? { wrong: ended } : { document };
}

function readReceipt(body: unknown, version: AtolVersion) {
  const parsed = version === 'v4' ? receiptV4.safeParse(body) : receiptV5.safeParse(body);
  return parsed.success ? { head: parsed.data, part: parsed.data.receipt } : wrong(parsed.error);
}

function readCorrection(body: unknown, version: AtolVersion) {
  const parsed = version === 'v4' ? correctionV4.safeParse(body) : correctionV5.safeParse(body);
  return parsed.success ? { head: parsed.data, part: parsed.data.correction } : wrong(parsed.error);
}

const wrong = (error: z.ZodError) => ({ wrong: wrongFields(error) });

function endedRateField({ items, vats }: FiscalDocument): string {
  const line = items.findIndex(({ vat }) => endedRates.includes(vat.type));
  if (line >= 0) return `receipt.items[${line}].vat.type`;
  const place = vats.findIndex(({ type }) => endedRates.includes(type));
  return place >= 0 ? `receipt.vats[${place}].type` : '';
}
