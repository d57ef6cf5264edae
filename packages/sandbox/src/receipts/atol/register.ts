import { kopecks, lineKopecks, sumOf } from '../../neighbours/decimal.ts';
import type { VatType } from './common-schemas.ts';
import type { FiscalDocument, FiscalLine } from './document.ts';

/** Why a cash register did not print, with the codes of §8.2 of ATOL's document. */
export interface RegisterFailure {
  code: number;
  text: string;
  type: 'driver' | 'agent';
}

const failures = {
  16: 'Неверная цена (сумма)',
  52: 'Сумма не наличных платежей превышает сумму чека',
  66: 'Чек оплачен не полностью',
  128: 'Некорректная сумма налога',
} as const;

/**
 * What the register refuses after the service has accepted the document. Since 03.2023 it spreads no difference as a discount: each line
 * is price × quantity to the kopeck, the total their sum (v4 may round it by up to 99 kopecks), the payments their total.
 * Unproven: that the register compares the sums of VAT (its code 128 exists); it is let off by a kopeck a line.
 */
export function registerFailure(document: FiscalDocument, registeredInn: string): RegisterFailure | undefined {
  if (document.inn !== registeredInn) return { code: 2009, text: 'ИНН в запросе не совпадает с ИНН на кассе', type: 'agent' };
  const code = wrongLine(document) ?? wrongPayments(document) ?? wrongVat(document);
  return code === undefined ? undefined : { code, text: failures[code], type: 'driver' };
}

/** What the receipt comes to, as the register counts it: by its lines, or by its payments where it has no lines. */
export function documentKopecks({ items, payments }: FiscalDocument): number {
  return sumOf((items.length > 0 ? items : payments).map(({ sum }) => kopecks(sum)));
}

function wrongLine({ items }: FiscalDocument): 16 | undefined {
  return items.some(({ price, quantity, sum }) => lineKopecks(price, quantity) !== kopecks(sum)) ? 16 : undefined;
}

function wrongPayments(document: FiscalDocument): 16 | 52 | 66 | undefined {
  if (document.total === undefined) return undefined;
  const [lines, total] = [documentKopecks(document), kopecks(document.total)];
  if (Math.abs(lines - total) > (document.version === 'v4' ? 99 : 0)) return 16;
  const paid = sumOf(document.payments.map(({ sum }) => kopecks(sum)));
  const cashless = sumOf(document.payments.filter(({ type }) => type !== 0).map(({ sum }) => kopecks(sum)));
  if (cashless > total) return 52;
  if (paid < total) return 66;
  // Change is given from cash alone; the facts ask for payments that equal the total.
  return paid > total ? 16 : undefined;
}

function wrongVat({ items, vats }: FiscalDocument): 128 | undefined {
  const off = (sum: number, expected: number, lines: number) => Math.abs(kopecks(sum) - expected) > lines;
  if (items.length === 0) return undefined;
  // Where items and receipt both carry VAT, only the receipt's counts.
  if (vats.length === 0) {
    return items.some(({ vat, sum }) => vat.sum !== undefined && off(vat.sum, vatKopecks(vat.type, kopecks(sum)), 1)) ? 128 : undefined;
  }
  const wrong = vats.some(({ type, sum }) => {
    // Senders put 0 here, or the turnover at this rate (tags 1105 and 1104).
    if (percents[type] === 0) return false;
    const lines = items.filter(({ vat }) => vat.type === type);
    return off(sum, sumOf(lines.map((line) => lineVat(line))), Math.max(lines.length, 1));
  });
  return wrong ? 128 : undefined;
}

const lineVat = ({ vat, sum }: FiscalLine) => vatKopecks(vat.type, kopecks(sum));

const percents: Readonly<Record<VatType, number>> = {
  none: 0,
  vat0: 0,
  vat5: 5,
  vat7: 7,
  vat10: 10,
  vat18: 18,
  vat20: 20,
  vat22: 22,
  vat105: 5,
  vat107: 7,
  vat110: 10,
  vat118: 18,
  vat120: 20,
  vat122: 22,
};

/** The VAT inside a sum: a rate and its calculated twin come to the same kopecks. */
function vatKopecks(type: VatType, sum: number): number {
  return Math.round((sum * percents[type]) / (100 + percents[type]));
}
