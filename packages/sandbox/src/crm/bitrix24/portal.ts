/** The records of a portal: what its users see. */
export interface Portal {
  deals: Deal[];
  contacts: Contact[];
  payments: DealPayment[];
  paySystemHandlers: PaySystemHandler[];
  paySystems: PaySystem[];
  categories: readonly Category[];
  /** Own fields of deals that exist in this portal: UF_CRM_… */
  userFields: readonly string[];
  nextId(): number;
  now(): Date;
  /** Tells the handlers of an event. */
  changed(change: Change): void;
}

export interface Change {
  event: 'ONCRMDEALADD' | 'ONCRMDEALUPDATE' | 'ONCRMDEALMOVETOCATEGORY' | 'ONCRMCONTACTADD';
  id: number;
  /** Of a change that came by REST: it keeps the change out of the queue of the same connector. */
  connector?: string | undefined;
  /** A person's change brings that person's tokens along, a robot's brings none. */
  by: 'person' | 'robot' | 'rest';
}

export interface Category {
  id: number;
  name: string;
  stages: readonly Stage[];
}

export interface Stage {
  /** NEW, WON; in other funnels C9:NEW. */
  id: string;
  name: string;
  /** S success, F failure, P in progress. */
  semantics: 'S' | 'F' | 'P';
}

export interface Deal {
  id: number;
  title: string;
  categoryId: number;
  stageId: string;
  opportunity: number;
  isManualOpportunity: 'Y' | 'N';
  currencyId: string;
  contactIds: number[];
  companyId: number;
  assignedById: number;
  sourceId: string;
  comments: string;
  originatorId: string | null;
  originId: string | null;
  createdTime: string;
  updatedTime: string;
  userFields: Record<string, unknown>;
  productRows: ProductRow[];
}

export interface ProductRow {
  id: number;
  productId: number;
  productName: string;
  /** Of one unit, after discount and with tax. */
  price: number;
  quantity: number;
  taxRate: number | null;
  taxIncluded: 'Y' | 'N';
  measureCode: number;
  discountTypeId: number;
  discountRate: number;
  discountSum: number;
  sort: number;
}

export interface Contact {
  id: number;
  name: string;
  lastName: string;
  secondName: string;
  fm: { id: number; typeId: string; valueType: string; value: string }[];
}

export interface DealPayment {
  id: number;
  dealId: number;
  paid: boolean;
  paySystemId: number;
  rows: { rowId: number; quantity: number }[];
  /** What our side answered at the last checkout. */
  externalPaymentId?: string;
}

export interface PaySystemHandler {
  id: number;
  name: string;
  code: string;
  settings: Readonly<Record<string, unknown>>;
}

export interface PaySystem {
  id: number;
  name: string;
  handlerCode: string;
  registry: string;
  active: boolean;
}

export const defaultCategories: readonly Category[] = [
  {
    id: 0,
    name: 'Общая',
    stages: [
      { id: 'NEW', name: 'Новая', semantics: 'P' },
      { id: 'PREPAYMENT_INVOICE', name: 'Счёт на предоплату', semantics: 'P' },
      { id: 'EXECUTING', name: 'В работе', semantics: 'P' },
      { id: 'FINAL_INVOICE', name: 'Финальный счёт', semantics: 'P' },
      { id: 'WON', name: 'Сделка успешна', semantics: 'S' },
      { id: 'LOSE', name: 'Сделка провалена', semantics: 'F' },
    ],
  },
  {
    id: 9,
    name: 'Рассрочка',
    stages: [
      { id: 'C9:NEW', name: 'Заявка', semantics: 'P' },
      { id: 'C9:EXECUTING', name: 'Одобрена', semantics: 'P' },
      { id: 'C9:WON', name: 'Оплачена', semantics: 'S' },
      { id: 'C9:LOSE', name: 'Отказ', semantics: 'F' },
    ],
  },
];

export const rowKopecks = ({ price, quantity }: Pick<ProductRow, 'price' | 'quantity'>) => Math.round(price * quantity * 100);

/** What one row adds to the deal: tax that is not included comes on top. */
export function rowTotalKopecks(row: ProductRow): number {
  const sum = rowKopecks(row);
  return row.taxIncluded === 'Y' || row.taxRate === null ? sum : Math.round(sum * (1 + row.taxRate / 100));
}
