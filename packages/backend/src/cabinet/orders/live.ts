import { sql } from 'kysely';
import type { OrderRow } from '@installment-button/protocol/cabinet/orders';
import { shopTopic } from '../../orders/events.ts';
import type { Context } from '../../context.ts';
import type { News, Reader, StreamEvent, StreamSource } from '../../platform/http/server-sent-events.ts';
import { validSessions } from '../access/sessions.ts';
import { transactionsBefore } from './list.ts';
import { readRows } from './rows.ts';

/** Whose list the stream follows. */
export interface Watcher {
  sessionId: string;
  shopId: string;
  test: boolean;
}

/** A reader that missed more changes reloads the list. */
const MOST_CHANGES = 300;
const MOST_STREAMS = 500;

/**
 * The manager's live list. The cursor is the oldest transaction that a reader may not have seen. A transaction that commits late
 * is read in a later round. A row may be read twice: `unlessTold` drops the repeat.
 */
export function managersStream(context: Context): StreamSource<Watcher> {
  const told = new WeakMap<Reader<Watcher>, Map<string, string>>();
  return {
    topicOf: ({ shopId }) => shopTopic(shopId),
    most: MOST_STREAMS,

    async catchUp(readers) {
      const valid = await validSessions(
        context,
        readers.map(({ subject }) => subject.sessionId),
      );
      const horizon = await transactionsBefore(context.sql);
      const shops = await changesOf(context, readers);
      return new Map(
        readers.map((reader): [Reader<Watcher>, News] => {
          const ended = !valid.has(reader.subject.sessionId);
          const changed = shops.get(reader.subject.shopId);
          if (ended || !changed) return [reader, { events: [], present: [], cursor: reader.cursor, ended }];
          if (changed === 'too many')
            return [reader, { events: [{ event: 'reload', id: horizon, data: {} }], present: [], cursor: horizon, ended }];
          // The oldest first, so that new rows enter a list in their order.
          const events = changed
            .toReversed()
            .filter(({ test }) => test === reader.subject.test)
            .flatMap((row) => unlessTold(told, reader, row, horizon));
          return [reader, { events, present: [], cursor: horizon, ended }];
        }),
      );
    },
  };
}

async function changesOf(context: Context, readers: Reader<Watcher>[]): Promise<Map<string, OrderRow[] | 'too many'>> {
  const since = new Map<string, number>();
  for (const { subject, cursor } of readers) since.set(subject.shopId, Math.min(since.get(subject.shopId) ?? cursor, cursor));
  const changes = new Map<string, OrderRow[] | 'too many'>();
  for (const [shopId, cursor] of since) {
    const { rows } = await sql<{ orderId: string }>`
      select distinct order_id from (
        (select order_id from events where shop_id = ${shopId} and xid >= ${String(cursor)}::xid8)
        union all
        (select subject from audit where shop_id = ${shopId} and xid >= ${String(cursor)}::xid8 and subject like 'ord\\_%')
      ) changed (order_id) limit ${MOST_CHANGES + 1}`.execute(context.sql);
    const ids = rows.map(({ orderId }) => orderId);
    if (ids.length > MOST_CHANGES) changes.set(shopId, 'too many');
    else if (ids.length === 0) changes.set(shopId, []);
    else changes.set(shopId, await readRows(context, context.sql, sql`o.shop_id = ${shopId} and o.id = any(${ids}::text[])`, ids.length));
  }
  return changes;
}

function unlessTold(
  told: WeakMap<Reader<Watcher>, Map<string, string>>,
  reader: Reader<Watcher>,
  row: OrderRow,
  horizon: number,
): StreamEvent[] {
  const known = told.get(reader) ?? new Map<string, string>();
  told.set(reader, known);
  const text = JSON.stringify(row);
  if (known.get(row.id) === text) return [];
  if (known.size > MOST_CHANGES) known.clear();
  known.set(row.id, text);
  return [{ event: 'order', id: horizon, data: row }];
}
