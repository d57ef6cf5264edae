import { orderStatuses, type DecisionEvent, type OrderStatus, type StatusEvent } from '@installment-button/protocol';
import { orderTopic } from '../orders/events.ts';
import { nameOfBank, viewOffer } from '../orders/view.ts';
import type { Context } from '../context.ts';
import type { Row } from '../tables/schema.ts';
import type { News, Reader, StreamEvent, StreamSource } from '../platform/http/server-sent-events.ts';
import { tokenEnd } from './access.ts';
import { deadlineOf } from './deadline.ts';
import { viewSigning } from './signing-view.ts';
import * as store from './stream-store.ts';
import type { PastEvent } from './stream-store.ts';

/** Whose stream it is. */
export interface Watcher {
  orderId: string;
  tokenHash: string;
}

type Standing = Awaited<ReturnType<typeof store.standings>>[number];

/** The buyer's live stream: decisions and statuses by number, signing and deadline as they stand. */
export function buyersStream(context: Context): StreamSource<Watcher> {
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
              events: past.flatMap((event) => tellable(context, standing, event, offers.get(standing.id) ?? [])),
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
  return Map.groupBy(await store.standingOffersOf(context.sql, orderIds), ({ orderId }) => orderId);
}

function tellable(context: Context, order: Standing, event: PastEvent, offers: Row<'offers'>[]): StreamEvent[] {
  const { sequence, bankId, decision, previousStatus } = event;
  if (decision !== null && bankId !== null) {
    const data: DecisionEvent = {
      bank: nameOfBank(context, bankId),
      decision,
      // Those that stand now: a replayed event must not bring back what was withdrawn.
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
      const deadline: StreamEvent = { event: 'deadline', data: { at: deadlineOf(order) } };
      return [orderId, signing === null ? [deadline] : [deadline, { event: 'signing', data: signing }]];
    }),
  );
}
