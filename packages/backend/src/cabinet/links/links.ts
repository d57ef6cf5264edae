import { sql } from 'kysely';
import type { Link, LinkRow, NewLink } from '@installment-button/protocol/cabinet/links';
import type { Mode } from '@installment-button/protocol/cabinet/orders';
import { createOrder } from '../../orders/create.ts';
import { linkOf } from '../../orders/session-token.ts';
import { DAY, MINUTE, after } from '../../platform/clock.ts';
import type { Context } from '../../context.ts';
import { fieldProblem } from '../../platform/http/problems.ts';
import type { Row } from '../../tables/schema.ts';
import { bankListOf } from '../../shops/bank-choice.ts';
import { plansForAmount } from '../../shops/plans.ts';
import { findShop } from '../../shops/store.ts';
import { allOf } from '../orders/filter.ts';
import { cursorOf, olderThan } from '../orders/list.ts';
import { numberOf } from '../../orders/number.ts';
import { readRows } from '../orders/rows.ts';
import { memberNames } from '../orders/timeline.ts';

const LONGEST_MS = 90 * DAY;
const SHORTEST_MS = 10 * MINUTE;
const DEFAULT_LIMIT = 50;

/** Makes an order by hand. A member set its prices, so it is trusted. */
export async function makeLink(context: Context, user: Row<'users'>, wish: NewLink): Promise<Link> {
  const { mode, items, product, term, externalId, phone, email } = wish;
  const test = mode === 'test';
  const expiresAt = wish.expiresAt === undefined ? undefined : endOf(context, wish.expiresAt);
  const buyer = { ...(phone === undefined ? {} : { phone }), ...(email === undefined ? {} : { email }) };
  const order = await context.transaction(async (tx) => {
    const shop = await findShop(tx.sql, user.shopId);
    if (!shop) throw new Error(`no shop ${user.shopId}`);
    return createOrder(
      context,
      tx,
      { shop, test, trusted: true, createdBy: user.id, ...(expiresAt ? { expiresAt } : {}) },
      {
        items,
        product,
        currency: 'RUB',
        ...(term === undefined ? {} : { term }),
        ...(externalId === undefined ? {} : { externalId }),
        ...(Object.keys(buyer).length === 0 ? {} : { buyer }),
      },
    );
  });
  return viewLink(context, order);
}

export async function viewLink(context: Context, order: Row<'orders'>): Promise<Link> {
  const banks = await bankListOf(context, context.sql, order.shopId);
  const [lowest] = plansForAmount({ banks }, order).filter((plan) => order.term === null || plan.term === order.term);
  return {
    id: order.id,
    number: numberOf(order),
    amount: order.amount,
    currency: order.currency,
    link: linkOf(context, order),
    expiresAt: order.expiresAt?.toISOString() ?? null,
    lowest: lowest ? { amount: lowest.monthlyPayment, term: lowest.term } : null,
  };
}

function endOf(context: Context, text: string): Date {
  const moment = new Date(text);
  const now = context.clock.now();
  if (moment < after(now, SHORTEST_MS) || moment > after(now, LONGEST_MS)) {
    throw fieldProblem('/expiresAt', 'out_of_range', '`expiresAt` must be between 10 minutes and 90 days from now.');
  }
  return moment;
}

/** Orders made by hand, the newest first. */
export async function listLinks(
  context: Context,
  shopId: string,
  mode: Mode,
  { limit = DEFAULT_LIMIT, after: cursor }: { limit?: number | undefined; after?: string | undefined },
): Promise<{ data: LinkRow[]; nextCursor: string | null }> {
  const own = sql<boolean>`o.shop_id = ${shopId} and o.test = ${mode === 'test'} and o.created_by is not null`;
  const rows = await readRows(context, context.sql, cursor === undefined ? own : allOf([own, olderThan(cursor)]), limit + 1);
  const page = rows.slice(0, limit);
  const details = await detailsOf(
    context,
    page.map(({ id }) => id),
  );
  const names = await memberNames(context, context.sql, shopId);
  const last = page.at(-1);
  return {
    data: page.flatMap((row) => {
      const order = details.get(row.id);
      if (!order) return [];
      const { openedAt, createdBy } = order;
      return [
        { order: row, link: linkOf(context, order), openedAt: openedAt?.toISOString() ?? null, madeBy: names.get(createdBy ?? '') ?? null },
      ];
    }),
    nextCursor: rows.length > limit && last ? cursorOf(last) : null,
  };
}

async function detailsOf(context: Context, ids: string[]) {
  if (ids.length === 0) return new Map<string, never>();
  const rows = await context.sql
    .selectFrom('orders')
    .select(['id', 'linkVersion', 'openedAt', 'createdBy'])
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}
