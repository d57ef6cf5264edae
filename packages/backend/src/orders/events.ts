import type { Context } from '../context.ts';
import type { Job } from '../platform/queue/job.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { addressOf } from './session-token.ts';
import { viewOrder } from './view.ts';

/** Woken when something of an order changes that its buyer or its shop may watch. */
export const orderTopic = (orderId: string) => `order:${orderId}`;
export const shopTopic = (shopId: string) => `shop:${shopId}`;

export interface NewEvent {
  type: string;
  /** One of the webhook types; a bank's decision is not. */
  public: boolean;
  bankId?: string;
  decision?: Row<'bankApplications'>['decision'];
  /** What the webhook's `data` holds beside the order. */
  data?: { refund?: unknown; receipt?: unknown };
}

/** The order without the token in its link and without the reason of its cancel: both are put in again whenever the event is shown. */
async function storable(context: Context, tx: Tx, order: Row<'orders'>) {
  return { ...(await viewOrder(context, tx.sql, { ...order, cancelReason: null })), link: addressOf(context, order.id) };
}

/** Columns that may change with an event. The status changes only through `transition`. */
export type OrderChange = Partial<
  Omit<
    Row<'orders'>,
    'id' | 'shopId' | 'status' | 'sequence' | 'items' | 'metadata' | 'returnUrls' | 'confirmation' | 'cancellation' | 'canceled' | 'tBank'
  >
> & {
  confirmation?: string | null;
  cancellation?: string | null;
  canceled?: string | null;
};

/** Appends an event under the order's next number and enqueues its consequences. The order must be locked. Returns the changed order. */
export function appendEvent(context: Context, tx: Tx, order: Row<'orders'>, event: NewEvent): Promise<Row<'orders'>> {
  return appendEvents(context, tx, order, [event]);
}

/** Appends several events at once, and changes the order's columns with them. */
export async function appendEvents(
  context: Context,
  tx: Tx,
  order: Row<'orders'>,
  events: NewEvent[],
  change: OrderChange = {},
): Promise<Row<'orders'>> {
  const sequence = order.sequence + events.length;
  const changed = await tx.sql
    .updateTable('orders')
    .set({ ...change, sequence })
    .where('id', '=', order.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await writeEvents(context, tx, changed, events);
  return changed;
}

/** Stores events whose numbers the order's `sequence` counts already: they are the last ones. */
export async function writeEvents(context: Context, tx: Tx, order: Row<'orders'>, events: NewEvent[]): Promise<void> {
  const before = order.sequence - events.length;
  const numberedEvents = await Promise.all(
    events.map(async (event, index) => {
      const numbered = { ...order, sequence: before + index + 1 };
      return {
        event,
        numbered,
        data: event.public ? JSON.stringify({ order: await storable(context, tx, numbered), ...event.data }) : null,
      };
    }),
  );
  const rows = numberedEvents.map(({ event, numbered, data }) => ({
    orderId: order.id,
    sequence: numbered.sequence,
    id: context.ids.next('evt'),
    shopId: order.shopId,
    type: event.type,
    public: event.public,
    status: order.status,
    previousStatus: order.previousStatus,
    bankId: event.bankId ?? null,
    decision: event.decision ?? null,
    at: context.clock.now(),
    data,
  }));
  await tx.sql.insertInto('events').values(rows).execute();
  tx.wake(orderTopic(order.id));
  tx.wake(shopTopic(order.shopId));
  const jobs = new Map<string, Job>();
  for (const row of rows) {
    for (const job of await context.consequences.ofEvent(context, tx, row, { ...order, sequence: row.sequence })) {
      // Events of one moment may have the same consequence.
      jobs.set(JSON.stringify([job.queue, job.data]), job);
    }
  }
  await tx.enqueue(...jobs.values());
}
