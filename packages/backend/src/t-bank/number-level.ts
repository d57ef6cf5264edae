import { sql as literal } from 'kysely';
import type { OrderOwner } from '../orders/list.ts';
import type { Row, Sql } from '../tables/schema.ts';

/**
 * Who gave an order its number. Contract §8:
 * 1. `page` < `showcase` < `key`. `key` is a secret key or the cabinet.
 * 2. A lower level cannot take, repeat or see the number of a higher one.
 * 3. A higher level takes a number from a lower one. The loser keeps the number in its own object, and look-ups skip it.
 */
const levels = ['page', 'showcase', 'key'] as const;
export type NumberLevel = (typeof levels)[number];

export function levelOf({ trusted, tBank }: Pick<Row<'orders'>, 'trusted' | 'tBank'>): NumberLevel {
  if (trusted) return 'key';
  return tBank?.by === 'showcase' ? 'showcase' : 'page';
}

export const isBelow = (one: NumberLevel, other: NumberLevel): boolean => levels.indexOf(one) < levels.indexOf(other);

/** The newest order of the highest level with this number, or the order that has the number as its own id. */
export function holderOfNumber(sql: Sql, { shopId, test }: OrderOwner, number: string): Promise<Row<'orders'> | undefined> {
  return sql
    .selectFrom('orders')
    .selectAll()
    .where('shopId', '=', shopId)
    .where('test', '=', test)
    .where((eb) => eb.or([eb('externalId', '=', number), eb.and([eb('id', '=', number), eb('externalId', 'is', null)])]))
    .orderBy('trusted', 'desc')
    .orderBy(literal`coalesce(t_bank->>'by' = 'showcase', false)`, 'desc')
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
