import { sql } from 'kysely';
import type { Figures, FiguresQuery } from '@installment-button/protocol/cabinet/figures';
import type { Mode } from '@installment-button/protocol/cabinet/orders';
import type { Context } from '../../platform/context.ts';
import { fieldProblem } from '../../platform/problems.ts';
import { dayAfter, dayStart } from '../orders/filter.ts';

const DAY_MS = 86_400_000;
const LONGEST_DAYS = 366;
/** The median is that of so many newest answers: exact up to there, and as good beyond. */
const MEDIAN_OF = 20_000;

interface Range {
  from: Date;
  to: Date;
}

/** Everything the page of figures shows, each part one aggregate over an index. */
export async function readFigures(context: Context, shopId: string, { mode, from, to }: FiguresQuery): Promise<Figures> {
  const range = { from: dayStart(from), to: dayAfter(to) };
  const length = range.to.getTime() - range.from.getTime();
  if (length <= 0 || length > LONGEST_DAYS * DAY_MS) throw fieldProblem('/to', 'out_of_range', 'A period has 1 to 366 days.');
  const before = { from: new Date(range.from.getTime() - length), to: range.from };
  const own = sql`o.shop_id = ${shopId} and o.test = ${mode === 'test'}`;
  return {
    confirmed: await confirmedIn(context, own, range),
    before: await confirmedIn(context, own, before),
    refunds: await refundsIn(context, shopId, mode, range),
    funnel: await funnelOf(context, own, range),
    banks: await banksIn(context, shopId, mode, range),
    days: await daysIn(context, shopId, mode, own, range),
  };
}

type Own = ReturnType<typeof sql>;

async function confirmedIn(context: Context, own: Own, { from, to }: Range): Promise<Figures['confirmed']> {
  const { rows } = await sql<Figures['confirmed']>`
    select count(*)::integer as count, coalesce(sum(o.amount), 0)::bigint as amount
    from orders o where ${own} and o.confirmed_at >= ${from} and o.confirmed_at < ${to}`.execute(context.sql);
  return rows[0] ?? { count: 0, amount: 0 };
}

async function refundsIn(context: Context, shopId: string, mode: Mode, { from, to }: Range): Promise<Figures['refunds']> {
  const { rows } = await sql<Figures['refunds']>`
    select count(*)::integer as count, coalesce(sum(r.amount), 0)::bigint as amount
    from refunds r join orders o on o.id = r.order_id
    where r.shop_id = ${shopId} and o.test = ${mode === 'test'} and r.status <> 'failed'
      and r.created_at >= ${from} and r.created_at < ${to}`.execute(context.sql);
  return rows[0] ?? { count: 0, amount: 0 };
}

/** Orders made in the period, by how far they came: each step holds those that came further. */
async function funnelOf(context: Context, own: Own, { from, to }: Range): Promise<Figures['funnel']> {
  const { rows } = await sql<Figures['funnel']>`
    select count(*)::integer as created,
      (count(*) filter (where o.opened_at is not null or o.submitted_at is not null))::integer as opened,
      count(o.submitted_at)::integer as submitted,
      (count(*) filter (where o.first_approved_at is not null))::integer as approved,
      count(o.agreement_signed_at)::integer as signed,
      count(o.confirmed_at)::integer as confirmed
    from orders o where ${own} and o.created_at >= ${from} and o.created_at < ${to}`.execute(context.sql);
  return rows[0] ?? { created: 0, opened: 0, submitted: 0, approved: 0, signed: 0, confirmed: 0 };
}

async function banksIn(context: Context, shopId: string, mode: Mode, { from, to }: Range): Promise<Figures['banks']> {
  const banks = [...context.banks.values()].filter((bank) => (bank.test ?? false) === (mode === 'test'));
  const ids = banks.map(({ id }) => id);
  const { rows } = await sql<{ bankId: string; asked: number; approved: number }>`
    select a.bank_id, count(*)::integer as asked, (count(*) filter (where a.decision = 'approved'))::integer as approved
    from applications a
    where a.shop_id = ${shopId} and a.decided_at >= ${from} and a.decided_at < ${to} and a.bank_id = any(${ids}::text[])
    group by a.bank_id`.execute(context.sql);
  const medians = await mediansIn(context, shopId, { from, to });
  return rows
    .flatMap(({ bankId, asked, approved }) => {
      const bank = banks.find(({ id }) => id === bankId);
      return bank ? [{ bank: { id: bank.id, name: bank.name }, asked, approved, medianSeconds: medians.get(bankId) ?? null }] : [];
    })
    .toSorted((one, other) => other.approved / other.asked - one.approved / one.asked);
}

async function mediansIn(context: Context, shopId: string, { from, to }: Range): Promise<Map<string, number>> {
  const { rows } = await sql<{ bankId: string; median: number }>`
    select newest.bank_id, percentile_cont(0.5) within group (order by newest.answer_seconds)::float8 as median
    from (
      select a.bank_id, a.answer_seconds from applications a
      where a.shop_id = ${shopId} and a.decided_at >= ${from} and a.decided_at < ${to} and a.answer_seconds is not null
      order by a.decided_at desc limit ${MEDIAN_OF}
    ) newest group by newest.bank_id`.execute(context.sql);
  return new Map(rows.map(({ bankId, median }) => [bankId, median]));
}

async function daysIn(context: Context, shopId: string, mode: Mode, own: Own, { from, to }: Range): Promise<Figures['days']> {
  const day = (column: string) => sql`(${sql.raw(column)} at time zone 'Europe/Moscow')::date`;
  const { rows } = await sql<Figures['days'][number]>`
    select to_char(days.day, 'YYYY-MM-DD') as day, coalesce(confirmed.amount, 0)::bigint as confirmed,
      coalesce(waiting.amount, 0)::bigint as waiting, coalesce(refunded.amount, 0)::bigint as refunded
    from generate_series(${from}::timestamptz at time zone 'Europe/Moscow', (${to}::timestamptz - interval '1 day') at time zone 'Europe/Moscow', interval '1 day') as days (day)
    left join (
      select ${day('o.confirmed_at')} as day, sum(o.amount) as amount from orders o
      where ${own} and o.confirmed_at >= ${from} and o.confirmed_at < ${to} group by 1
    ) confirmed on confirmed.day = days.day
    left join (
      select ${day('o.agreement_signed_at')} as day, sum(o.amount) as amount from orders o
      where ${own} and o.status = 'signed' and o.agreement_signed_at >= ${from} and o.agreement_signed_at < ${to} group by 1
    ) waiting on waiting.day = days.day
    left join (
      select ${day('r.created_at')} as day, sum(r.amount) as amount from refunds r join orders o on o.id = r.order_id
      where r.shop_id = ${shopId} and o.test = ${mode === 'test'} and r.status <> 'failed' and r.created_at >= ${from} and r.created_at < ${to}
      group by 1
    ) refunded on refunded.day = days.day
    order by days.day`.execute(context.sql);
  return rows;
}
