import * as z from 'zod/mini';
import { writeJournal } from '../../connections/journal.ts';
import type { Provider } from '../../connections/provider.ts';
import { enabledConnection, enabledConnections, valuesOf } from '../../connections/store.ts';
import { whyNoAnswer } from '../../connections/why-no-answer.ts';
import type { Context, OrderEvent } from '../../context.ts';
import { findOrder } from '../../orders/store.ts';
import { after, MINUTE } from '../../platform/clock.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import type { Attempt, Claim, Made, Next } from '../../platform/outbound/declaration.ts';
import { defineOutbound } from '../../platform/outbound/define-outbound.ts';
import { retryDelay } from '../../platform/outbound/retry-delay.ts';
import type { Job } from '../../platform/queue/job.ts';
import type { Row } from '../../tables/schema.ts';
import { amocrmProvider, amocrmSync } from './amocrm.ts';
import { bitrix24Provider, bitrix24Sync } from './bitrix24.ts';
import type { CrmSync, SyncAnswer } from './crm-sync.ts';
import { dealOf } from './deal-of-order.ts';
import { retailcrmProvider, retailcrmSync } from './retailcrm.ts';

interface DealIds {
  connectionId: string;
  orderId: string;
}

interface Claimed {
  record: Row<'crmDeals'>;
  connection: Row<'connections'>;
}

type Answer = { outcome: 'done' | 'again' | 'refused'; reason: string | null; dealId: string | null };

const known: readonly { provider: Provider<Context>; sync: CrmSync }[] = [
  { provider: bitrix24Provider, sync: bitrix24Sync },
  { provider: amocrmProvider, sync: amocrmSync },
  { provider: retailcrmProvider, sync: retailcrmSync },
];

/** The CRMs, by the provider's name. */
export const crmSyncs: ReadonlyMap<string, CrmSync> = new Map(known.map(({ provider, sync }) => [provider.name, sync]));

/**
 * Brings a CRM to where the order stands. One record an order and CRM: what happens meanwhile only raises `wanted`, and the next attempt
 * tells all of it. So no two calls about one deal are under way, and a deal is never told something older than it knows.
 */
export const syncDeal = defineOutbound({
  name: 'sync-deal',
  payload: z.object({ connectionId: z.string(), orderId: z.string() }),
  target: ({ connectionId }) => `${connectionId} crm`,
  lanes: [{ name: 'main', concurrency: 8 }],
  perTarget: { target: 1, owner: 1 },
  alertAfter: { attempts: 12, what: 'crm', message: 'a CRM does not take an order' },
  claim,
  send,
  schedule: (number, { claimed: { record }, now }) => after(now, retryDelay(record.orderId, number, 10 * MINUTE)),
  recordOutcome,
});

/** Carts that nobody submitted are no CRM's business. */
const isTold = ({ submittedAt }: Row<'orders'>) => submittedAt !== null;

/** Every public event of an order, to each CRM that the shop connected for orders of this kind. */
export async function crmsFollow(context: Context, tx: Tx, order: Row<'orders'>, _event: OrderEvent): Promise<Job[]> {
  if (!isTold(order)) return [];
  const connections = await enabledConnections(context, tx.sql, { shopId: order.shopId, test: order.test, kind: 'crm' });
  const jobs: Job[] = [];
  for (const { id: connectionId } of connections) {
    const since = context.clock.now();
    const record = await tx.sql
      .insertInto('crmDeals')
      .values({ connectionId, orderId: order.id, wanted: order.sequence, synced: 0, state: 'waiting', since })
      .onConflict((conflict) => conflict.columns(['connectionId', 'orderId']).doUpdateSet({ wanted: order.sequence }))
      .returningAll()
      .executeTakeFirstOrThrow();
    if (record.state === 'waiting' && record.attempts > 0) continue;
    if (record.state === 'waiting') jobs.push(syncDeal.job({ connectionId, orderId: order.id }, { number: record.attempts }));
    else jobs.push(await begin(context, tx, record));
  }
  return jobs;
}

/** A record that rests is told of again: another number, so that no earlier job counts. */
async function begin(context: Context, tx: Tx, { connectionId, orderId, attempts }: Row<'crmDeals'>): Promise<Job> {
  await tx.sql
    .updateTable('crmDeals')
    .set({ state: 'waiting', attempts: attempts + 1, since: context.clock.now() })
    .where('connectionId', '=', connectionId)
    .where('orderId', '=', orderId)
    .execute();
  return syncDeal.job({ connectionId, orderId }, { number: attempts + 1 });
}

async function claim(context: Context, { payload: { connectionId, orderId }, number }: Attempt<DealIds>): Promise<Claim<Claimed>> {
  const record = await context.sql
    .selectFrom('crmDeals')
    .selectAll()
    .where('connectionId', '=', connectionId)
    .where('orderId', '=', orderId)
    .executeTakeFirst();
  if (record?.state !== 'waiting' || record.attempts !== number) return 'drop';
  const connection = await enabledConnection(context.sql, connectionId);
  // Switched off: the record waits until «Повторить» or the order's next event.
  return connection ? { go: { record, connection } } : { waitUntil: after(context.clock.now(), 10 * MINUTE) };
}

async function send(context: Context, { record, connection }: Claimed): Promise<Answer> {
  const sync = crmSyncs.get(connection.provider);
  const deal = await dealOf(context, await findOrder(context.sql, record.orderId));
  if (!sync || !deal) return { outcome: 'done', reason: null, dealId: record.dealId };
  try {
    return answerOf(await sync.sync(context, { connection, values: valuesOf(context, connection) }, deal, record.dealId));
  } catch (error) {
    const why = whyNoAnswer(error)?.ru;
    context.log.warn({ err: error, order: record.orderId }, 'a CRM was not told of an order');
    return { outcome: 'again', reason: why ?? 'CRM не ответила.', dealId: record.dealId };
  }
}

const answerOf = (answer: SyncAnswer): Answer =>
  answer.state === 'done'
    ? { outcome: 'done', reason: null, dealId: answer.dealId }
    : { outcome: answer.state, reason: answer.reason, dealId: answer.dealId };

async function recordOutcome(
  context: Context,
  tx: Tx,
  { claimed: { record }, answer, number, next }: Made<DealIds, Claimed, Answer, 'main'>,
): Promise<Next<'main'> | null> {
  const { connectionId, orderId } = record;
  const present = await tx.sql
    .selectFrom('crmDeals')
    .selectAll()
    .where('connectionId', '=', connectionId)
    .where('orderId', '=', orderId)
    .forUpdate()
    .executeTakeFirst();
  if (present?.state !== 'waiting' || present.attempts !== number) return null;
  const more = answer.outcome === 'done' && present.wanted > record.wanted;
  const state = more || answer.outcome === 'again' ? 'waiting' : answer.outcome === 'done' ? 'done' : 'refused';
  const synced = answer.outcome === 'done' ? record.wanted : present.synced;
  await tx.sql
    .updateTable('crmDeals')
    .set({ state, synced, dealId: answer.dealId ?? present.dealId, attempts: number + 1 })
    .where('connectionId', '=', connectionId)
    .where('orderId', '=', orderId)
    .execute();
  const line = { act: 'deal', outcome: answer.outcome, orderId, subject: orderId, detail: answer.reason, since: present.since } as const;
  await writeJournal(context, tx.sql, connectionId, line);
  if (more) return { number: number + 1, at: context.clock.now(), lane: 'main' };
  return next;
}

/** «Повторить»: the order is told of as it stands now. */
const repeat: NonNullable<Provider<Context>['repeat']> = async (context, tx, { connectionId, subject }) => {
  const record = await tx.sql
    .selectFrom('crmDeals')
    .selectAll()
    .where('connectionId', '=', connectionId)
    .where('orderId', '=', subject ?? '')
    .forUpdate()
    .executeTakeFirst();
  if (record) await tx.enqueue(await begin(context, tx, record));
};

export const crmProviders = known.map(({ provider }) => ({ ...provider, repeat }));
