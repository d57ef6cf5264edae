import { orderStatuses, type DecisionEvent, type OrderStatus, type StatusEvent } from '@installment-button/protocol';
import { orderTopic } from '../orders/events.ts';
import { nameOfBank, viewOffer } from '../orders/view.ts';
import type { Context } from '../context.ts';
import type { Row } from '../tables/schema.ts';
import type { News, Reader, StreamEvent, StreamSource } from '../platform/http/server-sent-events.ts';
import { tokenEnd } from './access.ts';
import { shownDeadline } from '../fan-out/deadline.ts';
import { viewSigning } from './signing-view.ts';
import * as store from './live-events-store.ts';
import type { PastEvent } from './live-events-store.ts';

/**
 * Why a resumed stream misses nothing:
 * 1. An event gets its order's next `sequence` under the order's lock (`orders/events.ts`), so the numbers of an order have no gap and
 *    become visible in their order.
 * 2. Decisions and statuses are sent with their `sequence` as the event's id. The browser returns the last id as `Last-Event-ID`.
 * 3. Each read sends all events above the cursor and moves the cursor to the last of them. A new stream begins at the client's id, or
 *    at 0: it gets what happened before.
 * 4. `signing` and `deadline` carry no id. Every stream gets their present state first, and again whenever it differs from what this
 *    stream was sent.
 * 5. A wake-up after the commit starts a read; without one a poll does within 1 s (`platform/http/server-sent-events.ts`).
 * 6. A decision is sent with the offers that stand now, so a replay cannot bring back an offer that is gone.
 * 7. The stream ends with its token.
 */

/** A buyer's stream. */
export interface Watcher {
  orderId: string;
  tokenHash: string;
}

type Standing = Awaited<ReturnType<typeof store.standings>>[number];

/** The source of the buyers' streams. One read serves all streams that ask at the same moment. */
export function liveEvents(context: Context): StreamSource<Watcher> {
  return {
    topicOf: ({ orderId }) => orderTopic(orderId),

    async catchUp(readers) {
      const known = lowestCursors(readers);
      const events = Map.groupBy(await store.eventsAfter(context.sql, known), ({ orderId }) => orderId);
      const standings = await store.standings(
        context.sql,
        readers.map(({ subject }) => subject.tokenHash),
      );
      const byToken = new Map(standings.map((standing) => [standing.tokenHash, standing]));
      const offers = await offersFor(context, events);
      const present = await presentStates(context, standings);
      const now = context.clock.now();
      return new Map(
        readers.map((reader): [Reader<Watcher>, News] => {
          const standing = byToken.get(reader.subject.tokenHash);
          if (!standing || tokenEnd({ ...standing, endedAt: standing.tokenEndedAt }, standing) <= now) {
            return [reader, { events: [], present: [], cursor: reader.cursor, ended: true }];
          }
          const past = (events.get(standing.id) ?? []).filter(({ sequence }) => sequence > reader.cursor);
          return [
            reader,
            {
              events: past.flatMap((event) => streamEvents(context, standing, event, offers.get(standing.id) ?? [])),
              present: present.get(standing.id) ?? [],
              cursor: past.at(-1)?.sequence ?? reader.cursor,
              ended: false,
            },
          ];
        }),
      );
    },

    stillOpen: (readers) =>
      store.noteSeen(
        context.sql,
        readers.map(({ subject }) => subject.tokenHash),
        context.clock.now(),
      ),
  };
}

function lowestCursors(readers: Reader<Watcher>[]): Map<string, number> {
  const lowest = new Map<string, number>();
  for (const { subject, cursor } of readers) lowest.set(subject.orderId, Math.min(lowest.get(subject.orderId) ?? cursor, cursor));
  return lowest;
}

async function offersFor(context: Context, events: Map<string, PastEvent[]>): Promise<Map<string, Row<'offers'>[]>> {
  const orderIds = [...events].filter(([, past]) => past.some(({ decision }) => decision !== null)).map(([orderId]) => orderId);
  if (orderIds.length === 0) return new Map();
  return Map.groupBy(await store.availableOffersOf(context.sql, orderIds), ({ orderId }) => orderId);
}

function streamEvents(context: Context, order: Standing, event: PastEvent, offers: Row<'offers'>[]): StreamEvent[] {
  const { sequence, bankId, decision, previousStatus } = event;
  if (decision !== null && bankId !== null) {
    const data: DecisionEvent = {
      bank: nameOfBank(context, bankId),
      decision,
      // The offers that stand now (6).
      offers: offers.filter((offer) => offer.bankId === bankId).map((offer) => viewOffer(context, offer)),
    };
    return [{ event: 'decision', id: sequence, data }];
  }
  const status = statusOfType(event.type);
  if (status === null) return [];
  const data: StatusEvent = {
    orderId: order.id,
    externalId: order.externalId,
    status,
    previousStatus,
    sequence,
    at: event.at.toISOString(),
  };
  return [{ event: 'status', id: sequence, data }];
}

function statusOfType(type: string): OrderStatus | null {
  return orderStatuses.find((status) => type === `order.${status}`) ?? null;
}

async function presentStates(context: Context, standings: Standing[]): Promise<Map<string, StreamEvent[]>> {
  const orders = new Map(standings.map((standing) => [standing.id, standing]));
  const signings = orders.size === 0 ? [] : await store.signingsOf(context.sql, [...orders.keys()]);
  const codeIds = signings.flatMap(({ state, codeId }) => (state === 'code-sent' && codeId !== null ? [codeId] : []));
  const codes = codeIds.length === 0 ? [] : await store.codesOf(context.sql, codeIds);
  return new Map(
    [...orders].map(([orderId, order]) => {
      const signing = viewSigning(
        context,
        order,
        signings.find((row) => row.orderId === orderId),
        codes,
      );
      const deadline: StreamEvent = { event: 'deadline', data: { at: shownDeadline(order) } };
      return [orderId, signing === null ? [deadline] : [deadline, { event: 'signing', data: signing }]];
    }),
  );
}
