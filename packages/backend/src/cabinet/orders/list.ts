import { moscowDay } from '@installment-button/protocol/moscow-day';
import { sql } from 'kysely';
import { countedUpTo, type ListOrders, type OrderRowList } from '@installment-button/protocol/cabinet/orders';
import type { Context } from '../../context.ts';
import { fieldProblem } from '../../platform/http/problems.ts';
import type { Sql } from '../../tables/schema.ts';
import { allOf, dayAfter, dayStart, matching, type Condition } from './filter.ts';
import { readRows } from './rows.ts';

const DEFAULT_LIMIT = 50;

/** A page of the list, the newest first, with the sum of each of its days. */
export async function readOrderList(
  context: Context,
  shopId: string,
  { limit = DEFAULT_LIMIT, after, ...filter }: ListOrders,
): Promise<OrderRowList> {
  const condition = await matching(context, shopId, filter);
  // Read before the rows: a change in between is then sent twice rather than never.
  const liveFrom = await transactionsBefore(context.sql);
  const rows = await readRows(context, context.sql, after === undefined ? condition : allOf([condition, olderThan(after)]), limit + 1);
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  return {
    data,
    nextCursor: rows.length > limit && last ? cursorOf(last) : null,
    days: await sumsOfDays(
      context,
      condition,
      data.map(({ createdAt }) => moscowDay(new Date(createdAt))),
    ),
    total: await count(context, condition),
    liveFrom,
  };
}

/** The cursor after this row. */
export const cursorOf = ({ createdAt, id }: Pick<OrderRowList['data'][number], 'createdAt' | 'id'>): string => `${createdAt}~${id}`;

export function olderThan(cursor: string): Condition {
  const [, createdAt = '', id = ''] = /^([^~]+)~(ord_\w+)$/.exec(cursor) ?? [];
  const moment = new Date(createdAt);
  // JavaScript knows dates that PostgreSQL does not: a cursor of ours has a year of four digits.
  if (Number.isNaN(moment.getTime()) || !/^\d{4}-/.test(createdAt))
    throw fieldProblem('/after', 'invalid_value', '`after` must be the `nextCursor` of the previous page.');
  return sql`(o.created_at, o.id) < (${moment}, ${id})`;
}

async function count(context: Context, condition: Condition): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select count(*)::integer as total from (select 1 from orders o where ${condition} limit ${countedUpTo}) found`.execute(context.sql);
  return rows[0]?.total ?? 0;
}

async function sumsOfDays(context: Context, condition: Condition, days: string[]): Promise<OrderRowList['days']> {
  const [newest, oldest] = [days[0], days.at(-1)];
  if (newest === undefined || oldest === undefined) return [];
  const { rows } = await sql<OrderRowList['days'][number]>`
    select to_char(o.created_at at time zone 'Europe/Moscow', 'YYYY-MM-DD') as day, count(*)::integer as count, sum(o.amount)::bigint as amount
    from orders o where ${condition} and o.created_at >= ${dayStart(oldest)} and o.created_at < ${dayAfter(newest)}
    group by 1 order by 1 desc`.execute(context.sql);
  return rows;
}

/** Transactions from this number on may be invisible to this reader. */
export async function transactionsBefore(sqlOf: Sql): Promise<number> {
  const { rows } = await sql<{ horizon: number }>`select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as horizon`.execute(sqlOf);
  return rows[0]?.horizon ?? 0;
}
