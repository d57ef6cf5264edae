import { randomUUID } from 'node:crypto';

/** An order as 1C keeps it. A test plays the accountant by changing `state`, `linked` and `cancelled` here. */
export interface OneCOrder {
  /** 1C's own key. */
  id: string;
  /** 1C's own number. */
  number: string;
  /** Номер of the file. In UT the column is string(11), so a longer number is kept cut off. */
  siteNumber: string;
  siteId: string;
  date: string;
  currency: string;
  customer: { name: string; legalEntity: boolean; phone: string; email: string; address: string };
  lines: readonly OneCLine[];
  /** Of the lines; with VAT on top where 1C adds it. */
  totalKopecks: number;
  /** UNF: «Облагается НДС». */
  subjectToVat: boolean;
  state: OrderState;
  /** UNF: an invoice, a shipment or a receipt was made from the order. */
  linked: boolean;
  cancelled: boolean;
  posted: boolean;
  comment: string;
  /** What came as requisites and is no attribute of the order. */
  properties: Map<string, string>;
  payments: OneCPayment[];
}

export type OrderState = 'Ожидается согласование' | 'К выполнению' | 'Закрыт' | 'Открыт' | 'Завершен';

export interface OneCLine {
  id: string;
  name: string;
  unitCode: string;
  quantity: number;
  priceKopecks: number;
  sumKopecks: number;
  /** As 1C shows it: «Без НДС», «0 %», «20 %», «20/120». */
  vat: string;
}

export interface OneCPayment {
  number: string;
  /** yyyy-MM-dd */
  date: string;
  method: string;
  sumKopecks: number;
  posted: boolean;
  refund: boolean;
  /** 1C issued a receipt for it: it is not touched any more. */
  receiptPrinted: boolean;
}

export interface Books {
  orders: OneCOrder[];
}

export const newOrder = (books: Books, siteNumber: string): OneCOrder => ({
  id: randomUUID(),
  number: `НФНФ-${String(books.orders.length + 1).padStart(6, '0')}`,
  siteNumber,
  siteId: '',
  date: '',
  currency: '',
  customer: { name: '', legalEntity: false, phone: '', email: '', address: '' },
  lines: [],
  totalKopecks: 0,
  subjectToVat: true,
  state: 'Ожидается согласование',
  linked: false,
  cancelled: false,
  posted: true,
  comment: '',
  properties: new Map(),
  payments: [],
});

/** A copy to come back to: an exception in the middle of an import undoes all of it. */
export function copyOf({ orders }: Books): OneCOrder[] {
  return orders.map((order) => ({
    ...order,
    properties: new Map(order.properties),
    payments: order.payments.map((payment) => ({ ...payment })),
  }));
}

/** What the books come to, for comparing with the site's own totals. Cancelled orders do not count. */
export function bookTotals({ orders }: Books) {
  const live = orders.filter(({ cancelled }) => !cancelled);
  const payments = orders.flatMap((order) => order.payments).filter(({ posted }) => posted);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    orders: live.length,
    orderedKopecks: sum(live.map(({ totalKopecks }) => totalKopecks)),
    paidKopecks: sum(payments.filter(({ refund }) => !refund).map(({ sumKopecks }) => sumKopecks)),
    refundedKopecks: sum(payments.filter(({ refund }) => refund).map(({ sumKopecks }) => sumKopecks)),
  };
}
