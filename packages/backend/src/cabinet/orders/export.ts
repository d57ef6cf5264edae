import type { ExportOrders, OrderRow } from '@installment-button/protocol/cabinet/orders';
import type { Context } from '../../context.ts';
import type { Cell, Table } from '../spreadsheets.ts';
import { allOf, matching } from './filter.ts';
import { cursorOf, olderThan } from './list.ts';
import { readRows } from './rows.ts';

const CHUNK = 1000;
const MOST = 50_000;

const headers = {
  ru: [
    'Номер',
    'Идентификатор',
    'Создана',
    'Обновлена',
    'Статус',
    'Товар',
    'Ещё товаров',
    'Сумма',
    'Возвращено',
    'Валюта',
    'Продукт',
    'Банк',
    'Платёж',
    'Месяцев',
    'Источник',
    'Цены проверены',
  ],
  en: [
    'Number',
    'Id',
    'Created',
    'Updated',
    'Status',
    'Goods',
    'More goods',
    'Sum',
    'Refunded',
    'Currency',
    'Product',
    'Bank',
    'Payment',
    'Months',
    'Source',
    'Prices verified',
  ],
};

/** The list as a table: every order that the filter finds, without the buyers. */
export function ordersTable(context: Context, shopId: string, { format: _format, language, ...filter }: ExportOrders): Table {
  async function* chunks() {
    const condition = await matching(context, shopId, filter);
    let cursor: string | null = null;
    for (let written = 0; written < MOST; written += CHUNK) {
      const rows: OrderRow[] = await readRows(
        context,
        context.sql,
        cursor === null ? condition : allOf([condition, olderThan(cursor)]),
        CHUNK,
      );
      if (rows.length > 0) yield rows.map(cellsOf);
      const last = rows.at(-1);
      if (rows.length < CHUNK || !last) return;
      cursor = cursorOf(last);
    }
  }
  return { sheet: language === 'ru' ? 'Заявки' : 'Orders', header: headers[language], rows: chunks() };
}

function cellsOf(row: OrderRow): Cell[] {
  return [
    row.number,
    row.id,
    new Date(row.createdAt),
    new Date(row.changedAt),
    row.status,
    row.title,
    row.more,
    row.amount / 100,
    row.refundedAmount / 100,
    row.currency,
    row.product,
    row.bank?.name ?? null,
    row.payment ? row.payment.amount / 100 : null,
    row.payment?.term ?? null,
    row.source,
    row.trusted ? 1 : 0,
  ];
}
