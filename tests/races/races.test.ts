import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { startSandbox } from '@installment-button/sandbox';
import { startTestBackend } from '../../packages/backend/src/testing/start-backend.ts';
import { createShop } from '../../packages/backend/src/shops/create-shop.ts';
import { buyerOf, createOrder, person, type Buyer } from '../support/buyer.ts';
import { engines } from '../support/engines.ts';
import { disagreement } from './agreement.ts';
import { play } from './play.ts';
import { scenarioArbitrary, type Scenario } from './scenario.ts';

/** `RACES_SEED` repeats a run, `RACES` changes the number of orders. */
const seed = Number(process.env.RACES_SEED ?? Math.floor(Math.random() * 2 ** 31));
const orders = Number(process.env.RACES ?? 60);
const AT_ONCE = 20;
const REST_MS = 40_000;

for (const engine of engines) {
  test(`order and bank agree at the end of ${orders} random interleavings (${engine}, seed ${seed})`, { timeout: 600_000 }, async (t) => {
    const sandbox = await startSandbox({ banks: ['severny', 'ladoga', 'meridian'], delayFactor: 0.01, callbackRetryMs: 200 });
    const backend = await startTestBackend({ banks: sandbox.banksFile, engine });
    t.after(async () => {
      await backend.close();
      await sandbox.close();
    });
    const shops = {
      byHand: await createShop(backend.context, { name: 'Тёплый дом', origins: ['http://localhost:4020'], test: true }),
      byItself: await createShop(backend.context, {
        name: 'Тёплый дом',
        origins: ['http://localhost:4020'],
        test: true,
        autoConfirm: true,
      }),
    };
    const scenarios = fc.sample(scenarioArbitrary, { seed, numRuns: orders });
    const played: { scenario: Scenario; buyer: Buyer }[] = [];
    for (let start = 0; start < scenarios.length; start += AT_ONCE) {
      await Promise.all(
        scenarios.slice(start, start + AT_ONCE).map(async (scenario, index) => {
          const { secretKey } = index % 2 === 0 ? shops.byHand : shops.byItself;
          const { body } = await createOrder(backend.url, secretKey);
          const buyer = await buyerOf(() => backend.url, backend, body, person(scenario.surname));
          await play({ backend, control: sandbox.control, secretKey }, buyer, scenario);
          played.push({ scenario, buyer });
        }),
      );
    }
    const end = Date.now() + REST_MS;
    const differing = async () => {
      const found = await Promise.all(
        played.map(async ({ scenario, buyer }) => ({
          scenario,
          orderId: buyer.orderId,
          wrong: await disagreement(backend.context, sandbox.control, buyer.orderId),
        })),
      );
      return found.filter(({ wrong }) => wrong !== null);
    };
    let open = await differing();
    while (open.length > 0 && Date.now() < end) {
      await pause(500);
      open = await differing();
    }
    assert.deepEqual(open, [], `seed ${seed}`);
    // It must also last: nothing late may move one side alone.
    await pause(2_000);
    assert.deepEqual(await differing(), [], `seed ${seed}, later`);
    const ends = await backend.context.sql
      .selectFrom('orders')
      .select(({ fn }) => ['status', fn.countAll<number>().as('orders')])
      .groupBy('status')
      .execute();
    t.diagnostic(`ended as ${ends.map(({ status, orders }) => `${status} ${orders}`).join(', ')}`);
    // A run in which everything came to the same end would have shown nothing.
    assert.ok(ends.length >= 4);
  });
}
