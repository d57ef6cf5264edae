import { moscowDay } from '@installment-button/protocol/moscow-day';
import { sql } from 'kysely';
import type { Mode, OrderSummary } from '@installment-button/protocol/cabinet/orders';
import type { Context } from '../../context.ts';
import { dayStart } from './filter.ts';

interface Numbers {
  waiting: number;
  waitingAmount: number;
  reviewing: number;
  any: boolean;
  created: number;
  submitted: number;
  approved: number;
  firstDecision: number | null;
  payoutDay: string | null;
  payoutAmount: number | null;
}

/** The numbers above the list. */
export async function readSummary(context: Context, shopId: string, mode: Mode): Promise<OrderSummary> {
  const today = moscowDay(context.clock.now());
  const own = sql`o.shop_id = ${shopId} and o.test = ${mode === 'test'}`;
  const sinceMorning = sql`${own} and o.created_at >= ${dayStart(today)}`;
  const { rows } = await sql<Numbers>`
    select
      (select count(*)::integer from orders o where ${own} and o.status = 'signed') as waiting,
      (select coalesce(sum(o.amount), 0)::bigint from orders o where ${own} and o.status = 'signed') as waiting_amount,
      (select count(*)::integer from orders o where ${own} and o.status = 'submitted') as reviewing,
      exists (select 1 from orders o where ${own}) as any,
      (select count(*)::integer from orders o where ${sinceMorning}) as created,
      (select count(*)::integer from orders o where ${sinceMorning} and o.submitted_at is not null) as submitted,
      (select count(*)::integer from orders o where ${sinceMorning} and o.submitted_at is not null
        and exists (select 1 from offers f where f.order_id = o.id)) as approved,
      (select percentile_cont(0.5) within group (order by extract(epoch from first.at - o.submitted_at))::float8
        from orders o join lateral (
          select min(a.decided_at) as at from bank_applications a where a.order_id = o.id and a.answered
        ) first on true
        where ${sinceMorning} and o.submitted_at is not null and first.at is not null) as first_decision,
      payout.day as payout_day, payout.amount as payout_amount
    from (select 1) one
    left join lateral (
      select o.settlement_expected_on as day, sum(o.settlement_amount)::bigint as amount from orders o
      where ${own} and o.status = 'confirmed' and o.settlement_expected_on >= ${today}
      group by 1 order by 1 limit 1
    ) payout on true`.execute(context.sql);
  const [numbers] = rows;
  if (!numbers) throw new Error('no figures');
  const { payoutDay, payoutAmount } = numbers;
  return {
    waiting: { count: numbers.waiting, amount: numbers.waitingAmount },
    reviewing: numbers.reviewing,
    any: numbers.any,
    today: {
      created: numbers.created,
      approvedPercent: numbers.submitted === 0 ? null : (100 * numbers.approved) / numbers.submitted,
      firstDecisionSeconds: numbers.firstDecision,
    },
    payout: payoutDay === null || payoutAmount === null ? null : { day: payoutDay, amount: payoutAmount },
  };
}
