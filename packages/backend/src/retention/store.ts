import { sql as raw } from 'kysely';
import type { Row, Sql } from '../tables/schema.ts';

/** Tables whose rows of an order say nothing but who the buyer is. */
const ofTheBuyer = [
  'submissions',
  'drafts',
  'buyerTokens',
  'phoneCodes',
  'photographs',
  'agreementLinks',
  'messages',
  'notes',
  'searchTerms',
] as const;

export async function deleteOfOrder(sql: Sql, orderId: string): Promise<void> {
  for (const table of ofTheBuyer) await sql.deleteFrom(table).where('orderId', '=', orderId).execute();
}

/** `erasedAt`: from then on the order's link is closed. The shop's own words (metadata, reason) may name the buyer too. */
export async function blankOrder(sql: Sql, order: Row<'orders'>, erasedAt: Date | null): Promise<void> {
  const nothing = { prefill: null, phone: null, phoneIndex: null, maskedName: null, maskedPhone: null, agreementText: null };
  const canceled = order.canceled === null ? null : JSON.stringify({ ...order.canceled, reason: null });
  await sql
    .updateTable('orders')
    .set({ ...nothing, metadata: '{}', returnUrls: null, canceled, erasedAt })
    .where('id', '=', order.id)
    .execute();
  await sql.updateTable('bankApplications').set({ request: null }).where('orderId', '=', order.id).execute();
  await sql.updateTable('signings').set({ appointment: null, codeId: null }).where('orderId', '=', order.id).execute();
}

/** Stored events keep the masked buyer and the shop's words; a redelivery is from now on without them. */
export async function blankEvents(sql: Sql, orderId: string): Promise<void> {
  await raw`
    update events set data = data || jsonb_build_object('order', (data -> 'order') || '{"buyer":null,"metadata":{}}' || jsonb_build_object(
      'canceled', case when jsonb_typeof(data #> '{order,canceled}') = 'object'
        then (data #> '{order,canceled}') || '{"reason":null}' else data #> '{order,canceled}' end))
    where order_id = ${orderId} and data is not null`.execute(sql);
  await sql.deleteFrom('tBankDeliveries').where('orderId', '=', orderId).execute();
}

/** What a bank was told, once it has answered; what waits for its answer is sent first, the same bytes each time. */
export async function blankAnsweredCommands(sql: Sql, orderIds: string[]): Promise<void> {
  if (orderIds.length === 0) return;
  await sql
    .updateTable('bankCommands')
    .set({ body: '', subject: raw<string>`subject - 'reason'` })
    .where('orderId', 'in', orderIds)
    .where(({ or, eb }) => or([eb('state', '!=', 'pending'), eb('supersededAt', 'is not', null)]))
    .where('body', '!=', '')
    .execute();
}

/** Orders that ended before this moment and still name somebody; the oldest first. */
export async function endedBefore(sql: Sql, moment: Date, most: number): Promise<string[]> {
  const rows = await sql
    .selectFrom('orders')
    .select('id')
    .where('endedAt', '<', moment)
    .where('erasedAt', 'is', null)
    .orderBy('endedAt')
    .limit(most)
    .execute();
  return rows.map(({ id }) => id);
}

/** Erased orders with a command that was still on its way then, and has its answer now. */
export async function erasedWithAnswers(sql: Sql): Promise<string[]> {
  const rows = await sql
    .selectFrom('bankCommands')
    .innerJoin('orders', 'orders.id', 'bankCommands.orderId')
    .select('bankCommands.orderId')
    .distinct()
    .where('orders.erasedAt', 'is not', null)
    .where('bankCommands.body', '!=', '')
    .where('bankCommands.state', '!=', 'pending')
    .execute();
  return rows.map(({ orderId }) => orderId);
}

/** Orders of one shop in which this phone turns up, by its blind index. */
export async function ordersByPhone(sql: Sql, shopId: string, phoneIndex: string): Promise<string[]> {
  const orders = await sql.selectFrom('orders').select('id').where('shopId', '=', shopId).where('phoneIndex', '=', phoneIndex).execute();
  return orders.map(({ id }) => id);
}

/** Orders on which somebody proved this phone or was sent a code for it, sent or not. */
export async function ordersTouchedBy(sql: Sql, phoneIndexes: string[], codeIndex: string): Promise<string[]> {
  const found = [
    await sql.selectFrom('drafts').select('orderId').where('phoneIndex', 'in', phoneIndexes).execute(),
    await sql.selectFrom('buyerTokens').select('orderId').where('phoneIndex', 'in', phoneIndexes).execute(),
    await sql.selectFrom('phoneCodes').select('orderId').where('phoneIndex', '=', codeIndex).execute(),
  ];
  return found.flat().map(({ orderId }) => orderId);
}

/** What one phone left on an order that belongs to another. */
export async function deleteOfPhone(sql: Sql, orderId: string, phoneIndex: string, codeIndex: string): Promise<void> {
  await sql.deleteFrom('drafts').where('orderId', '=', orderId).where('phoneIndex', '=', phoneIndex).execute();
  await sql.deleteFrom('buyerTokens').where('orderId', '=', orderId).where('phoneIndex', '=', phoneIndex).execute();
  await sql.deleteFrom('phoneCodes').where('orderId', '=', orderId).where('phoneIndex', '=', codeIndex).execute();
}

/** Orders whose shop wrote something of its buyer, page by page in the order of their ids. */
export function prefilledAfter(sql: Sql, id: string, most: number): Promise<Pick<Row<'orders'>, 'id' | 'prefill'>[]> {
  return sql
    .selectFrom('orders')
    .select(['id', 'prefill'])
    .where('prefill', 'is not', null)
    .where('id', '>', id)
    .orderBy('id')
    .limit(most)
    .execute();
}

export async function shopIds(sql: Sql): Promise<string[]> {
  return (await sql.selectFrom('shops').select('id').execute()).map(({ id }) => id);
}
