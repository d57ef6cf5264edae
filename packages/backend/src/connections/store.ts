import * as z from 'zod/mini';
import type { Context } from '../context.ts';
import type { Tx } from '../platform/database/transaction.ts';
import type { Row, Sql } from '../tables/schema.ts';
import { isSecret, type CheckOutcome, type Provider, type Values } from './provider.ts';

export type Connection = Row<'connections'>;

/** One account of a shop: orders of test keys use another one than live orders. */
export interface Account {
  shopId: string;
  /** The provider's name. */
  provider: string;
  test: boolean;
}

const valuesSchema = z.record(z.string(), z.string());
const tokensPlace = (row: string) => ({ table: 'connections', column: 'tokens', row });
const placeOf = (id: string) => ({ table: 'connections', column: 'credentials', row: id });

export function findConnection(sql: Sql, { shopId, provider, test }: Account): Promise<Connection | undefined> {
  return sql
    .selectFrom('connections')
    .selectAll()
    .where('shopId', '=', shopId)
    .where('provider', '=', provider)
    .where('test', '=', test)
    .executeTakeFirst();
}

export function connectionsOf(sql: Sql, shopId: string): Promise<Connection[]> {
  return sql.selectFrom('connections').selectAll().where('shopId', '=', shopId).orderBy('provider').orderBy('test').execute();
}

/** The connections of a kind that are switched on. */
export async function enabledConnections(
  context: Context,
  sql: Sql,
  { shopId, test, kind }: { shopId: string; test: boolean; kind: Provider<Context>['kind'] },
): Promise<Connection[]> {
  const names = context.providers.filter((provider) => provider.kind === kind).map(({ name }) => name);
  if (names.length === 0) return [];
  return sql
    .selectFrom('connections')
    .selectAll()
    .where('shopId', '=', shopId)
    .where('test', '=', test)
    .where('enabled', '=', true)
    .where('provider', 'in', names)
    .orderBy('id')
    .execute();
}

/** The connection while it is there and switched on. */
export function enabledConnection(sql: Sql, id: string): Promise<Connection | undefined> {
  return sql.selectFrom('connections').selectAll().where('id', '=', id).where('enabled', '=', true).executeTakeFirst();
}

export function findConnectionById(sql: Sql, id: string): Promise<Connection> {
  return sql.selectFrom('connections').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

/** All values of a connection, the secret ones decrypted. */
export function valuesOf(context: Context, { id, provider, settings, credentials }: Connection): Values {
  const fields = context.providers.find(({ name }) => name === provider)?.fields ?? [];
  const defaults = Object.fromEntries(fields.flatMap((field) => (field.default === undefined ? [] : [[field.name, field.default]])));
  return { ...defaults, ...settings, ...valuesSchema.parse(JSON.parse(context.encryption.decrypt(credentials, placeOf(id)))) };
}

/** The values of the shop's account; null: the shop has none. */
export async function accountValues(context: Context, sql: Sql, account: Account): Promise<Values | null> {
  const connection = await findConnection(sql, account);
  return connection ? valuesOf(context, connection) : null;
}

/** One cash register issues for a shop: two would print every receipt twice. */
export async function switchOffOthers(context: Context, { sql }: Tx, { shopId, provider, test }: Account): Promise<void> {
  const others = context.providers.filter(({ kind, name }) => kind === 'receipts' && name !== provider).map(({ name }) => name);
  if (others.length === 0) return;
  const registers = sql.updateTable('connections').set({ enabled: false }).where('shopId', '=', shopId).where('test', '=', test);
  await registers.where('provider', 'in', others).execute();
}

/** Stores the values. A check of earlier values says nothing about these. */
export async function saveConnection(
  context: Context,
  tx: Tx,
  provider: Pick<Provider<Context>, 'fields' | 'kind'>,
  account: Account,
  values: Values,
): Promise<Connection> {
  const known = await findConnection(tx.sql, account);
  const id = known?.id ?? context.ids.next('con');
  const names = new Set(provider.fields.filter(isSecret).map(({ name }) => name));
  const pick = (secret: boolean) => Object.fromEntries(Object.entries(values).filter(([name]) => names.has(name) === secret));
  const stored = {
    settings: JSON.stringify(pick(false)),
    credentials: context.encryption.encrypt(JSON.stringify(pick(true)), placeOf(id)),
    changedAt: context.clock.now(),
    checkedAt: null,
    failure: null,
    enabled: true,
    // They belong to the values before these.
    tokens: null,
  };
  if (provider.kind === 'receipts') await switchOffOthers(context, tx, account);
  return tx.sql
    .insertInto('connections')
    .values({ id, ...account, ...stored, createdAt: context.clock.now() })
    .onConflict((conflict) => conflict.columns(['shopId', 'provider', 'test']).doUpdateSet(stored))
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function removeConnection(tx: Tx, { id }: Connection): Promise<void> {
  await tx.sql.deleteFrom('connectionJournal').where('connectionId', '=', id).execute();
  await tx.sql.deleteFrom('connections').where('id', '=', id).execute();
}

/** Notes what a check found, unless the values changed meanwhile. */
export async function noteCheck(context: Context, { sql }: Tx, { id, changedAt }: Connection, outcome: CheckOutcome): Promise<void> {
  await sql
    .updateTable('connections')
    .set({ checkedAt: context.clock.now(), failure: outcome.ok ? null : JSON.stringify(outcome) })
    .where('id', '=', id)
    .where('changedAt', '=', changedAt)
    .execute();
}

/** What the other system gave us to sign in with. Null: nothing yet. */
export async function readTokens(context: Context, sql: Sql, id: string): Promise<Values | null> {
  const row = await sql.selectFrom('connections').select('tokens').where('id', '=', id).executeTakeFirst();
  return row?.tokens == null ? null : valuesSchema.parse(JSON.parse(context.encryption.decrypt(row.tokens, tokensPlace(id))));
}

export async function saveTokens(context: Context, sql: Sql, id: string, tokens: Values | null): Promise<void> {
  const encrypted = tokens === null ? null : context.encryption.encrypt(JSON.stringify(tokens), tokensPlace(id));
  await sql.updateTable('connections').set({ tokens: encrypted }).where('id', '=', id).execute();
}
