import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Order } from '@installment-button/protocol';
import { startSandbox } from '@installment-button/sandbox';
import { backendProcess } from '../support/backend-process.ts';
import { buyerOf, call, createOrder, person, type Buyer } from '../support/buyer.ts';
import { engines, freshDatabase } from '../support/engines.ts';
import { waitFor } from '../support/wait-for.ts';

const APPLICATIONS = 40;
const KILLS = 10;
/** As long as a page waits before it tries again: forty buyers who knock without a pause would take the restart its processor. */
const PAGE_RETRY_MS = 500;
/** Wanted: each way to answer and to fail, so that kills fall into replies, polls, callbacks and failures alike. */
const banks = [
  { id: 'severny', behaviour: 'approves' },
  { id: 'ladoga', behaviour: 'calls-back', change: { delayMs: 6_000 } },
  { id: 'meridian', behaviour: 'must-be-polled', change: { delayMs: 9_000 } },
  { id: 'onega', behaviour: 'declines' },
  { id: 'gorizont', behaviour: 'fails-then-recovers' },
  { id: 'volna', behaviour: 'calls-back', change: { delayMs: 14_000, callbackCopies: 2 } },
] as const;

for (const engine of engines) {
  test(
    `${APPLICATIONS} applications at six banks survive ${KILLS} kills at random moments (${engine})`,
    { timeout: 420_000 },
    async (t) => {
      const database = await freshDatabase(engine);
      const sandbox = await startSandbox({ banks });
      const backend = await backendProcess({
        ...sandbox,
        databaseUrl: database.url, // The deadline is another test's: on a busy machine ten restarts take longer than it.
        environment: { LOG_LEVEL: 'warn', DECISION_SECONDS: '900' },
      });
      t.after(async () => {
        await backend.close();
        await sandbox.close();
        await database.drop();
      });
      await backend.start();
      const shop = await backend.cli('shop', 'create', '--name', 'Тёплый дом', '--origin', 'http://localhost:4020', '--test', '--json');
      const { secretKey } = JSON.parse(shop.stdout) as { secretKey: string };

      const buyers: Buyer[] = [];
      for (let made = 0; made < APPLICATIONS; made += 1) {
        const order = await createOrder(backend.url, secretKey);
        assert.equal(order.status, 201, JSON.stringify(order.body));
        buyers.push(await buyerOf(() => backend.url, sandbox.inbox, order.body, person()));
      }

      let killing = true;
      const submits = Promise.all(buyers.map((buyer, index) => submitThroughKills(buyer, () => killing, index)));
      for (let kill = 0; kill < KILLS; kill += 1) {
        await pause(100 + Math.random() * 1_900);
        await backend.kill();
        await backend.start();
      }
      killing = false;
      await submits;

      for (const buyer of buyers) {
        const order = await waitFor(
          `six decisions of ${buyer.orderId}`,
          async () => {
            const { body } = await call<Order>(`${backend.url}/v1/orders/${buyer.orderId}`, { token: secretKey });
            return body.decisions.length === banks.length && body.decisions.every(({ decision }) => decision !== 'pending') && body;
          },
          60_000,
        );
        assert.equal(order.status, 'submitted');
        for (const { bank, decision } of order.decisions)
          assert.equal(decision, bank.id === 'onega' ? 'declined' : 'approved', `${bank.id} of ${order.id}`);
      }
      for (const { id } of banks) {
        const applications = sandbox.control.applications(id);
        assert.equal(applications.length, APPLICATIONS, `applications at ${id}`);
        assert.equal(new Set(applications.map(({ applicationId }) => applicationId)).size, APPLICATIONS);
        for (const { posts } of applications) {
          const apply = posts.find(({ action }) => action === 'apply');
          assert.deepEqual([apply?.distinctKeys, apply?.distinctBodies], [1, 1], `one application, the same bytes, at ${id}`);
        }
      }
    },
  );
}

/** As a page would: tries until the server says that the form is there. */
async function submitThroughKills(buyer: Buyer, killing: () => boolean, index: number): Promise<void> {
  await pause(index * 250);
  await waitFor(
    'the submit to get through',
    async () => {
      try {
        const { status, body } = await buyer.submit();
        if (status === 202 || status === 409) return true;
        throw new Error(`submit: ${status} ${JSON.stringify(body)}`);
      } catch (error) {
        // A connection lost by a kill; anything else is a fault.
        if (!(error instanceof TypeError || (error instanceof SyntaxError && killing()))) throw error;
        await pause(PAGE_RETRY_MS);
        return false;
      }
    },
    240_000,
  );
}
