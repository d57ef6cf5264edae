import { zipSync } from 'fflate';
import { randomUUID } from 'node:crypto';
import type { OneCOrder } from './books.ts';
import { ExchangeFailure, type OneCSettings } from './configuration.ts';
import type { Session } from './session.ts';
import { resultOf, sessidQuery, versionQuery, type UploadLimits } from './steps.ts';

export interface UploadOptions {
  /** More requisites of the order, in 1C's names: «Статус заказа», «ПометкаУдаления». */
  requisites?: Readonly<Record<string, string>>;
  /** A payment that was born in 1C has no Номер; three of four logged documents had no Ид. Default true. */
  withIds?: boolean;
  namespace?: string;
}

/** The orders as 1C sends them back: Ид is its own key, Номер and Дата are the site's, UTF-8 with a BOM as 1C writes files. */
export function orderFile(orders: readonly OneCOrder[], options: UploadOptions, now: Date): Buffer {
  const { namespace = 'urn:1C.ru:commerceml_2' } = options;
  const documents = orders.map((order) => documentXml(order, options, now)).join('');
  const head = `<?xml version="1.0" encoding="UTF-8"?>\n<КоммерческаяИнформация xmlns="${namespace}" ВерсияСхемы="2.09" ДатаФормирования="${stamp(now)}">`;
  return Buffer.from(`\uFEFF${head}${documents}\n</КоммерческаяИнформация>`, 'utf8');
}

/**
 * Sends the file in pieces of at most `file_limit` bytes to one name, and asks for the import where the settings wait for one. Under
 * zip=yes the archive's name is random and import names the file inside it. Returns the site's warnings.
 */
export async function sendFile(session: Session, settings: OneCSettings, limits: UploadLimits, file: Buffer): Promise<string[]> {
  const inner = `orders-${randomUUID()}_1.xml`;
  const name = limits.zip ? `v8_${randomUUID().slice(0, 8)}.zip` : inner;
  const bytes = limits.zip ? Buffer.from(zipSync({ [inner]: new Uint8Array(file) })) : file;
  const step = limits.fileLimit > 0 ? limits.fileLimit : bytes.length;
  const more = settings.configuration === 'unf' ? versionQuery(session) : sessidQuery(session);
  const warnings: string[] = [];
  for (let from = 0; from < bytes.length; from += step) {
    const answer = await session.call('file', { mode: 'file', filename: name, ...more }, bytes.subarray(from, from + step));
    warnings.push(resultOf('file', answer).warning);
  }
  if (settings.waitForImport) await waitForImport(session, inner, more);
  return warnings.filter(Boolean);
}

const mostImports = 100;

async function waitForImport(session: Session, filename: string, more: Readonly<Record<string, string>>): Promise<void> {
  for (let count = 0; count < mostImports; count += 1) {
    if (resultOf('import', await session.call('import', { mode: 'import', filename, ...more })).done) return;
  }
  throw new ExchangeFailure('import', `Сайт не закончил загрузку за ${mostImports} обращений`);
}

function documentXml(order: OneCOrder, { requisites = {}, withIds = true }: UploadOptions, now: Date): string {
  const known = {
    ПометкаУдаления: 'false',
    Проведен: String(order.posted),
    'Номер по 1С': order.number,
    'Дата по 1С': stamp(now),
    Отменен: String(order.cancelled),
    'Статус заказа': order.state,
    ...paymentRequisites(order),
    ...requisites,
  };
  const lines = order.lines.map(({ id, name, priceKopecks, quantity, sumKopecks }) =>
    element('Товар', {
      Ид: id,
      Наименование: name,
      ЦенаЗаЕдиницу: roubles(priceKopecks),
      Количество: String(quantity),
      Сумма: roubles(sumKopecks),
    }),
  );
  return [
    '\n\t<Документ>',
    withIds ? text('Ид', order.id) : '',
    text('Номер', order.siteNumber),
    text('Дата', order.date),
    text('ХозОперация', 'Заказ товара'),
    text('Роль', 'Продавец'),
    text('Валюта', order.currency),
    text('Курс', '1'),
    text('Сумма', roubles(order.totalKopecks)),
    `<Товары>${lines.join('')}</Товары>`,
    `<ЗначенияРеквизитов>${Object.entries(known)
      .map(([name, value]) => element('ЗначениеРеквизита', { Наименование: name, Значение: value }))
      .join('')}</ЗначенияРеквизитов>`,
    '</Документ>',
  ].join('');
}

function paymentRequisites({ payments }: OneCOrder): Record<string, string> {
  const last = payments.findLast(({ posted }) => posted);
  return last ? { 'Номер оплаты по 1С': last.number, 'Дата оплаты по 1С': last.date, Оплачен: 'true' } : {};
}

const roubles = (kopecks: number) => (kopecks / 100).toFixed(2);
const stamp = (at: Date) => at.toISOString().slice(0, 19);
const text = (name: string, value: string) => `<${name}>${escape(value)}</${name}>`;
const element = (name: string, fields: Readonly<Record<string, string>>) =>
  `<${name}>${Object.entries(fields)
    .map(([field, value]) => text(field, value))
    .join('')}</${name}>`;

function escape(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
