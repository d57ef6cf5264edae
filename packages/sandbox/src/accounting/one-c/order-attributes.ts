import { kopecks, sumOf } from '../../neighbours/decimal.ts';
import type { OneCLine, OneCOrder } from './books.ts';
import type { OneCSettings } from './configuration.ts';
import type { OrderDocument } from './order-document.ts';
import { lineRates, subjectToVat, vatIncluded, vatOnTop } from './vat.ts';

const contactsRead = { phone: 'ТелефонРабочий', email: 'Почта' };

/** Writes the document's own attributes into the order, the same way in all three configurations. */
export function writeAttributes(order: OneCOrder, document: OrderDocument, settings: OneCSettings, warnings: string[]): void {
  const { customer, date = '', id = '', comment } = document;
  const contacts = customer?.contacts ?? new Map<string, string>();
  order.siteId = id;
  order.date = date;
  order.comment = comment;
  order.currency = currencyOf(document, settings, warnings);
  order.customer = {
    name: customer?.name ?? '',
    legalEntity: customer?.legalEntity ?? false,
    // «Электронная почта» and every other kind of contact is lost.
    phone: contacts.get(contactsRead.phone) ?? '',
    email: contacts.get(contactsRead.email) ?? '',
    address: customer?.address ?? '',
  };
  order.subjectToVat = settings.configuration === 'ut' || subjectToVat(document);
  order.lines = linesOf(document, settings, warnings);
  order.totalKopecks = sumOf(order.lines.map(({ sumKopecks }) => sumKopecks));
  if (document.sum !== undefined && kopecks(Number(document.sum)) !== order.totalKopecks) {
    warnings.push(`Заказ ${document.number}: сумма документа ${document.sum} не равна сумме строк ${order.totalKopecks / 100}`);
  }
}

/** Валюта is the name in 1C. An unknown one silently becomes the base currency. */
function currencyOf({ currency = '', number = '' }: OrderDocument, settings: OneCSettings, warnings: string[]): string {
  const currencies = settings.currencies ?? ['RUB', 'руб.'];
  if (currencies.includes(currency)) return currency;
  warnings.push(`Заказ ${number}: валюта ${currency} неизвестна, взята основная`);
  return currencies[0] ?? '';
}

function linesOf(document: OrderDocument, { configuration }: OneCSettings, warnings: string[]): OneCLine[] {
  const rates = lineRates(configuration, document);
  return document.lines.map((line, place) => {
    const sumKopecks = kopecks(Number(line.sum));
    const vat = rates[place] ?? '';
    const included = vatIncluded(document, line);
    const onTop = configuration === 'bitrix-module' && !included ? vatOnTop(sumKopecks, vat) : 0;
    if (onTop > 0) warnings.push(`${line.name}: НДС начислен сверху, потому что УчтеноВСумме не true`);
    if (configuration === 'bitrix-module' && line.unitCode !== '796 ') warnings.push(`${line.name}: единица «${line.unitCode}» не найдена`);
    return {
      id: line.id,
      name: line.name,
      unitCode: line.unitCode,
      quantity: Number(line.quantity),
      priceKopecks: kopecks(Number(line.price)),
      sumKopecks: sumKopecks + onTop,
      vat,
    };
  });
}
