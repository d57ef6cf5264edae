import type { OrderStatus, Unit } from '@installment-button/protocol';
import type { Connection } from '../../connections/store.ts';
import type { Values } from '../../connections/provider.ts';
import { Said } from '../../connections/why-no-answer.ts';
import type { Context } from '../../context.ts';

/** What a CRM is told of an order. Money is in kopecks. */
export interface Deal {
  /** The order's id: our key against doubles. */
  key: string;
  number: string;
  title: string;
  status: OrderStatus;
  /** What the buyer owes or has paid, less what was refunded. */
  amount: number;
  currency: string;
  buyer: { firstName: string; lastName: string; phone: string; email: string | null };
  lines: { name: string; price: number; quantity: number; sum: number; unit: Unit; vat: string | null; vendorCode: string | null }[];
  /** The order in our cabinet. */
  link: string;
  confirmedAt: Date | null;
}

/** `dealId`: where the deal stands from now on, even if the rest has to be repeated. */
export type SyncAnswer = { state: 'done'; dealId: string } | { state: 'again' | 'refused'; reason: string; dealId: string | null };

export interface CrmAccount {
  connection: Connection;
  values: Values;
}

/** Brings the CRM to where the order stands. The same any number of times: a deal that is there already is found and changed, never doubled. */
export interface CrmSync {
  sync(context: Context, account: CrmAccount, deal: Deal, dealId: string | null): Promise<SyncAnswer>;
}

/** The CRM said no, or not now. */
export class CrmFailure extends Said {
  readonly state: 'again' | 'refused';
  constructor(state: 'again' | 'refused', reason: string) {
    super(reason);
    this.state = state;
  }
}

export const progress: Readonly<Record<OrderStatus, 'open' | 'won' | 'lost'>> = {
  created: 'open',
  submitted: 'open',
  approved: 'open',
  signed: 'open',
  confirmed: 'won',
  settled: 'won',
  rejected: 'lost',
  canceled: 'lost',
  expired: 'lost',
};

/** The statuses that a CRM is told of, as the head maps them. Carts that nobody submitted are not its business. */
export const mappedStatuses: { status: OrderStatus; ru: string; en: string }[] = [
  { status: 'submitted', ru: 'Заявка отправлена', en: 'Submitted' },
  { status: 'approved', ru: 'Одобрена', en: 'Approved' },
  { status: 'signed', ru: 'Подписана', en: 'Signed' },
  { status: 'confirmed', ru: 'Подтверждена', en: 'Confirmed' },
  { status: 'settled', ru: 'Деньги пришли', en: 'Settled' },
  { status: 'rejected', ru: 'Отказ банков', en: 'Rejected' },
  { status: 'canceled', ru: 'Отменена', en: 'Canceled' },
  { status: 'expired', ru: 'Срок истёк', en: 'Expired' },
];

export const roubles = (kopecks: number): number => Math.round(kopecks) / 100;

/** Runs the steps; a failure keeps the deal that was found or made before it. */
export async function inSteps(dealId: string | null, steps: (found: (id: string) => void) => Promise<string>): Promise<SyncAnswer> {
  let known = dealId;
  try {
    return { state: 'done', dealId: await steps((id) => (known = id)) };
  } catch (error) {
    if (!(error instanceof CrmFailure)) throw error;
    return { state: error.state, reason: error.message, dealId: known };
  }
}
