import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { startPostgres } from '../../scripts/postgres.ts';
import { queueSms } from '../../packages/backend/src/messages/outbox.ts';
import { openPostgres } from '../../packages/backend/src/platform/database/database.ts';
import { createLog } from '../../packages/backend/src/platform/observability/log.ts';
import { aBank, openTestShop, type TestShop } from '../../packages/backend/src/testing/shop.ts';
import { startTestBackend, type TestBackend } from '../../packages/backend/src/testing/start-backend.ts';
import { deliverWebhook } from '../../packages/backend/src/webhooks/deliver.ts';
import { waitFor } from '../support/wait-for.ts';
import { row } from './percentiles.ts';

const SHOPS = Number(process.env.BENCH_SHOPS ?? 50);
const ENDPOINTS = 4;
const ORDERS = 20;
const BLOCKED = 100_000;
/** The calm shop makes so many orders, and as many codes go out. */
const CALM = Number(process.env.BENCH_CALM ?? 100);
const EVERY_MS = 150;

export const name =
  `From the order of a calm shop to its webhook, and from the queue to the SMS gateway, ms, beside ${SHOPS} shops with ${ENDPOINTS} ` +
  `endpoints that answer after 12 s, hang or trickle bytes, ${ORDERS} orders each, and ${BLOCKED} jobs for one blocked endpoint ` +
  '(PostgreSQL: two workers)';

export async function run(): Promise<object[]> {
  const embedded = await measure('embedded');
  const postgres = await startPostgres({ durable: true });
  process.env.TEST_DATABASE_URL = postgres.url;
  const rows = [...embedded, ...(await measure('postgresql'))];
  await postgres.stop();
  return rows;
}

async function measure(engine: 'embedded' | 'postgresql'): Promise<object[]> {
  const arrived = new Map<string, number>();
  const calmServer = await listenOn((body, response) => {
    arrived.set(/"externalId":"([^"]+)"/.exec(body)?.[1] ?? '', performance.now());
    response.writeHead(200).end();
  });
  let calls = 0;
  const loudServer = await listenOn((_body, response) => misbehave(response, (calls += 1)));
  const { backend, close } = await openBackends(engine);
  const shops = await Promise.all(Array.from({ length: SHOPS }, () => openTestShop(backend)));
  for (const shop of shops) for (let index = 0; index < ENDPOINTS; index += 1) await subscribe(shop, loudServer.url);
  await block(backend, shops[0], loudServer.url);
  const noise = Promise.all(shops.map((shop) => orders(shop)));
  await pause(1000);

  const calm = await openTestShop(backend);
  await subscribe(calm, calmServer.url);
  const ordered = new Map<string, number>();
  const queued = new Map<string, number>();
  for (let index = 0; index < CALM; index += 1) {
    const externalId = `${engine}-${index}`;
    ordered.set(externalId, performance.now());
    await calm.createOrder({ externalId });
    const to = `+7900${String(index).padStart(7, '0')}`;
    queued.set(to, performance.now());
    await backend.context.transaction((tx) => queueSms(backend.context, tx, { orderId: null, to, text: 'a code', purpose: 'code' }));
    await pause(EVERY_MS);
  }
  await waitFor('the calm webhooks', () => [...ordered.keys()].every((id) => arrived.has(id)), 60_000).catch(() => undefined);
  await noise;
  const lags = [...ordered].map(([id, at]) => (arrived.get(id) ?? Infinity) - at);
  const codes = [...queued].map(([to, at]) => (sentAt.get(to) ?? Infinity) - at);
  loudServer.close();
  calmServer.close();
  await close();
  return [row(`${engine}: webhooks`, lags), row(`${engine}: codes`, codes)];
}

/** When a code reached the gateway, by phone. */
const sentAt = new Map<string, number>();

async function openBackends(engine: 'embedded' | 'postgresql'): Promise<{ backend: TestBackend; close(): Promise<void> }> {
  const backend = await startTestBackend({ banks: [aBank()], engine });
  const backends = [backend];
  if (backend.context.config.databaseUrl === null && engine === 'postgresql') {
    const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(backend.context.sql);
    const url = new URL(process.env.TEST_DATABASE_URL ?? '');
    url.pathname = `/${rows[0]?.name}`;
    backends.push(await startTestBackend({ database: openPostgres(url.href, createLog('error')), config: backend.context.config }));
  }
  for (const { messages } of backends) {
    const push = messages.push.bind(messages);
    messages.push = (...added) => {
      for (const { to } of added) sentAt.set(to, performance.now());
      return push(...added);
    };
  }
  return {
    backend,
    async close() {
      for (const one of backends.reverse()) await one.close();
    },
  };
}

const subscribe = async (shop: TestShop, url: string) =>
  ((await (await shop.call('/v1/webhook-endpoints', { body: { url } })).json()) as { id: string }).id;

async function orders(shop: TestShop): Promise<void> {
  for (let order = 0; order < ORDERS; order += 1) await shop.createOrder();
}

/** Jobs for one delivery, all due before everybody else's. */
async function block({ context }: TestBackend, shop: TestShop | undefined, url: string): Promise<void> {
  if (!shop) return;
  const endpointId = await subscribe(shop, url);
  await shop.createOrder();
  const { id: deliveryId } = await waitFor('the delivery', () =>
    context.sql.selectFrom('webhookDeliveries').select('id').where('endpointId', '=', endpointId).executeTakeFirst(),
  );
  const { queue, target, data } = deliverWebhook.job({ deliveryId, endpointId, shopId: shop.id });
  await sql`insert into pgboss.job (name, group_id, data, start_after, keep_until, policy)
    select ${queue}, ${target}, ${JSON.stringify(data)}::jsonb, now() - interval '1 hour', now() + interval '60 days', 'standard'
    from generate_series(1, ${BLOCKED})`.execute(context.sql);
}

/** Answers well after 12 s, never, or one byte a second. */
function misbehave(response: ServerResponse, call: number): void {
  if (call % 3 === 0) return;
  if (call % 3 === 1) {
    setTimeout(() => response.writeHead(200).end(), 12_000);
    return;
  }
  const drip = setInterval(() => response.socket?.write('H'), 1000);
  response.on('close', () => clearInterval(drip));
}

async function listenOn(answer: (body: string, response: ServerResponse) => void): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => answer(body, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
