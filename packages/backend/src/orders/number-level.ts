import { sql as literal, type RawBuilder } from 'kysely';
import type { Row, Sql } from '../tables/schema.ts';
import type { OrderOwner } from './store.ts';

/**
 * Who gave an order its number:
 * 1. `page` < `showcase` < `key`. `key` is a secret key or the cabinet; a publishable key is a page.
 * 2. A lower level cannot take, repeat or see the number of a higher one.
 * 3. A higher level takes a number from a lower one. The loser keeps the number in its own object and events, and look-ups skip it.
 */
const levels = ['page', 'showcase', 'key'] as const;
export type NumberLevel = (typeof levels)[number];

export function levelOf({ trusted, tBank }: Pick<Row<'orders'>, 'trusted' | 'tBank'>): NumberLevel {
  if (trusted) return 'key';
  return tBank?.by === 'showcase' ? 'showcase' : 'page';
}

/** The same in SQL, of the orders under this name: 0 is the lowest level. */
export const rankOf = (orders: 'orders' | 'other'): RawBuilder<number> =>
  literal`case when ${literal.ref(`${orders}.trusted`)} then 2 when ${literal.ref(`${orders}.tBank`)}->>'by' = 'showcase' then 1 else 0 end`;

export const isBelow = (one: NumberLevel, other: NumberLevel): boolean => levels.indexOf(one) < levels.indexOf(other);

/** The newest order of the highest level with this number, or the order that has the number as its own id. */
export function holderOfNumber(sql: Sql, { shopId, test }: OrderOwner, number: string): Promise<Row<'orders'> | undefined> {
  return sql
    .selectFrom('orders')
    .selectAll()
    .where('shopId', '=', shopId)
    .where('test', '=', test)
    .where((eb) => eb.or([eb('externalId', '=', number), eb.and([eb('id', '=', number), eb('externalId', 'is', null)])]))
    .orderBy(rankOf('orders'), 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The last successor of a restarted order: to the shop they are one order. */
export async function lastSuccessor(sql: Sql, order: Row<'orders'>): Promise<Row<'orders'>> {
  let last = order;
  while (last.successorId !== null) {
    const next = await sql.selectFrom('orders').selectAll().where('id', '=', last.successorId).executeTakeFirst();
    if (!next) break;
    last = next;
  }
  return last;
}

/** The order that a restarted order began as. */
export async function firstOfRestarted(sql: Sql, order: Row<'orders'>): Promise<Row<'orders'>> {
  let first = order;
  while (first.replaces !== null) {
    const before = await sql.selectFrom('orders').selectAll().where('id', '=', first.replaces).executeTakeFirst();
    if (!before) break;
    first = before;
  }
  return first;
}
