import type { NewRow, Row, Sql } from '../tables/schema.ts';

export function findToken(sql: Sql, hash: string): Promise<Row<'buyerTokens'> | undefined> {
  return sql.selectFrom('buyerTokens').selectAll().where('hash', '=', hash).executeTakeFirst();
}

/** One query, because every request of a buyer needs both. */
export async function findTokenAndOrder(sql: Sql, hash: string): Promise<{ token: Row<'buyerTokens'>; order: Row<'orders'> } | null> {
  const row = await sql
    .selectFrom('buyerTokens as token')
    .innerJoin('orders', 'orders.id', 'token.orderId')
    .selectAll('orders')
    .select([
      'token.hash as tokenHash',
      'token.phoneIndex as tokenPhoneIndex',
      'token.phone as tokenPhone',
      'token.createdAt as tokenCreatedAt',
      'token.usedAt as tokenUsedAt',
      'token.seenAt as tokenSeenAt',
      'token.endedAt as tokenEndedAt',
    ])
    .where('token.hash', '=', hash)
    .executeTakeFirst();
  if (!row) return null;
  const { tokenHash, tokenPhoneIndex, tokenPhone, tokenCreatedAt, tokenUsedAt, tokenSeenAt, tokenEndedAt, ...order } = row;
  const token = {
    hash: tokenHash,
    orderId: order.id,
    phoneIndex: tokenPhoneIndex,
    phone: tokenPhone,
    createdAt: tokenCreatedAt,
    usedAt: tokenUsedAt,
    seenAt: tokenSeenAt,
    endedAt: tokenEndedAt,
  };
  return { token, order };
}

export async function insertToken(sql: Sql, token: NewRow<'buyerTokens'>): Promise<void> {
  await sql.insertInto('buyerTokens').values(token).execute();
}

/** Written at most once a minute: the idle limit is 24 h. */
export async function touchToken(sql: Sql, hash: string, at: Date, unlessSince: Date): Promise<void> {
  await sql.updateTable('buyerTokens').set({ usedAt: at }).where('hash', '=', hash).where('usedAt', '<', unlessSince).execute();
}

export async function endToken(sql: Sql, hash: string, at: Date): Promise<void> {
  await sql.updateTable('buyerTokens').set({ endedAt: at }).where('hash', '=', hash).where('endedAt', 'is', null).execute();
}

/** Ends every buyer token of an order. */
export async function endTokens(sql: Sql, orderId: string, at: Date): Promise<void> {
  await sql.updateTable('buyerTokens').set({ endedAt: at }).where('orderId', '=', orderId).where('endedAt', 'is', null).execute();
}

/** The first submit fixes the phone: tokens of other phones end. */
export async function endTokensOfOtherPhones(sql: Sql, orderId: string, phoneIndex: string, at: Date): Promise<void> {
  await sql
    .updateTable('buyerTokens')
    .set({ endedAt: at })
    .where('orderId', '=', orderId)
    .where('phoneIndex', '!=', phoneIndex)
    .where('endedAt', 'is', null)
    .execute();
}

export function findDraft(sql: Sql, orderId: string, phoneIndex: string): Promise<Row<'drafts'> | undefined> {
  return sql.selectFrom('drafts').selectAll().where('orderId', '=', orderId).where('phoneIndex', '=', phoneIndex).executeTakeFirst();
}

export async function putDraft(sql: Sql, draft: NewRow<'drafts'>): Promise<void> {
  await sql
    .insertInto('drafts')
    .values(draft)
    .onConflict((conflict) =>
      conflict.columns(['orderId', 'phoneIndex']).doUpdateSet({ content: draft.content, updatedAt: draft.updatedAt }),
    )
    .execute();
}

export async function deleteDrafts(sql: Sql, orderId: string): Promise<void> {
  await sql.deleteFrom('drafts').where('orderId', '=', orderId).execute();
}

export async function insertSubmission(sql: Sql, submission: NewRow<'submissions'>): Promise<void> {
  await sql.insertInto('submissions').values(submission).execute();
}

export function findSubmission(sql: Sql, orderId: string): Promise<Row<'submissions'> | undefined> {
  return sql.selectFrom('submissions').selectAll().where('orderId', '=', orderId).executeTakeFirst();
}

export function findSigning(sql: Sql, orderId: string): Promise<Row<'signings'> | undefined> {
  return sql.selectFrom('signings').selectAll().where('orderId', '=', orderId).executeTakeFirst();
}
