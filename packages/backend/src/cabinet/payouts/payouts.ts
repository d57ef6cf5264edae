import { moscowDay } from '@installment-button/protocol/moscow-day';
import {
  mostPayouts,
  type Payout,
  type PayoutList,
  type PayoutsQuery,
  type PayoutState,
} from '@installment-button/protocol/cabinet/payouts';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import { numberOf } from '../../orders/number.ts';
import { nameOfBank } from '../../orders/view.ts';
import { DAY, after } from '../../platform/clock.ts';
import { fieldProblem } from '../../platform/http/problems.ts';
import type { Row } from '../../tables/schema.ts';
import { dayAfter, dayStart } from '../orders/filter.ts';

const LONGEST_DAYS = 366;
/** A payout is expected on the next business day: the longest holidays are shorter than this. */
const LONGEST_WAIT_DAYS = 20;

type Columns = Pick<
  Row<'orders'>,
  'id' | 'externalId' | 'status' | 'amount' | 'currency' | 'refundedAmount' | 'settledAt' | 'settlementAmount'
> & { bankId: string; expected: number; expectedOn: string };

/** The payouts that are expected in the period, whether they came or not. */
export async function readPayouts(context: Context, shopId: string, query: PayoutsQuery, most = mostPayouts): Promise<PayoutList> {
  const { mode, from, to } = query;
  const [begin, end] = [dayStart(from), dayAfter(to)];
  const days = (end.getTime() - begin.getTime()) / DAY;
  if (days <= 0 || days > LONGEST_DAYS) throw fieldProblem('/to', 'out_of_range', 'A period has 1 to 366 days.');
  // Bounded by the moment of the confirmation too: the orders have an index by it.
  const { rows } = await sql<Columns>`
    select o.id, o.external_id, o.status, o.amount, o.currency, o.refunded_amount, o.settled_at, o.settlement_amount,
      f.bank_id, (f.terms->>'creditAmount')::bigint + (f.terms->>'firstPayment')::bigint as expected, o.settlement_expected_on as expected_on
    from orders o join offers f on f.id = o.chosen_offer_id
    where o.shop_id = ${shopId} and o.test = ${mode === 'test'}
      and o.confirmed_at >= ${after(begin, -LONGEST_WAIT_DAYS * DAY)} and o.confirmed_at < ${end}
      and o.settlement_expected_on between ${from} and ${to}
    order by o.settlement_expected_on desc, f.bank_id, o.confirmed_at desc, o.id desc limit ${most + 1}`.execute(context.sql);
  const today = moscowDay(context.clock.now());
  return { data: rows.slice(0, most).map((row) => viewPayout(context, row, today)), more: rows.length > most };
}

function viewPayout(context: Context, row: Columns, today: string): Payout {
  const received = row.settledAt === null ? null : (row.settlementAmount ?? row.expected);
  return {
    orderId: row.id,
    number: numberOf(row),
    bank: nameOfBank(context, row.bankId),
    amount: row.amount,
    currency: row.currency,
    interest: Math.max(0, row.amount - row.expected),
    expected: row.expected,
    expectedOn: row.expectedOn,
    received,
    receivedOn: row.settledAt === null ? null : moscowDay(row.settledAt),
    refunded: row.refundedAmount,
    state: stateOf(row, received, today),
  };
}

function stateOf({ status, expected, expectedOn, refundedAmount }: Columns, received: number | null, today: string): PayoutState {
  if (received === null) {
    if (status === 'canceled') return 'canceled';
    return expectedOn < today ? 'late' : 'waiting';
  }
  if (received === expected) return 'paid';
  return refundedAmount > 0 && received >= expected - refundedAmount ? 'refunded' : 'differs';
}
