import { newOrder, type OneCOrder } from './books.ts';
import type { OneCSettings } from './configuration.ts';
import { writeAttributes } from './order-attributes.ts';
import { requisite, type OrderDocument } from './order-document.ts';
import type { OrderRules } from './order-rules.ts';

const numberLength = 11;
/** Every other requisite is ignored. */
const requisitesRead = [
  'Заказ оплачен',
  'Метод оплаты',
  'Метод оплаты ИД',
  'Комментарии покупателя',
  'Статус заказа',
  'Дата отгрузки',
  'Отменен',
];

/**
 * «Управление торговлей» 11.5, standard exchange.
 *
 * 1. An order is found by Номер alone, in a column of 11 characters: a longer number is never found again, so it is doubled at every run.
 * 2. An order that has left «Ожидается согласование» is skipped whole, a later paid flag or cancel included.
 * 3. A paid order that is posted, with a known «Метод оплаты ИД», gets a card operation over the full sum with today's date.
 *
 * Unproven: that «Отменен» and «Заказ оплачен» are compared without regard to case.
 */
export const importIntoUt = (today: string): OrderRules => {
  return (books, document, settings, report) => {
    const { number = '' } = document;
    const found = books.orders.find(({ siteNumber }) => siteNumber === number);
    if (found && found.state !== 'Ожидается согласование') {
      report.skipped.push({ siteNumber: number, why: `Заказ в состоянии «${found.state}»` });
      return;
    }
    if (number.length > numberLength) report.warnings.push(`Номер ${number} длиннее ${numberLength} символов: заказ задвоится`);
    const order = found ?? newOrder(books, number.slice(0, numberLength));
    writeAttributes(order, document, settings, report.warnings);
    order.posted = settings.postOrders ?? true;
    for (const name of requisitesRead) {
      const value = requisite(document, name);
      if (value !== undefined) order.properties.set(name, value);
    }
    if (isTrue(requisite(document, 'Отменен'))) order.cancelled = true;
    pay(order, document, settings, today);
    if (found) report.updated.push(order);
    else {
      books.orders.push(order);
      report.created.push(order);
    }
  };
};

/** Number and date of the payment are not read. */
function pay(order: OneCOrder, document: OrderDocument, settings: OneCSettings, today: string): void {
  const method = requisite(document, 'Метод оплаты ИД');
  const acquirer = method === undefined ? undefined : settings.acquirers?.[method];
  const paid = isTrue(requisite(document, 'Заказ оплачен'));
  if (!paid || !order.posted || acquirer === undefined || order.payments.length > 0) return;
  order.payments.push({
    number: `${order.number}-1`,
    date: today,
    method: acquirer,
    sumKopecks: order.totalKopecks,
    posted: true,
    refund: false,
    receiptPrinted: settings.fiscalise ?? false,
  });
}

const isTrue = (text: string | undefined) => text?.toLowerCase() === 'true';
