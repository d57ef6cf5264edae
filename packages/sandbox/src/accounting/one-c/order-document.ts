import { child, children, textAt, type XmlElement } from './xml.ts';

/** A Документ as it stands in the file: texts, nothing judged. Each configuration reads it in its own way. */
export interface OrderDocument {
  operation: string;
  id: string | undefined;
  number: string | undefined;
  date: string | undefined;
  /** Undefined where the element is missing: that is worse than an empty one. */
  currency: string | undefined;
  sum: string | undefined;
  comment: string;
  customer: Customer | undefined;
  /** A Склад without Ид or Наименование. */
  incompleteWarehouse: boolean;
  taxes: readonly Tax[];
  lines: readonly OrderLine[];
  requisites: ReadonlyMap<string, string>;
  subordinate: readonly OrderDocument[];
  /** The order or payment that a document of Bitrix's module refers to. */
  basis: string | undefined;
}

export interface Customer {
  id: string;
  name: string;
  legalEntity: boolean;
  address: string;
  contacts: ReadonlyMap<string, string>;
}

export interface Tax {
  name: string;
  rate: string | undefined;
  includedInSum: string | undefined;
}

export interface OrderLine {
  id: string;
  name: string;
  unitCode: string;
  price: string;
  quantity: string;
  sum: string;
  taxes: readonly Tax[];
}

export function readDocument(element: XmlElement): OrderDocument {
  const at = (...path: string[]) => textAt(element, ...path);
  return {
    operation: at('ХозОперация') ?? '',
    id: at('Ид'),
    number: at('Номер'),
    date: at('Дата'),
    currency: at('Валюта'),
    sum: at('Сумма'),
    comment: at('Комментарий') ?? '',
    customer: customerOf(element),
    incompleteWarehouse: children(child(element, 'Склады'), 'Склад').some(
      (warehouse) => !textAt(warehouse, 'Ид') || !textAt(warehouse, 'Наименование'),
    ),
    taxes: taxesOf(child(element, 'Налоги'), 'Налог'),
    lines: children(child(element, 'Товары'), 'Товар').map(lineOf),
    requisites: requisitesOf(element),
    subordinate: children(child(element, 'ПодчиненныеДокументы'), 'ПодчиненныйДокумент').map(readDocument),
    basis: at('Основание'),
  };
}

/** Only the first Контрагент counts. */
function customerOf(document: XmlElement): Customer | undefined {
  const [first] = children(child(document, 'Контрагенты'), 'Контрагент');
  if (!first) return undefined;
  const contacts = children(child(first, 'Контакты'), 'Контакт');
  return {
    id: textAt(first, 'Ид') ?? '',
    name: textAt(first, 'ПолноеНаименование') ?? textAt(first, 'ОфициальноеНаименование') ?? textAt(first, 'Наименование') ?? '',
    legalEntity: child(first, 'ОфициальноеНаименование') !== undefined,
    address: textAt(first, 'Адрес', 'Представление') ?? '',
    contacts: new Map(contacts.map((contact) => [textAt(contact, 'Тип') ?? '', textAt(contact, 'Значение') ?? ''])),
  };
}

function lineOf(line: XmlElement): OrderLine {
  const rates = taxesOf(child(line, 'СтавкиНалогов'), 'СтавкаНалога');
  const taxes = taxesOf(child(line, 'Налоги'), 'Налог');
  return {
    id: textAt(line, 'Ид') ?? '',
    name: textAt(line, 'Наименование') ?? '',
    unitCode: child(line, 'БазоваяЕдиница')?.attributes['Код'] ?? textAt(line, 'Единица', 'Код') ?? '',
    price: textAt(line, 'ЦенаЗаЕдиницу') ?? '',
    quantity: textAt(line, 'Количество') ?? '',
    sum: textAt(line, 'Сумма') ?? '',
    taxes: [...taxes, ...rates],
  };
}

function taxesOf(list: XmlElement | undefined, name: string): Tax[] {
  return children(list, name).map((tax) => ({
    name: textAt(tax, 'Наименование') ?? '',
    rate: textAt(tax, 'Ставка'),
    includedInSum: textAt(tax, 'УчтеноВСумме'),
  }));
}

/** «СтатусЗаказа» and «Статус заказа» both occur, so names are compared without blanks and case. */
export const requisiteKey = (name: string) => name.replaceAll(/\s/g, '').toLowerCase();

function requisitesOf(document: XmlElement): Map<string, string> {
  const values = children(child(document, 'ЗначенияРеквизитов'), 'ЗначениеРеквизита');
  return new Map(values.map((value) => [requisiteKey(textAt(value, 'Наименование') ?? ''), textAt(value, 'Значение') ?? '']));
}

export function requisite({ requisites }: OrderDocument, name: string): string | undefined {
  return requisites.get(requisiteKey(name));
}
