import type { OrderDetail, TimelineEntry } from '@installment-button/protocol/cabinet/orders';
import { nameOfBank } from '../../orders/view.ts';
import type { Context } from '../../context.ts';
import type { Row, Sql } from '../../tables/schema.ts';
import { detailOf } from '../audit.ts';
import { nameOf, usersOfShop } from '../../shops/users.ts';

type Doer = TimelineEntry['by'];

const buyer: Doer = { kind: 'buyer', name: null };
const bank: Doer = { kind: 'bank', name: null };
const system: Doer = { kind: 'system', name: null };
const shop: Doer = { kind: 'shop', name: null };

/** Acts of members that the order's own event tells already, as its bank answers. */
const doersOfEvents: Record<string, (order: Row<'orders'>) => Doer> = {
  'order.created': ({ createdBy, trusted }) => (createdBy === null && !trusted ? buyer : shop),
  'order.submitted': () => buyer,
  'order.approved': () => buyer,
  'order.signed': () => buyer,
  'order.confirmed': () => bank,
  'order.settled': () => bank,
  'order.rejected': () => system,
  'order.expired': () => system,
  'order.canceled': ({ canceled }) => {
    if (canceled?.by === 'buyer') return buyer;
    if (canceled?.by === 'bank') return bank;
    return shop;
  },
};

/** Everything that happened to an order, the newest first: its events, acts of members, delivered webhooks. */
export async function timelineOf(
  context: Context,
  sql: Sql,
  order: Row<'orders'>,
  deliveries: OrderDetail['deliveries'],
): Promise<TimelineEntry[]> {
  const events = await sql.selectFrom('events').selectAll().where('orderId', '=', order.id).orderBy('sequence').execute();
  const acts = await sql
    .selectFrom('audit')
    .selectAll()
    .where('subject', '=', order.id)
    .where('shopId', '=', order.shopId)
    .orderBy('id')
    .execute();
  const names = await memberNames(context, sql, order.shopId);
  return [
    ...events.map((event) => entryOfEvent(context, order, event, names)),
    ...acts.map(({ id, at, act, actor, detail, reason }) => ({
      ...nothingElse,
      at: at.toISOString(),
      type: act,
      by: { kind: 'member' as const, name: names.get(actor) ?? null },
      detail: detailOf(context, { id, detail, reason }),
    })),
    ...deliveries
      .filter(({ state }) => state === 'succeeded')
      .map(({ at, type, responseStatus }) => ({
        ...nothingElse,
        at,
        type: 'webhook.delivered',
        by: system,
        detail: { event: type, ...(responseStatus === null ? {} : { status: responseStatus }) },
      })),
  ].toSorted((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0));
}

const nothingElse = { bank: null, decision: null, seconds: null };

function entryOfEvent(context: Context, order: Row<'orders'>, event: Row<'events'>, names: Map<string, string>): TimelineEntry {
  const made = event.type === 'order.created' && order.createdBy !== null;
  return {
    at: event.at.toISOString(),
    type: event.type,
    by: made ? { kind: 'member', name: names.get(order.createdBy ?? '') ?? null } : doerOf(order, event),
    bank: event.bankId === null ? null : nameOfBank(context, event.bankId).name,
    decision: event.decision,
    seconds: event.decision === null ? null : secondsBetween(order.submittedAt, event.at),
    detail: {},
  };
}

function doerOf(order: Row<'orders'>, event: Row<'events'>): Doer {
  if (event.decision === 'timeout') return system;
  if (event.type === 'bank.decision' || event.type.startsWith('refund.')) return bank;
  return doersOfEvents[event.type]?.(order) ?? system;
}

export async function memberNames(context: Context, sql: Sql, shopId: string): Promise<Map<string, string>> {
  return new Map((await usersOfShop(sql, shopId)).map((user) => [user.id, nameOf(context, user)]));
}

export function secondsBetween(from: Date | null, to: Date | null): number | null {
  return from === null || to === null ? null : Math.max(0, Math.round((to.getTime() - from.getTime()) / 1000));
}
