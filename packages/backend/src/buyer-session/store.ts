import type { NewRow, Row, Sql } from '../tables/schema.ts';
import { findShop } from '../shops/store.ts';

export async function shopOf(sql: Sql, shopId: string): Promise<Row<'shops'>> {
  const shop = await findShop(sql, shopId);
  if (!shop) throw new Error(`no shop ${shopId}`);
  return shop;
}

export function findToken(sql: Sql, hash: string): Promise<Row<'buyerTokens'> | undefined> {
  return sql.selectFrom('buyerTokens').selectAll().where('hash', '=', hash).executeTakeFirst();
}

/** Asked with every request of a buyer, so in one question. */
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

/** Written at most once a minute a token: the idle limit is a day. */
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

/** The first submit fixes the phone: whoever proved another one is out. */
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

export function findOffer(sql: Sql, orderId: string, offerId: string): Promise<Row<'offers'> | undefined> {
  return sql.selectFrom('offers').selectAll().where('orderId', '=', orderId).where('id', '=', offerId).executeTakeFirst();
}

export function getBankApplication(sql: Sql, applicationId: string): Promise<Row<'bankApplications'>> {
  return sql.selectFrom('bankApplications').selectAll().where('id', '=', applicationId).executeTakeFirstOrThrow();
}

/** Writes down how the signing stands; what is not named stays as it was. */
export async function writeSigning(
  sql: Sql,
  orderId: string,
  offerId: string,
  change: Partial<Omit<Row<'signings'>, 'orderId' | 'updatedAt'>> & Pick<Row<'signings'>, 'state'>,
  at: Date,
): Promise<void> {
  await sql
    .insertInto('signings')
    .values({ orderId, offerId, ...change, updatedAt: at })
    .onConflict((conflict) => conflict.column('orderId').doUpdateSet({ ...change, updatedAt: at }))
    .execute();
}

/** No more tries; what its bank still answers is undone. */
export async function supersede(sql: Sql, commandId: string, at: Date): Promise<void> {
  await sql.updateTable('bankCommands').set({ supersededAt: at }).where('id', '=', commandId).execute();
}

/** Accepts and releases of one application, and what ended it, in the order of writing. */
export function choicesAt(sql: Sql, applicationId: string): Promise<Row<'bankCommands'>[]> {
  return sql
    .selectFrom('bankCommands')
    .selectAll()
    .where('applicationId', '=', applicationId)
    .where('kind', 'in', ['accept', 'release', 'cancel'])
    .orderBy('number')
    .execute();
}

/**
 * The accept of each bank that keeps one: said yes to, and neither released nor canceled since. Also of a bank whose offers are gone
 * meanwhile, where it would take up the buyer's limit.
 */
export async function acceptsThatStand(sql: Sql, orderId: string): Promise<Row<'bankCommands'>[]> {
  const choices = await sql
    .selectFrom('bankCommands')
    .selectAll()
    .distinctOn('applicationId')
    .where('orderId', '=', orderId)
    .where('kind', 'in', ['accept', 'release', 'cancel'])
    .where('state', '!=', 'refused')
    .orderBy('applicationId')
    .orderBy('number', 'desc')
    .execute();
  return choices.filter(({ kind, state }) => kind === 'accept' && state === 'done');
}

export function findCommand(sql: Sql, commandId: string): Promise<Row<'bankCommands'> | undefined> {
  return sql.selectFrom('bankCommands').selectAll().where('id', '=', commandId).executeTakeFirst();
}
