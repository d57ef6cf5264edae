import { randomBytes } from 'node:crypto';
import { grantToken } from '../../packages/backend/src/buyer-session/access.ts';
import { phoneIndexOf } from '../../packages/backend/src/orders/buyer-phone.ts';
import { findOrder } from '../../packages/backend/src/orders/store.ts';
import type { Config } from '../../packages/backend/src/config.ts';
import type { OpenDatabase } from '../../packages/backend/src/platform/database/database.ts';
import { createLog } from '../../packages/backend/src/platform/observability/log.ts';
import { aPhone, openBuyer } from '../../packages/backend/src/testing/buyer.ts';
import { openTestDatabase } from '../../packages/backend/src/testing/database.ts';
import { startScriptedBank, type ScriptedBank } from '../../packages/backend/src/testing/scripted-bank.ts';
import { anOrder, openTestShop, type TestShop } from '../../packages/backend/src/testing/shop.ts';
import { startTestBackend, type TestBackend } from '../../packages/backend/src/testing/start-backend.ts';

/** What stands in everything of the other shop and is never sent by the fuzzer: found in an answer, it has leaked. */
export const SECRET_MARK = 'секретчужогомагазина';

export interface World {
  backend: TestBackend;
  database: OpenDatabase;
  bank: ScriptedBank;
  shop: TestShop;
  /** Ids of all kinds that belong to our shop, by their prefix. */
  own: Map<string, string[]>;
  /** The same of the other shop. */
  foreign: string[];
  sessions: string[];
  buyerTokens: string[];
  /** Orders that a buyer has gone some way with; the fuzzer gets new tokens of them now and then. */
  onTheWay: { id: string; session: string }[];
  /** Bodies that get in, by `method path`, where the description alone does not tell enough. */
  rightBodies: Map<string, unknown>;
  /** Makes an order of ours known to the fuzzer, with tokens of its own. */
  adopt(order: { id: string; session: string }): Promise<void>;
  close(): Promise<void>;
}

/** Two shops with orders on each step of the way. Then no worker runs any more: what changes was changed by a request. */
export async function makeWorld(): Promise<World> {
  const keys: Config['keys'] = { encryption: [randomBytes(32)], index: randomBytes(32), link: randomBytes(32) };
  const database = await openTestDatabase(createLog('silent'));
  const bank = await startScriptedBank('first');
  const banks = [bank.config];
  const living = await startTestBackend({ banks, database, config: { keys } });
  // The shop's calls go wherever the backend stands by then.
  const host = { ...living };
  const shop = await openTestShop(host);
  const other = await openTestShop(living, { name: SECRET_MARK, origin: 'https://other.example' });
  const orders = [];
  for (const step of ['created', 'submitted', 'approved', 'signed'] as const) {
    orders.push(await bring(living, shop, bank, step, 'Холодильник'));
    await bring(living, other, bank, step, SECRET_MARK);
  }
  for (const { call } of [shop, other])
    await call('/v1/webhook-endpoints', { body: { url: `https://hooks.example/${SECRET_MARK.length}` } });
  const idsOf = async (shopId: string) => {
    const { sql } = living.context;
    const found: string[] = [];
    const ofOrders = await sql.selectFrom('orders').select('id').where('shopId', '=', shopId).execute();
    for (const { id } of ofOrders) {
      found.push(id, ...(await sql.selectFrom('bankApplications').select('id').where('orderId', '=', id).execute()).map((row) => row.id));
      found.push(...(await sql.selectFrom('offers').select('id').where('orderId', '=', id).execute()).map((row) => row.id));
    }
    found.push(...(await sql.selectFrom('events').select('id').where('shopId', '=', shopId).execute()).map((row) => row.id));
    found.push(...(await sql.selectFrom('webhookEndpoints').select('id').where('shopId', '=', shopId).execute()).map((row) => row.id));
    return found;
  };
  const own = new Map([...Map.groupBy(await idsOf(shop.id), (id) => id.slice(0, 3))]);
  const foreign = [...(await idsOf(other.id)), other.id];
  await living.close();

  const backend = await startTestBackend({ banks, database, config: { keys, role: 'web' } });
  host.url = backend.url;
  const world: World = {
    backend,
    database,
    bank,
    shop,
    own,
    foreign,
    sessions: [],
    buyerTokens: [],
    onTheWay: orders,
    rightBodies: new Map(),
    async adopt({ id, session }) {
      own.set('ord', [...(own.get('ord') ?? []), id].slice(-60));
      world.sessions = [...world.sessions, session].slice(-60);
      const order = await findOrder(backend.context.sql, id);
      const phone = aPhone();
      const token = await backend.context.transaction((tx) =>
        grantToken(backend.context, tx, id, phone, order.phoneIndex ?? phoneIndexOf(backend.context, order, phone)),
      );
      world.buyerTokens = [...world.buyerTokens, token].slice(-60);
    },
    async close() {
      await backend.close();
      await database.close();
      await bank.close();
    },
  };
  for (const order of orders) await world.adopt(order);
  const buyer = openBuyer(backend, orders[0] ?? { session: '' });
  buyer.token = world.buyerTokens[0] ?? null;
  const [offerId] = own.get('off') ?? [];
  world.rightBodies = new Map<string, unknown>([
    ['post /v1/orders', anOrder],
    ['post /v1/session/phone', { phone: '+79000000017' }],
    ['post /v1/session/submit', await buyer.form()],
    ['post /v1/session/select', { offerId }],
    ['post /v1/session/signing', { method: 'sms' }],
    ['post /v1/orders/{id}/refunds', { amount: 1000 }],
    ['post /v1/orders/{id}/cancel', { reason: 'out of stock' }],
  ]);
  return world;
}

async function bring(
  backend: TestBackend,
  shop: TestShop,
  bank: ScriptedBank,
  step: 'created' | 'submitted' | 'approved' | 'signed',
  goods: string,
): Promise<{ id: string; session: string }> {
  const order = await shop.createOrder({
    externalId: `${goods}-${step}`,
    items: [{ name: goods, price: 4_999_000, quantity: 1 }],
    metadata: { note: goods },
    buyer: { firstName: goods },
  });
  if (step === 'created') return order;
  bank.decides = step === 'submitted' ? 'pending' : 'approved';
  const buyer = openBuyer(backend, order);
  await buyer.submits();
  if (step === 'submitted') return order;
  await buyer.chooses(bank.config.id);
  if (step === 'signed') await buyer.signs();
  return order;
}
