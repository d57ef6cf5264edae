import { newOrder, type OneCOrder } from './books.ts';
import type { OneCSettings } from './configuration.ts';
import { writeAttributes } from './order-attributes.ts';
import { requisite, requisiteKey, type OrderDocument } from './order-document.ts';
import type { OrderRules } from './order-rules.ts';
import { readOnlinePayment, readSubordinatePayments } from './payments-unf.ts';

/** Requisites with a meaning of their own; everything else becomes an additional property. */
const meanings = [
  'Дата оплаты',
  'Метод оплаты',
  'Метод оплаты ИД',
  'Номер платежного документа',
  'Заказ оплачен',
  'Оплачено',
  'Отменен',
  'Дата отгрузки',
  'Статус заказа',
];
/** A requisite that is named like an attribute of the document is written into it. */
const attributes: Readonly<Record<string, (order: OneCOrder, value: string) => void>> = {
  комментарий: (order, value) => (order.comment = value),
  дата: (order, value) => (order.date = value),
  номер: (order, value) => (order.number = value),
};

/**
 * «Управление небольшой фирмой» 3.0.5, standard exchange.
 *
 * 1. An order is found by the site's order number.
 * 2. «Завершен» is skipped whole; with an invoice, a shipment or a receipt only properties, status and payments are still read.
 * 3. «Отменен» cancels only an order that was written in the same run, and only as lower-case `true`.
 * 4. Without «Дата отгрузки» the order stays unposted, unless the node's setting gives a date.
 */
export const importIntoUnf = (): OrderRules => (books, document, settings, report) => {
  const { number = '' } = document;
  const found = books.orders.find(({ siteNumber }) => siteNumber === number);
  if (found?.state === 'Завершен') {
    report.skipped.push({ siteNumber: number, why: 'Заказ завершен' });
    return;
  }
  const order = found ?? newOrder(books, number);
  const frozen = found?.linked === true;
  if (frozen) report.skipped.push({ siteNumber: number, why: 'По заказу есть документы: строки и контрагент не читаются' });
  else {
    writeAttributes(order, document, settings, report.warnings);
    order.posted = requisite(document, 'Дата отгрузки') !== undefined || settings.shipmentDate !== undefined;
  }
  writeProperties(order, document);
  readPayments(order, document, settings, report.warnings);
  if (!frozen && requisite(document, 'Отменен') === 'true') order.cancelled = true;
  if (found) report.updated.push(order);
  else {
    order.state = 'Открыт';
    books.orders.push(order);
    report.created.push(order);
  }
};

function writeProperties(order: OneCOrder, document: OrderDocument): void {
  const known = meanings.map(requisiteKey);
  for (const [name, value] of document.requisites) {
    const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    if (attribute) attribute(order, value);
    else if (!known.includes(name)) order.properties.set(name, value);
  }
  const status = requisite(document, 'Статус заказа');
  if (status !== undefined) order.properties.set('Статус заказа', status);
}

function readPayments(order: OneCOrder, document: OrderDocument, settings: OneCSettings, warnings: string[]): void {
  if (settings.payments === 'subordinate-documents') readSubordinatePayments(order, document, settings, warnings);
  else readOnlinePayment(order, document, settings, warnings);
}
