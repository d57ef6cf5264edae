import { moscowDay } from '@installment-button/protocol/moscow-day';
import { sql } from 'kysely';
import { funnelSteps, type Analytics, type AnalyticsQuery } from '@installment-button/protocol/cabinet/analytics';
import { DAY, after } from '../../platform/clock.ts';
import type { Context } from '../../context.ts';
import { fieldProblem } from '../../platform/http/problems.ts';
import { dayAfter, dayStart } from '../orders/filter.ts';
import { daysOf, readDays, type DayAnalytics } from './day-analytics.ts';

const LONGEST_DAYS = 366;
/** The median is taken over this many of the newest answers. */
const MEDIAN_OF = 20_000;

interface Range {
  from: Date;
  to: Date;
}

/** Everything the page of analytics shows. */
export async function readAnalytics(context: Context, shopId: string, { mode, from, to }: AnalyticsQuery): Promise<Analytics> {
  const range = { from: dayStart(from), to: dayAfter(to) };
  const length = range.to.getTime() - range.from.getTime();
  if (length <= 0 || length > LONGEST_DAYS * DAY) throw fieldProblem('/to', 'out_of_range', 'A period must have 1 to 366 days.');
  const test = mode === 'test';
  const [both, medians, waiting, refunded] = await Promise.all([
    readDays(context, { shopId, test }, { from: moscowDay(after(range.from, -length)), to }),
    mediansIn(context, shopId, range),
    waitingIn(context, shopId, test, range),
    refundsIn(context, shopId, test, range),
  ]);
  const days = both.filter(({ day }) => day >= from);
  const sold = new Map(days.map(({ day, soldAmount }) => [day, soldAmount]));
  return {
    confirmed: soldIn(days),
    before: soldIn(both.filter(({ day }) => day < from)),
    refunds: {
      count: sum([...refunded.values()], ({ count }) => count),
      amount: sum([...refunded.values()], ({ amount }) => amount),
    },
    funnel: Object.fromEntries(funnelSteps.map((step) => [step, sum(days, (day) => day[step])])) as Analytics['funnel'],
    banks: banksIn(context, days, medians),
    days: [...daysOf({ from, to })].map((day) => ({
      day,
      confirmed: sold.get(day) ?? 0,
      waiting: waiting.get(day) ?? 0,
      refunded: refunded.get(day)?.amount ?? 0,
    })),
  };
}

const sum = <Of>(all: Of[], number: (one: Of) => number) => all.reduce((before, one) => before + number(one), 0);
const soldIn = (days: DayAnalytics[]) => ({
  count: sum(days, ({ soldCount }) => soldCount),
  amount: sum(days, ({ soldAmount }) => soldAmount),
});

/** By how much of what it was asked a bank approved. */
function banksIn(context: Context, days: DayAnalytics[], medians: Map<string, number>): Analytics['banks'] {
  return [...context.banks.values()]
    .map(({ id, name }) => ({
      bank: { id, name },
      asked: sum(days, ({ banks }) => banks[id]?.[0] ?? 0),
      approved: sum(days, ({ banks }) => banks[id]?.[1] ?? 0),
      medianSeconds: medians.get(id) ?? null,
    }))
    .filter(({ asked }) => asked > 0)
    .toSorted((one, other) => other.approved / other.asked - one.approved / one.asked);
}

async function mediansIn(context: Context, shopId: string, { from, to }: Range): Promise<Map<string, number>> {
  const { rows } = await sql<{ bankId: string; median: number }>`
    select newest.bank_id, percentile_cont(0.5) within group (order by newest.answer_seconds)::float8 as median
    from (
      select a.bank_id, a.answer_seconds from bank_applications a
      where a.shop_id = ${shopId} and a.decided_at >= ${from} and a.decided_at < ${to} and a.answer_seconds is not null
      order by a.decided_at desc limit ${MEDIAN_OF}
    ) newest group by newest.bank_id`.execute(context.sql);
  return new Map(rows.map(({ bankId, median }) => [bankId, median]));
}

const moscow = (column: string) => sql`to_char((${sql.raw(column)} at time zone 'Europe/Moscow')::date, 'YYYY-MM-DD')`;

/** Sums by the day of the signature, of orders that still wait for the confirm. */
async function waitingIn(context: Context, shopId: string, test: boolean, { from, to }: Range): Promise<Map<string, number>> {
  const { rows } = await sql<{ day: string; amount: number }>`
    select ${moscow('o.agreement_signed_at')} as day, sum(o.amount)::bigint as amount from orders o
    where o.shop_id = ${shopId} and o.test = ${test} and o.status = 'signed'
      and o.agreement_signed_at >= ${from} and o.agreement_signed_at < ${to}
    group by 1`.execute(context.sql);
  return new Map(rows.map(({ day, amount }) => [day, amount]));
}

async function refundsIn(context: Context, shopId: string, test: boolean, { from, to }: Range) {
  const { rows } = await sql<{ day: string; count: number; amount: number }>`
    select ${moscow('r.created_at')} as day, count(*)::integer as count, sum(r.amount)::bigint as amount
    from refunds r join orders o on o.id = r.order_id
    where r.shop_id = ${shopId} and o.test = ${test} and r.status <> 'failed' and r.created_at >= ${from} and r.created_at < ${to}
    group by 1`.execute(context.sql);
  return new Map(rows.map(({ day, count, amount }) => [day, { count, amount }]));
}
