import { hasDecimals, kopecks, lineKopecks, sumOf } from '../../neighbours/decimal.ts';
import type { Amounts, CorrectionBody, ReceiptBody } from './bodies.ts';

export interface KassirError {
  /** 13, 14 and 23 are known; -1 stands for everything that has no known code. */
  code: -1 | 13 | 14 | 23;
  message: string;
}

/**
 * What the service refuses in a well-formed receipt. Without `Amounts` all is paid electronically.
 * Unproven: that `Amount` must be price × quantity; the service may take less as a discount. It is refused here, because the printed line
 * would not be what the sender's own books say.
 */
export function wrongReceipt({ CustomerReceipt: receipt }: ReceiptBody): KassirError | undefined {
  const { Items: items, Amounts: amounts } = receipt;
  const money = [...items.flatMap(({ Price, Amount }) => [Price, Amount]), ...paidParts(amounts ?? {})];
  if (money.some((value) => !hasDecimals(value, 2))) return { code: 23, message: 'Сумма содержит более двух знаков после запятой' };
  const wrong = items.find((item) => lineKopecks(item.Price, item.Quantity) !== kopecks(item.Amount));
  if (wrong) return { code: -1, message: `Сумма позиции не равна цене, умноженной на количество: ${wrong.Label}` };
  if (!amounts) return undefined;
  const total = receiptKopecks(receipt);
  const paid = amountsKopecks(amounts);
  if (paid - kopecks(amounts.Cash ?? 0) > total) return { code: 14, message: 'Сумма безналичных оплат больше суммы чека' };
  if (paid < total) return { code: 13, message: 'Сумма оплат меньше суммы чека' };
  return undefined;
}

export function wrongCorrection({ CorrectionReceiptData: { Amounts: amounts } }: CorrectionBody): KassirError | undefined {
  if (paidParts(amounts).some((value) => !hasDecimals(value, 2))) {
    return { code: 23, message: 'Сумма содержит более двух знаков после запятой' };
  }
  return amountsKopecks(amounts) === 0 ? { code: 13, message: 'Сумма оплат не указана' } : undefined;
}

export function receiptKopecks({ Items: items }: ReceiptBody['CustomerReceipt']): number {
  return sumOf(items.map(({ Amount }) => kopecks(Amount)));
}

export function amountsKopecks(amounts: Amounts): number {
  return sumOf(paidParts(amounts).map((value) => kopecks(value)));
}

function paidParts(amounts: Amounts): number[] {
  return Object.values(amounts).flatMap((value) => value ?? []);
}
