import { kopecks } from '../../neighbours/decimal.ts';
import type { OneCOrder, OneCPayment } from './books.ts';
import type { OneCSettings } from './configuration.ts';
import { ImportException } from './import-report.ts';
import { requisite, type OrderDocument } from './order-document.ts';

interface OnlinePayment {
  date: string;
  method: string;
  number: string;
}

/**
 * Setting «ОнлайнОплаты»: one payment over the whole sum by «Дата оплаты» (a date alone), «Метод оплаты» (the name; the ИД alone is not
 * enough), «Номер платежного документа» and «Заказ оплачен»=true. «Оплачено»=false takes it back while no receipt is printed.
 */
export function readOnlinePayment(order: OneCOrder, document: OrderDocument, settings: OneCSettings, warnings: string[]): void {
  const payment = onlinePayment(document, warnings);
  if (!payment) return;
  if (requisite(document, 'Оплачено') === 'false') {
    const known = order.payments.find(({ number }) => number === payment.number);
    if (known && !known.receiptPrinted) known.posted = false;
    return;
  }
  if (requisite(document, 'Заказ оплачен') !== 'true') return;
  addPayment(order, { ...payment, sumKopecks: order.totalKopecks, alone: true }, settings, warnings);
}

/**
 * Setting «ПодчиненныеДокументы»: «Эквайринговая операция» only. An Ид of 36 characters is taken for a reference of 1C itself, is not
 * found, and the payment is passed over in silence. An order without such documents is paid in full by the three requisites alone.
 */
export function readSubordinatePayments(order: OneCOrder, document: OrderDocument, settings: OneCSettings, warnings: string[]): void {
  if (document.subordinate.length === 0) {
    const payment = onlinePayment(document, warnings);
    if (payment) addPayment(order, { ...payment, sumKopecks: order.totalKopecks, alone: true }, settings, warnings);
    return;
  }
  for (const part of document.subordinate) {
    if (part.operation.toLowerCase() !== 'эквайринговая операция') {
      warnings.push(`Заказ ${order.siteNumber}: подчинённый документ «${part.operation}» не читается`);
      continue;
    }
    const { id, number, date } = part;
    if (!id || !number || !date) throw new ImportException(`Заказ ${order.siteNumber}: у подчинённого документа нет Ид, номера или даты`);
    if (id.length === 36) {
      warnings.push(`Заказ ${order.siteNumber}: платёж с Ид ${id} пропущен, Ид принят за ссылку 1С`);
      continue;
    }
    const paid = requisite(part, 'Оплачено');
    const method = requisite(part, 'Метод оплаты');
    if (paid === undefined || paid === 'false' || !method) continue;
    addPayment(order, { date, number, method, sumKopecks: kopecks(Number(part.sum ?? 'NaN')), alone: false }, settings, warnings);
  }
}

function onlinePayment(document: OrderDocument, warnings: string[]): OnlinePayment | undefined {
  const date = requisite(document, 'Дата оплаты');
  const method = requisite(document, 'Метод оплаты');
  const number = requisite(document, 'Номер платежного документа');
  if (!date || !method || !number) return undefined;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) {
    warnings.push(`Заказ ${document.number}: «Дата оплаты» ${date} не дата`);
    return undefined;
  }
  return { date, method, number };
}

function addPayment(
  order: OneCOrder,
  { date, method, number, sumKopecks, alone }: OnlinePayment & { sumKopecks: number; alone: boolean },
  settings: OneCSettings,
  warnings: string[],
): void {
  if (settings.paymentMethods?.[method.slice(0, 50)] !== 'Эквайринг') {
    warnings.push(`Заказ ${order.siteNumber}: метод оплаты «${method}» не сопоставлен, платёж пропущен`);
    return;
  }
  const known = order.payments.find((payment) => payment.number === number);
  if (known?.receiptPrinted) return;
  if (alone && order.payments.some((payment) => payment.number !== number)) {
    warnings.push(`Заказ ${order.siteNumber}: по заказу есть другой платёж, новый не принят`);
    return;
  }
  const payment: OneCPayment = {
    number,
    date,
    method,
    sumKopecks,
    posted: true,
    refund: false,
    receiptPrinted: settings.fiscalise ?? false,
  };
  if (known) Object.assign(known, payment);
  else order.payments.push(payment);
}
