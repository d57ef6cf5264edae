import { sql as literal } from 'kysely';
import type { NewRow, Row, Sql } from '../tables/schema.ts';

/** A shop's live or test side. */
export interface Owner {
  shopId: string;
  test: boolean;
}

export async function insertEndpoint(sql: Sql, endpoint: NewRow<'webhookEndpoints'>): Promise<Row<'webhookEndpoints'>> {
  return sql.insertInto('webhookEndpoints').values(endpoint).returningAll().executeTakeFirstOrThrow();
}

export function endpointsOf(sql: Sql, { shopId, test }: Owner): Promise<Row<'webhookEndpoints'>[]> {
  return sql
    .selectFrom('webhookEndpoints')
    .selectAll()
    .where('shopId', '=', shopId)
    .where('test', '=', test)
    .where('deletedAt', 'is', null)
    .orderBy('id')
    .execute();
}

export function endpointById(sql: Sql, endpointId: string): Promise<Row<'webhookEndpoints'> | undefined> {
  return sql.selectFrom('webhookEndpoints').selectAll().where('id', '=', endpointId).executeTakeFirst();
}

export async function changeEndpoint(
  sql: Sql,
  endpointId: string,
  change: Partial<Omit<Row<'webhookEndpoints'>, 'id' | 'shopId' | 'test'>>,
): Promise<void> {
  await sql.updateTable('webhookEndpoints').set(change).where('id', '=', endpointId).execute();
}

/** Notes the first failure after a success; false: it is noted already, perhaps by another delivery at this moment. */
export async function beginFailing(sql: Sql, endpointId: string, since: Date): Promise<boolean> {
  const { numUpdatedRows } = await sql
    .updateTable('webhookEndpoints')
    .set({ failingSince: since })
    .where('id', '=', endpointId)
    .where('failingSince', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** A cheap query, made at every event: many shops have no endpoint. */
export async function hasEndpoint(sql: Sql, { shopId, test }: Owner): Promise<boolean> {
  const found = await sql
    .selectFrom('webhookEndpoints')
    .select('id')
    .where('shopId', '=', shopId)
    .where('test', '=', test)
    .where('deletedAt', 'is', null)
    .where('disabledAt', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** A public event with whether its order is a test. */
export type PublicEvent = Row<'events'> & { test: boolean; linkVersion: number; cancelReason: string | null };

const publicEvents = (sql: Sql) =>
  sql
    .selectFrom('events')
    .innerJoin('orders', 'orders.id', 'events.orderId')
    .selectAll('events')
    .select(['orders.test as test', 'orders.linkVersion as linkVersion', 'orders.cancelReason as cancelReason'])
    .where('events.public', '=', true);

export function eventById(sql: Sql, eventId: string): Promise<PublicEvent | undefined> {
  return publicEvents(sql).where('events.id', '=', eventId).executeTakeFirst();
}

/**
 * Events after a given one, the oldest first, in the order of their transactions. Events of transactions that are not older than
 * every running transaction are left out: an event that commits later than its neighbours would be skipped for ever.
 */
export function eventsAfter(sql: Sql, { shopId, test }: Owner, after: PublicEvent | null, limit: number): Promise<PublicEvent[]> {
  let query = publicEvents(sql)
    .where('events.shopId', '=', shopId)
    .where('orders.test', '=', test)
    .where(literal<boolean>`events.xid < pg_snapshot_xmin(pg_current_snapshot())`);
  if (after) query = query.where(literal<boolean>`(events.xid, events.position) > (${after.xid}::xid8, ${after.position}::bigint)`);
  return query.orderBy('events.xid').orderBy('events.position').limit(limit).execute();
}

/** Inserts the deliveries that do not exist yet, and returns their ids. */
export async function insertDeliveries(sql: Sql, deliveries: NewRow<'webhookDeliveries'>[]): Promise<string[]> {
  if (deliveries.length === 0) return [];
  const rows = await sql
    .insertInto('webhookDeliveries')
    .values(deliveries)
    .onConflict((conflict) => conflict.columns(['endpointId', 'eventId']).doNothing())
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Starts a delivery again. An attempt that is still scheduled has an older number and does nothing. */
export async function reviveDelivery(
  sql: Sql,
  endpointId: string,
  eventId: string,
  at: Date,
): Promise<Row<'webhookDeliveries'> | undefined> {
  return sql
    .updateTable('webhookDeliveries')
    .set(({ eb }) => ({ state: 'pending', attempts: eb('attempts', '+', 1), createdAt: at }))
    .where('endpointId', '=', endpointId)
    .where('eventId', '=', eventId)
    .returningAll()
    .executeTakeFirst();
}

export async function deliveriesById(sql: Sql, ids: string[]): Promise<ReadonlyMap<string, Row<'webhookDeliveries'>>> {
  return byId(await sql.selectFrom('webhookDeliveries').selectAll().where('id', 'in', ids).execute());
}

export async function endpointsById(sql: Sql, ids: string[]): Promise<ReadonlyMap<string, Row<'webhookEndpoints'>>> {
  return byId(ids.length === 0 ? [] : await sql.selectFrom('webhookEndpoints').selectAll().where('id', 'in', ids).execute());
}

export async function eventsById(sql: Sql, ids: string[]): Promise<ReadonlyMap<string, PublicEvent>> {
  return byId(ids.length === 0 ? [] : await publicEvents(sql).where('events.id', 'in', ids).execute());
}

const byId = <Found extends { id: string }>(rows: Found[]) => new Map(rows.map((row) => [row.id, row]));

/** Writes the outcome of one attempt; false: another attempt with the same number has written it already. */
export async function finishAttempt(
  sql: Sql,
  { id, attempts }: Pick<Row<'webhookDeliveries'>, 'id' | 'attempts'>,
  outcome: { state: Row<'webhookDeliveries'>['state']; responseStatus: number | null; lastAttemptAt: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await sql
    .updateTable('webhookDeliveries')
    .set({ ...outcome, attempts: attempts + 1 })
    .where('id', '=', id)
    .where('attempts', '=', attempts)
    .where('state', '=', 'pending')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
