import { sql as raw } from 'kysely';
import type { Row, Sql } from '../tables/schema.ts';

/** One parameter for any number of texts: a thousand streams may ask at once. */
const anyOf = (texts: string[]) => raw<string>`any(${texts}::text[])`;

export type PastEvent = Pick<Row<'events'>, 'orderId' | 'sequence' | 'type' | 'status' | 'previousStatus' | 'bankId' | 'decision' | 'at'>;

/** The events of these orders after the number given for each. */
export async function eventsAfter(sql: Sql, known: ReadonlyMap<string, number>): Promise<PastEvent[]> {
  const { rows } = await raw<PastEvent>`
    select e.order_id, e.sequence, e.type, e.status, e.previous_status, e.bank_id, e.decision, e.at
    from unnest(${[...known.keys()]}::text[], ${[...known.values()]}::integer[]) as known (order_id, sequence)
    join events e on e.order_id = known.order_id and e.sequence > known.sequence
    order by e.order_id, e.sequence`.execute(sql);
  return rows;
}

/** The orders of these tokens, each with its token. */
export function standings(sql: Sql, tokenHashes: string[]) {
  return sql
    .selectFrom('buyerTokens')
    .innerJoin('orders', 'orders.id', 'buyerTokens.orderId')
    .select([
      'buyerTokens.hash as tokenHash',
      'buyerTokens.createdAt',
      'buyerTokens.usedAt',
      'buyerTokens.endedAt as tokenEndedAt',
      'orders.id',
      'orders.externalId',
      'orders.status',
      'orders.endedAt',
      'orders.decisionDeadline',
      'orders.lateDeadline',
      'orders.chosenOfferId',
    ])
    .where('buyerTokens.hash', '=', anyOf(tokenHashes))
    .execute();
}

export function signingsOf(sql: Sql, orderIds: string[]): Promise<Row<'signings'>[]> {
  return sql.selectFrom('signings').selectAll().where('orderId', '=', anyOf(orderIds)).execute();
}

export function codesOf(sql: Sql, ids: string[]): Promise<Row<'phoneCodes'>[]> {
  return sql.selectFrom('phoneCodes').selectAll().where('id', '=', anyOf(ids)).execute();
}

export function availableOffersOf(sql: Sql, orderIds: string[]): Promise<Row<'offers'>[]> {
  return sql
    .selectFrom('offers')
    .selectAll()
    .where('orderId', '=', anyOf(orderIds))
    .where('goneAt', 'is', null)
    .orderBy('createdAt')
    .orderBy('id')
    .execute();
}

/** Stores that these tokens' streams are open: their buyers need no message. */
export async function noteSeen(sql: Sql, tokenHashes: string[], at: Date): Promise<void> {
  await sql.updateTable('buyerTokens').set({ seenAt: at }).where('hash', '=', anyOf(tokenHashes)).execute();
}
