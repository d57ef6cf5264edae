import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aBank, openTestShop } from '../../testing/shop.ts';
import { startTestBackend } from '../../testing/start-backend.ts';

test('the metrics tell how long the oldest job has been due, on a node without workers too', async (t) => {
  const backend = await startTestBackend({ banks: [aBank()], config: { role: 'web', metricsToken: 'scrape' } });
  t.after(() => backend.close());
  const shop = await openTestShop(backend);
  await shop.call('/v1/webhook-endpoints', { body: { url: 'https://hooks.example/x' } });
  await shop.createOrder();
  const response = await fetch(`${backend.url}/metrics`, { headers: { authorization: 'Bearer scrape' } });
  const text = await response.text();
  const waiting = /^installment_queue_waiting_jobs\{queue="[^"]*webhook[^"]*"\} (\d+)$/m.exec(text)?.[1];
  assert.ok(Number(waiting) >= 1, text);
  assert.match(text, /^installment_queue_age_seconds\{queue="[^"]*webhook[^"]*"\} \d/m);
  assert.equal((await fetch(`${backend.url}/metrics`)).status, 401);
});
