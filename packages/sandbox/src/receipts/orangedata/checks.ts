import { kopecks, lineKopecks, sumOf } from '../../neighbours/decimal.ts';
import type { CorrectionContent, ReceiptContent } from './bodies.ts';

export function contentKopecks({ positions }: ReceiptContent): number {
  return sumOf(positions.map(({ price, quantity }) => lineKopecks(price, quantity)));
}

/**
 * What is wrong in a well-formed receipt, in words, as `errors` lists it.
 * Unproven: that the service compares `taxSum` (let off by a kopeck), and that `totalSum` is really demanded under FFD 1.05: the vendor's
 * document says so.
 */
export function wrongContent(content: ReceiptContent, group: string | undefined): string[] {
  const { positions, checkClose, totalSum, ffdVersion } = content;
  const total = contentKopecks(content);
  const paid = sumOf(checkClose.payments.map(({ amount }) => kopecks(amount)));
  const errors: string[] = [];
  if (group !== undefined && group.endsWith('_2') !== (ffdVersion === 4))
    errors.push('Группа устройств не поддерживает указанную версию ФФД');
  if (total > paid) errors.push('Сумма платежей меньше суммы позиций чека');
  if (ffdVersion === 2 && totalSum === undefined) errors.push('Не указано поле content.totalSum');
  if (totalSum !== undefined && kopecks(totalSum) !== total) errors.push('Сумма чека не равна сумме позиций');
  if (ffdVersion === 4 && positions.some((position) => position.quantityMeasurementUnit === undefined)) {
    errors.push('Не указано поле quantityMeasurementUnit');
  }
  const wrongTax = positions.find((position) => position.taxSum !== undefined && taxIsOff(position, content.useTax20 === true));
  if (wrongTax) errors.push(`Неверная сумма НДС: ${wrongTax.text}`);
  return errors;
}

export function wrongCorrection(content: CorrectionContent): string[] {
  const { cashSum, eCashSum, prepaymentSum, postpaymentSum, otherPaymentTypeSum, totalSum } = content;
  const parts = [cashSum, eCashSum, prepaymentSum, postpaymentSum, otherPaymentTypeSum];
  const paid = sumOf(parts.map((value) => kopecks(value ?? 0)));
  return paid === kopecks(totalSum) ? [] : ['Сумма оплат не равна сумме чека коррекции'];
}

/** Codes 1 and 3 mean 22 % since 01.01.2026; `useTax20` brings 20 % back. No code of its own exists for 22 %. */
function percentOf(tax: number, useTax20: boolean): number {
  const standard = useTax20 ? 20 : 22;
  return { 1: standard, 2: 10, 3: standard, 4: 10, 5: 0, 6: 0, 7: 5, 8: 7, 9: 5, 10: 7 }[tax] ?? 0;
}

function taxIsOff({ price, quantity, tax, taxSum = 0 }: ReceiptContent['positions'][number], useTax20: boolean): boolean {
  const percent = percentOf(tax, useTax20);
  const expected = Math.round((lineKopecks(price, quantity) * percent) / (100 + percent));
  return Math.abs(kopecks(taxSum) - expected) > 1;
}
