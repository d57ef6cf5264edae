import { setTimeout as pause } from 'node:timers/promises';
import type { Sandbox } from '@installment-button/sandbox';
import pg from 'pg';
import type { Buyer } from '../support/buyer.ts';
import type { StreamFollower } from './stream-follower.ts';
import type { WebhookSink } from './webhook-sink.ts';

/** How late after its deadline an application may be decided. */
const GRACE_MS = 15_000;

export interface Findings {
  applications: number;
  /** Sent forms that left no application, or applications that a healthy bank never got. */
  lost: string[];
  /** A second application of an order at one bank, one key with other bytes, or one that we do not know. */
  doubled: string[];
  /** Numbers that the order's log, the shop's webhooks or the buyer's stream skipped. */
  eventsMissing: string[];
  /** Not decided by the deadline + 15 s. */
  undecided: string[];
  /** How the banks stood at the end. */
  decisions: Map<string, number>;
  /** From an application's submit to its bank's final answer, the 50th and 99th of a hundred and the longest. */
  seconds: { median: number; p99: number; longest: number };
}

interface Asked {
  id: string;
  orderId: string;
  bankId: string;
  decision: string;
  submittedAt: Date;
  deadline: Date;
  /** When it first stood as something else than pending. */
  decidedAt: Date | null;
}

export interface Evidence {
  database: pg.Pool;
  sandbox: Sandbox;
  buyers: readonly Buyer[];
  bankIds: readonly string[];
  sink: WebhookSink;
  followers: readonly StreamFollower[];
}

/** Waits until nothing is pending, or until the last deadline and its grace are over. */
export async function waitForDecisions({ database, buyers }: Evidence): Promise<void> {
  for (;;) {
    const [row] = await rows<{ open: number; latest: Date | null }>(
      database,
      `select count(*) filter (where a.decision = 'pending')::int as open, max(o.decision_deadline) as latest
       from bank_applications a join orders o on o.id = a.order_id where o.id = any($1)`,
      [buyers.map(({ orderId }) => orderId)],
    );
    if (!row || row.open === 0 || (row.latest && Date.now() > row.latest.getTime() + GRACE_MS + 1000)) return;
    await pause(500);
  }
}

/** Compares what the database, the banks, the shop's server and the buyers' pages know. Webhooks and streams get time to catch up. */
export async function findings(evidence: Evidence, catchUpMs = 60_000): Promise<Findings> {
  const { database, buyers } = evidence;
  const orderIds = buyers.map(({ orderId }) => orderId);
  const end = Date.now() + catchUpMs;
  let eventsMissing = await missingEvents(evidence, orderIds);
  while (eventsMissing.length > 0 && Date.now() < end) {
    await pause(1000);
    eventsMissing = await missingEvents(evidence, orderIds);
  }
  const asked = await rows<Asked>(
    database,
    `select a.id, a.order_id as "orderId", a.bank_id as "bankId", a.decision, o.submitted_at as "submittedAt", o.decision_deadline as deadline,
       (select min(e.at) from events e where e.order_id = a.order_id and e.bank_id = a.bank_id and e.type = 'bank.decision') as "decidedAt"
     from bank_applications a join orders o on o.id = a.order_id where o.id = any($1)`,
    [orderIds],
  );
  const took = asked
    .flatMap(({ submittedAt, decidedAt }) => (decidedAt ? [(decidedAt.getTime() - submittedAt.getTime()) / 1000] : []))
    .toSorted((one, other) => one - other);
  const at = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? NaN;
  return {
    applications: asked.length,
    lost: lostOnes(evidence, asked),
    doubled: doubledOnes(evidence, asked),
    eventsMissing,
    undecided: asked
      .filter(({ decidedAt, deadline }) => decidedAt === null || decidedAt.getTime() > deadline.getTime() + GRACE_MS)
      .map(({ id, bankId }) => `${id} at ${bankId}`),
    decisions: new Map([...Map.groupBy(asked, ({ decision }) => decision)].map(([decision, those]) => [decision, those.length])),
    seconds: { median: at(0.5), p99: at(0.99), longest: at(1) },
  };
}

function lostOnes({ buyers, bankIds, sandbox }: Evidence, asked: readonly Asked[]): string[] {
  const known = new Map(
    bankIds.map((bankId) => [bankId, new Set(sandbox.control.applications(bankId).map(({ applicationId }) => applicationId))]),
  );
  const here = new Set(asked.map(({ orderId, bankId }) => `${orderId} at ${bankId}`));
  const unwritten = buyers
    .flatMap(({ orderId }) => bankIds.map((bankId) => `${orderId} at ${bankId}`))
    .filter((wanted) => !here.has(wanted));
  const unasked = asked.filter(({ id, bankId }) => !known.get(bankId)?.has(id)).map(({ id, bankId }) => `${id} never came to ${bankId}`);
  return [...unwritten, ...unasked];
}

function doubledOnes({ bankIds, sandbox }: Evidence, asked: readonly Asked[]): string[] {
  const ours = new Set(asked.map(({ id }) => id));
  return bankIds.flatMap((bankId) =>
    sandbox.control.applications(bankId).flatMap(({ applicationId, posts }) => {
      const apply = posts.find(({ action }) => action === 'apply');
      const once = apply?.distinctKeys === 1 && apply.distinctBodies === 1;
      return ours.has(applicationId) && once ? [] : [`${applicationId} at ${bankId}`];
    }),
  );
}

async function missingEvents({ database, sink, followers }: Evidence, orderIds: string[]): Promise<string[]> {
  const events = await rows<{ id: string; orderId: string; sequence: number; type: string; public: boolean }>(
    database,
    'select id, order_id as "orderId", sequence, type, public from events where order_id = any($1) order by order_id, sequence',
    [orderIds],
  );
  const missing: string[] = [];
  for (const [orderId, own] of Map.groupBy(events, (event) => event.orderId)) {
    own.forEach(({ sequence }, index) => {
      if (sequence !== index + 1) missing.push(`${orderId}: ${sequence} in place of ${index + 1} in the log`);
    });
  }
  for (const event of events)
    if (event.public && !sink.received.has(event.id)) missing.push(`${event.orderId}: webhook ${event.sequence} ${event.type}`);
  for (const { orderId, seen } of followers)
    for (const { sequence, type } of events.filter((event) => event.orderId === orderId && event.type !== 'order.updated'))
      if (!seen.has(sequence)) missing.push(`${orderId}: stream ${sequence} ${type}`);
  return missing;
}

async function rows<Row extends pg.QueryResultRow>(database: pg.Pool, query: string, values: unknown[]): Promise<Row[]> {
  return (await database.query<Row>(query, values)).rows;
}
