import type { ConnectionView, ProviderView } from '@installment-button/protocol/cabinet/connections';
import { checkConnection } from '../../connections/check.ts';
import { isSecret, type Provider, type ProviderField, type Values } from '../../connections/provider.ts';
import { connectionsOf, findConnection, removeConnection, saveConnection, valuesOf, type Connection } from '../../connections/store.ts';
import type { Context } from '../../context.ts';
import { fieldProblem, Problem } from '../../platform/http/problems.ts';
import { isPublicAddress } from '../../platform/outbound/public-address.ts';
import type { Row, Sql } from '../../tables/schema.ts';
import { record } from '../audit.ts';

/** Which account of the shop: at a provider, for live or for test orders. */
export interface AccountAddress {
  provider: string;
  mode: 'live' | 'test';
}

const noAccount = () => new Problem(404, 'not_found', 'There is no such connection.');

/** Every provider with the shop's accounts there. */
export async function listConnections(context: Context, shopId: string): Promise<ProviderView[]> {
  const known = await connectionsOf(context.sql, shopId);
  const unfinished = await countUnfinished(context.sql, shopId);
  return context.providers.map((provider) => {
    const { name, kind, title, fields, note = null, readMapping } = provider;
    const of = (test: boolean) => known.find((each) => each.provider === name && each.test === test);
    const [live, test] = [of(false), of(true)];
    return {
      provider: name,
      kind,
      title,
      note,
      mapped: readMapping !== undefined,
      fields: fields.map((field) => ({ hint: null, choices: [], default: null, ...field, required: isRequired(field) })),
      live: live ? { ...viewConnection(context, provider, live), ...unfinished(live.id) } : null,
      test: test ? { ...viewConnection(context, provider, test), ...unfinished(test.id) } : null,
    };
  });
}

const isRequired = ({ required = true, default: usual }: ProviderField) => required && usual === undefined;

async function countUnfinished(sql: Sql, shopId: string): Promise<(id: string) => { waiting: number; refused: number }> {
  const counts = await sql
    .selectFrom('connectionJournal as j')
    .innerJoin('connections as c', 'c.id', 'j.connectionId')
    .select(({ fn }) => ['j.connectionId', 'j.outcome', fn.countAll<string>().as('count')])
    .where('c.shopId', '=', shopId)
    .where('j.outcome', '!=', 'done')
    .where('j.subject', 'is not', null)
    .groupBy(['j.connectionId', 'j.outcome'])
    .execute();
  const of = (id: string, wanted: string) =>
    Number(counts.find(({ connectionId, outcome }) => connectionId === id && outcome === wanted)?.count ?? 0);
  return (id) => ({ waiting: of(id, 'again'), refused: of(id, 'refused') });
}

/** Secret values are not shown again: only that they are there. */
function viewConnection(context: Context, { fields, addresses }: Provider<Context>, connection: Connection): ConnectionView {
  const values = valuesOf(context, connection);
  return {
    values: connection.settings,
    held: fields.filter((field) => isSecret(field) && (values[field.name] ?? '') !== '').map(({ name }) => name),
    changedAt: connection.changedAt.toISOString(),
    checkedAt: connection.checkedAt?.toISOString() ?? null,
    failure: connection.failure?.detail ?? null,
    enabled: connection.enabled,
    addresses: addresses?.(context, connection.id) ?? [],
    waiting: 0,
    refused: 0,
  };
}

/** Stores what the head typed, and tries it. A secret field that is left out keeps its value. */
export async function changeConnection(
  context: Context,
  provider: Provider<Context>,
  { id: actor, shopId }: Row<'users'>,
  { mode }: AccountAddress,
  typed: Values,
): Promise<ConnectionView> {
  const account = { shopId, provider: provider.name, test: mode === 'test' };
  const connection = await context.transaction(async (tx) => {
    const known = await findConnection(tx.sql, account);
    const values = complete(context, provider, typed, known ? valuesOf(context, known) : {});
    const saved = await saveConnection(context, tx, provider, account, values);
    await record(context, tx, { shopId, actor, act: 'connection.change', subject: provider.name, detail: { mode } });
    return saved;
  });
  await checkConnection(context, provider, connection);
  return viewConnection(context, provider, await getConnection(context, shopId, { provider: provider.name, mode }));
}

function complete(context: Context, { fields }: Provider<Context>, typed: Values, held: Values): Values {
  const values: Values = {};
  for (const field of fields) {
    const { name, kind, choices = [] } = field;
    const value = typed[name] ?? (isSecret(field) ? held[name] : undefined) ?? '';
    const path = `/values/${name}`;
    if (isRequired(field) && value === '') throw fieldProblem(path, 'required', `${name} is needed.`);
    if (kind === 'choice' && value !== '' && !choices.some((choice) => choice.value === value))
      throw fieldProblem(path, 'invalid_value', `${name} is none of the choices.`);
    if (kind === 'address' && value !== '' && !isPublicAddress(value, context.config.production))
      throw fieldProblem(path, 'target_not_allowed', `${name} must be https on a public address.`);
    if (value !== '') values[name] = value;
  }
  for (const name of Object.keys(typed))
    if (!fields.some((field) => field.name === name)) throw fieldProblem(`/values/${name}`, 'unknown_field', `${name} is no field here.`);
  return values;
}

export async function checkAgain(
  context: Context,
  provider: Provider<Context>,
  { shopId }: Row<'users'>,
  address: AccountAddress,
): Promise<ConnectionView> {
  await checkConnection(context, provider, await getConnection(context, shopId, address));
  return viewConnection(context, provider, await getConnection(context, shopId, address));
}

export function removeAccount(context: Context, { id: actor, shopId }: Row<'users'>, { provider, mode }: AccountAddress): Promise<void> {
  return context.transaction(async (tx) => {
    const connection = await findConnection(tx.sql, { shopId, provider, test: mode === 'test' });
    if (!connection) throw noAccount();
    await removeConnection(tx, connection);
    await record(context, tx, { shopId, actor, act: 'connection.remove', subject: provider, detail: { mode } });
  });
}

export async function getConnection(context: Context, shopId: string, { provider, mode }: AccountAddress): Promise<Connection> {
  const connection = await findConnection(context.sql, { shopId, provider, test: mode === 'test' });
  if (!connection) throw noAccount();
  return connection;
}
