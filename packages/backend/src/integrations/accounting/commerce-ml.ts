import type { OrderItem } from '@installment-button/protocol';
import { splitLine } from '../../receipts/split-line.ts';

/** An order as 1C reads it. */
export interface ExchangeOrder {
  id: string;
  /** Our own short number: 1C's column holds 11 characters, and a longer one would be doubled at every run. */
  number: number;
  /** The shop's own number, for people. */
  shopNumber: string;
  createdAt: Date;
  /** After refunds. */
  items: { item: OrderItem; quantity: number; sum: number }[];
  currency: string;
  buyer: { id: string; name: string; phone: string | null; email: string | null };
  /** Of goods that name none. */
  usualVat: string | null;
  canceled: boolean;
  /** When the money reached the shop. */
  paidAt: Date | null;
  handedOverAt: Date | null;
  status: string;
}

/** Two incompatible readers: the standard exchange of UT and UNF, and the module that Bitrix puts into 1C, which looks into Контейнер alone. */
export type ExchangeProfile = 'standard' | 'bitrix-module';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string) =>
  text.replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '');
const tag = (name: string, content: string | number) => `<${name}>${content}</${name}>`;
const text = (name: string, value: string) => tag(name, escape(value));
const money = (kopecks: number) => (kopecks / 100).toFixed(2);
const requisite = (name: string, value: string) => tag('ЗначениеРеквизита', text('Наименование', name) + text('Значение', value));

/** Moscow's day and time: 1C takes both as they stand. */
const local = (at: Date) => new Date(at.getTime() + 3 * 3_600_000).toISOString();
const day = (at: Date) => local(at).slice(0, 10);
const time = (at: Date) => local(at).slice(11, 19);

/** The file of `query`. It begins with `<?xml`: 1C reads nothing else. */
export function commerceMl(orders: readonly ExchangeOrder[], profile: ExchangeProfile, at: Date, encoding: string): string {
  const documents = orders.map((order) => documentOf(order, profile));
  const inside = profile === 'standard' ? documents : documents.map((document) => tag('Контейнер', document));
  const root = `КоммерческаяИнформация ВерсияСхемы="2.09" ДатаФормирования="${local(at).slice(0, 19)}"`;
  return `<?xml version="1.0" encoding="${encoding}"?>\n<${root}>${inside.join('')}</КоммерческаяИнформация>`;
}

function documentOf(order: ExchangeOrder, profile: ExchangeProfile): string {
  const { id, number, shopNumber, createdAt, items, currency, buyer, usualVat } = order;
  const lines = items.flatMap(({ item, quantity, sum }) => linesOf(item, quantity, sum, usualVat, profile));
  const total = items.reduce((all, { sum }) => all + sum, 0);
  const rates = [...new Set(items.map(({ item }) => rateOf(item, usualVat)))];
  return tag(
    'Документ',
    [
      ...[text('Ид', id), tag('Номер', number), tag('Дата', day(createdAt)), tag('ХозОперация', 'Заказ товара'), tag('Роль', 'Продавец')],
      ...[text('Валюта', currency), tag('Курс', 1), tag('Сумма', money(total)), customer(buyer), tag('Время', time(createdAt))],
      text('Комментарий', `Заказ № ${shopNumber}`),
      tag('Налоги', rates.map((rate) => tax('Налог', rate)).join('')),
      tag('Товары', lines.join('')),
      tag('ЗначенияРеквизитов', requisites(order)),
    ].join(''),
  );
}

/** Without a rate on every line a line inherits the one before; the sum includes the tax everywhere. */
function tax(name: string, rate: string): string {
  return tag(name, tag('Наименование', 'НДС') + tag('УчтеноВСумме', 'true') + text('Ставка', rate));
}

const rateOf = ({ vat }: OrderItem, usual: string | null) =>
  (vat ?? usual ?? 'none') === 'none' ? 'Без НДС' : (String(vat ?? usual).split('/')[0] ?? '');

/** Codes of OKEI. */
const unitCodes: Readonly<Record<OrderItem['unit'], [code: string, name: string]>> = {
  piece: ['796', 'шт'],
  g: ['163', 'г'],
  kg: ['166', 'кг'],
  t: ['168', 'т'],
  cm: ['004', 'см'],
  dm: ['005', 'дм'],
  m: ['006', 'м'],
  cm2: ['051', 'см2'],
  dm2: ['053', 'дм2'],
  m2: ['055', 'м2'],
  ml: ['111', 'мл'],
  l: ['112', 'л'],
  m3: ['113', 'м3'],
  hour: ['356', 'ч'],
  day: ['359', 'сут'],
  other: ['796', 'шт'],
};

function linesOf(item: OrderItem, quantity: number, sum: number, usual: string | null, profile: ExchangeProfile): string[] {
  const [okei, unit] = unitCodes[item.unit];
  // Bitrix’s module compares the code with a column of four characters.
  const code = profile === 'bitrix-module' ? okei.padEnd(4) : okei;
  const rate = rateOf(item, usual);
  if (quantity === 0 && sum === 0) return [];
  return splitLine(sum, quantity === 0 ? 1 : quantity).map((piece) =>
    tag(
      'Товар',
      [
        text('Ид', item.vendorCode ?? item.id),
        ...(item.vendorCode === null ? [] : [text('Артикул', item.vendorCode)]),
        text('Наименование', item.name),
        `<БазоваяЕдиница Код="${code}" НаименованиеПолное="${unit}">${unit}</БазоваяЕдиница>`,
        tag('ЦенаЗаЕдиницу', money(piece.price)),
        tag('Количество', piece.quantity),
        tag('Сумма', money(piece.sum)),
        tag('СтавкиНалогов', tag('СтавкаНалога', tag('Наименование', 'НДС') + text('Ставка', rate))),
        tag('Налоги', tax('Налог', rate)),
        tag('ЗначенияРеквизитов', requisite('ВидНоменклатуры', 'Товар') + requisite('ТипНоменклатуры', 'Товар')),
      ].join(''),
    ),
  );
}

function customer({ id, name, phone, email }: ExchangeOrder['buyer']): string {
  const contact = (kind: string, value: string) => tag('Контакт', text('Тип', kind) + text('Значение', value));
  const contacts = [...(phone === null ? [] : [contact('ТелефонРабочий', phone)]), ...(email === null ? [] : [contact('Почта', email)])];
  const parts = [
    text('Ид', id),
    text('Наименование', name),
    tag('Роль', 'Покупатель'),
    text('ПолноеНаименование', name),
    tag('Контакты', contacts.join('')),
  ];
  return tag('Контрагенты', tag('Контрагент', parts.join('')));
}

/** What both configurations read. The method's name and id must be mapped in 1C to an acquirer. */
function requisites({ canceled, paidAt, handedOverAt, status, number }: ExchangeOrder): string {
  const method = requisite('Метод оплаты', 'Рассрочка банка') + requisite('Метод оплаты ИД', 'installment-button');
  return [
    method,
    requisite('Заказ оплачен', paidAt === null ? 'false' : 'true'),
    ...(paidAt === null ? [] : [requisite('Дата оплаты', day(paidAt)), requisite('Номер платежного документа', `${number}-1`)]),
    requisite('Отменен', canceled ? 'true' : 'false'),
    ...(handedOverAt === null ? [] : [requisite('Дата отгрузки', day(handedOverAt))]),
    requisite('Статус заказа', status),
  ].join('');
}
