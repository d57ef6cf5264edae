import { sql as raw } from 'kysely';
import type { Row, Sql } from '../tables/schema.ts';

/** Tables whose rows of an order hold only personal data. */
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

/** Blanks personal data in the order's rows. The shop's own texts (metadata, the reason of a cancel) may name the buyer too. `erasedAt` closes the order's link. */
export async function blankOrder(sql: Sql, order: Row<'orders'>, erasedAt: Date | null): Promise<void> {
  const nothing = {
    prefill: null,
    phone: null,
    phoneIndex: null,
    maskedName: null,
    maskedPhone: null,
    agreementText: null,
    cancelReason: null,
  };
  await sql
    .updateTable('orders')
    .set({ ...nothing, metadata: '{}', returnUrls: null, erasedAt })
    .where('id', '=', order.id)
    .execute();
  await sql.updateTable('bankApplications').set({ request: null }).where('orderId', '=', order.id).execute();
  await sql.updateTable('lenderApplications').set({ url: '' }).where('orderId', '=', order.id).execute();
  await sql.updateTable('signings').set({ appointment: null, codeId: null, url: null }).where('orderId', '=', order.id).execute();
}

/** Blanks the masked buyer and the shop's texts in stored events: a redelivery no longer holds them. */
export async function blankEvents(sql: Sql, orderId: string): Promise<void> {
  await raw`
    update events set data = data || jsonb_build_object('order', (data -> 'order') || '{"buyer":null,"metadata":{}}')
    where order_id = ${orderId} and data is not null`.execute(sql);
  await sql.deleteFrom('tBankDeliveries').where('orderId', '=', orderId).execute();
}

/** Blanks the free texts that members wrote with their acts on the order: the reason of a cancel or refund may name the buyer. */
export async function blankAudit(sql: Sql, orderId: string): Promise<void> {
  await sql.updateTable('audit').set({ reason: null }).where('subject', '=', orderId).where('reason', 'is not', null).execute();
}

/** Blanks commands that their bank has answered. A command under way keeps its bytes: an attempt must send the same ones. */
export async function blankAnsweredCommands(sql: Sql, orderIds: string[]): Promise<void> {
  if (orderIds.length === 0) return;
  await sql
    .updateTable('bankCommands')
    .set({ body: '' })
    .where('orderId', 'in', orderIds)
    .where(({ or, eb }) => or([eb('state', '!=', 'pending'), eb('supersededAt', 'is not', null)]))
    .where('body', '!=', '')
    .execute();
}

/** Orders that ended before this moment and are not erased, the oldest first. */
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

/** Erased orders with a command that got its answer after the erasure. */
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

/** Orders of one shop with this phone, by its blind index. */
export async function ordersByPhone(sql: Sql, shopId: string, phoneIndex: string): Promise<string[]> {
  const orders = await sql.selectFrom('orders').select('id').where('shopId', '=', shopId).where('phoneIndex', '=', phoneIndex).execute();
  return orders.map(({ id }) => id);
}

/** Orders, submitted or not, for which this phone was proved or got a code. */
export async function ordersTouchedBy(sql: Sql, phoneIndexes: string[], codeIndex: string): Promise<string[]> {
  const found = [
    await sql.selectFrom('drafts').select('orderId').where('phoneIndex', 'in', phoneIndexes).execute(),
    await sql.selectFrom('buyerTokens').select('orderId').where('phoneIndex', 'in', phoneIndexes).execute(),
    await sql.selectFrom('phoneCodes').select('orderId').where('phoneIndex', '=', codeIndex).execute(),
  ];
  return found.flat().map(({ orderId }) => orderId);
}

/** Deletes one phone's traces on an order that another phone submitted. */
export async function deleteOfPhone(sql: Sql, orderId: string, phoneIndex: string, codeIndex: string): Promise<void> {
  await sql.deleteFrom('drafts').where('orderId', '=', orderId).where('phoneIndex', '=', phoneIndex).execute();
  await sql.deleteFrom('buyerTokens').where('orderId', '=', orderId).where('phoneIndex', '=', phoneIndex).execute();
  await sql.deleteFrom('phoneCodes').where('orderId', '=', orderId).where('phoneIndex', '=', codeIndex).execute();
}

/** A page of the orders with a prefill, in the order of their ids. */
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
