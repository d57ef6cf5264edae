import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql as raw } from 'kysely';
import { queueSms } from '../messages/outbox.ts';
import { manualTime } from '../testing/manual-time.ts';
import { aBank, openTestShop, type TestShop } from '../testing/shop.ts';
import { startTestBackend, type TestBackend } from '../testing/start-backend.ts';
import { waitFor } from '../testing/wait-for.ts';
import { deliverWebhook } from './deliver.ts';
import { openWebhookReceiver, type WebhookReceiver } from '../testing/webhook-receiver.ts';

const SHOPS = 10;
const ENDPOINTS = 3;
const ORDERS = 4;
/** How many of one blocked endpoint wait in front of everybody. */
const BLOCKED = 20_000;

const time = manualTime();
let backend: TestBackend;
let silent: WebhookReceiver;
let healthy: WebhookReceiver;

before(async () => {
  backend = await startTestBackend({ banks: [aBank()], ...time.clocks });
  silent = await openWebhookReceiver();
  silent.status = 0;
  healthy = await openWebhookReceiver();
});
after(async () => {
  // Ends the calls that hang, so that the backend need not wait for them.
  await Promise.all([silent.close(), healthy.close()]);
  await backend.close();
});

async function listen(shop: TestShop, receiver: WebhookReceiver): Promise<string> {
  const response = await shop.call('/v1/webhook-endpoints', { body: { url: receiver.url } });
  return ((await response.json()) as { id: string }).id;
}

/** One endpoint that hangs, and so many jobs for it that are due before everybody else's. */
async function blockWithBacklog(shop: TestShop): Promise<void> {
  const { sql } = backend.context;
  const endpointId = await listen(shop, silent);
  await shop.createOrder();
  const { id: deliveryId } = await waitFor('the delivery', () =>
    sql.selectFrom('webhookDeliveries').select('id').where('endpointId', '=', endpointId).executeTakeFirst(),
  );
  const { data, target, queue } = deliverWebhook.job({ deliveryId, endpointId, shopId: shop.id });
  await raw`insert into pgboss.job (name, group_id, data, start_after, keep_until, policy)
    select ${queue}, ${target}, ${JSON.stringify(data)}::jsonb, ${new Date(time.clock.now().getTime() - 60_000)},
      now() + interval '60 days', 'standard'
    from generate_series(1, ${BLOCKED})`.execute(sql);
}

test('servers that hang, with a whole backlog behind them, delay neither another shop’s webhooks nor the codes', async () => {
  const began = time.clock.now().getTime();
  const shops = await Promise.all(Array.from({ length: SHOPS }, (_, index) => openTestShop(backend, { name: `Loud ${index}` })));
  for (const shop of shops) for (let endpoint = 0; endpoint < ENDPOINTS; endpoint += 1) await listen(shop, silent);
  const [first] = shops;
  assert.ok(first);
  await blockWithBacklog(first);
  for (const shop of shops) for (let order = 0; order < ORDERS; order += 1) await shop.createOrder();
  await waitFor('the lane to be full of calls that hang', () => silent.received.length >= 30, 30_000);

  const calm = await openTestShop(backend);
  await listen(calm, healthy);
  await calm.createOrder();
  await backend.context.transaction((tx) =>
    queueSms(backend.context, tx, { orderId: null, to: '+79000000001', text: 'a code', purpose: 'code' }),
  );
  await waitFor('the code, at once', () => backend.messages.length === 1);
  await waitFor('the calm shop’s webhook', async () => {
    if (time.clock.now().getTime() - began < 900) await time.advance(100);
    return healthy.received.length === 1;
  });
  assert.ok(time.clock.now().getTime() - began < 1000, 'within a second of the injected time');
  assert.ok(silent.received.length < SHOPS * ENDPOINTS * ORDERS, 'most of the noise still waits');
});
