import type { Sql } from '../tables/schema.ts';

export async function wasTold(sql: Sql, orderId: string, purpose: string): Promise<boolean> {
  const told = await sql
    .selectFrom('messages')
    .select('id')
    .where('orderId', '=', orderId)
    .where('purpose', '=', purpose)
    .executeTakeFirst();
  return told !== undefined;
}

/** When a buyer of this order last had a stream open or called; null: never. */
export async function lastSeen(sql: Sql, orderId: string): Promise<Date | null> {
  const tokens = await sql
    .selectFrom('buyerTokens')
    .select(['usedAt', 'seenAt'])
    .where('orderId', '=', orderId)
    .where('endedAt', 'is', null)
    .execute();
  const moments = tokens.flatMap(({ usedAt, seenAt }) => [usedAt, ...(seenAt ? [seenAt] : [])]);
  return moments.sort((one, other) => one.getTime() - other.getTime()).at(-1) ?? null;
}
