import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { startSandbox, type Sandbox } from '@installment-button/sandbox';
import type { Order } from '@installment-button/protocol';
import { startPostgres } from '../../scripts/postgres.ts';
import { buyerOf, call, createOrder, person, reaches } from '../support/buyer.ts';
import { waitFor } from '../support/wait-for.ts';
import { startCluster, type Cluster } from './cluster.ts';

/** Purchases under way at any moment. */
const LANES = 2;

test('a new encryption key is rolled out under load, by three rolling restarts: no request fails', { timeout: 400_000 }, async (t) => {
  const postgres = await startPostgres();
  t.after(() => postgres.stop());
  const sandbox = await startSandbox({ delayFactor: 0.1 });
  t.after(() => sandbox.close());
  const cluster = await startCluster({ ...sandbox, databaseUrl: postgres.url, web: 2, workers: 1, decisionSeconds: 60 });
  t.after(() => cluster.close());
  const made = await cluster.cli(['shop', 'create', '--name', 'Тёплый дом', '--origin', 'http://localhost:4020', '--test', '--json']);
  const { secretKey } = JSON.parse(made) as { secretKey: string };
  const [before, after] = [cluster.encryptionKey, randomBytes(32).toString('base64')];

  const failures: string[] = [];
  const signed: string[] = [];
  let rolling = true;
  const lane = async () => {
    while (rolling) {
      await purchase(cluster, sandbox, secretKey).then(
        (orderId) => signed.push(orderId),
        (error: unknown) => failures.push(String(error)),
      );
    }
  };
  const load = Promise.all(Array.from({ length: LANES }, lane));
  const rollOut = async (keys: string) => {
    for (const node of cluster.nodes) await node.replace({ ENCRYPTION_KEYS: keys });
    t.diagnostic(`${signed.length} orders are signed with ${keys.split(',').length} keys`);
  };
  try {
    await rollOut(`${before},${after}`);
    await rollOut(`${after},${before}`);
    t.diagnostic(await cluster.cli(['keys', 'rotate'], { ENCRYPTION_KEYS: `${after},${before}` }));
    await rollOut(after);
  } finally {
    rolling = false;
    await load;
  }

  assert.deepEqual(failures, []);
  assert.ok(signed.length >= LANES, `${signed.length} purchases`);
  for (const orderId of signed) {
    const { body } = await call<Order>(`${cluster.url}/v1/orders/${orderId}`, { token: secretKey });
    assert.deepEqual([body.id, body.status], [orderId, 'signed']);
  }
  // It would stop at any value that only the old key opens.
  assert.match(await cluster.cli(['keys', 'rotate'], { ENCRYPTION_KEYS: after }), /^0 values/);
});

/** From the order to the signature, by a client that repeats nothing: an error of the network or of the server fails it. */
async function purchase(cluster: Cluster, sandbox: Sandbox, secretKey: string): Promise<string> {
  const order = await createOrder(cluster.url, secretKey);
  assert.equal(order.status, 201, 'the order');
  const buyer = await buyerOf(() => cluster.url, sandbox.inbox, order.body, person('Одобров'));
  const submitted = await buyer.submit();
  assert.equal(submitted.status, 202, `the submit: ${JSON.stringify(submitted.body)}`);
  const offer = await waitFor(
    'an offer',
    async () => (await buyer.session()).offers.find(({ signing }) => signing.includes('sms')),
    60_000,
  );
  assert.equal((await buyer.select(offer)).status, 202, 'the choice');
  await reaches(buyer, 'approved');
  assert.equal((await buyer.post('/signing', { method: 'sms' })).status, 202, 'the signing');
  assert.equal((await buyer.post('/signing/code', { code: await buyer.nextCode() })).status, 202, 'the code');
  await reaches(buyer, 'signed');
  return buyer.orderId;
}
