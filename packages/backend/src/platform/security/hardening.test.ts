import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { aBank, anOrder, openTestShop, type TestShop } from '../../testing/shop.ts';
import { startTestBackend, type TestBackend } from '../../testing/start-backend.ts';

let backend: TestBackend;
let shop: TestShop;
before(async () => {
  backend = await startTestBackend({ banks: [aBank()], config: { metricsToken: 'a-token', trustedProxies: ['127.0.0.1', '::1'] } });
  shop = await openTestShop(backend);
});
after(() => backend.close());

test('every answer carries the protecting headers and its number', async () => {
  for (const path of ['/v1/orders', '/nowhere', '/healthz']) {
    const { headers } = await fetch(backend.url + path);
    assert.match(headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('content-security-policy'), "default-src 'none';frame-ancestors 'none'");
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.equal(headers.get('x-frame-options'), null);
    assert.equal(headers.get('x-powered-by'), null);
  }
});

test('one visitor of a shop is slowed down without slowing the others', async () => {
  const from = (address: string) =>
    shop.call('/v1/orders', { body: anOrder, key: shop.publishableKey, headers: { origin: shop.origin, 'x-forwarded-for': address } });
  let refused: Response | undefined;
  for (let index = 0; index < 130 && !refused; index += 1) {
    const response = await from('203.0.113.7');
    if (response.status === 429) refused = response;
  }
  assert.ok(refused, 'nobody was slowed down');
  const problem = (await refused.json()) as { code: string };
  assert.equal(problem.code, 'rate_limited');
  assert.match(refused.headers.get('content-type') ?? '', /problem\+json/);
  assert.ok(Number(refused.headers.get('retry-after')) >= 1);
  assert.equal(refused.headers.get('access-control-allow-origin'), '*');
  assert.equal((await from('203.0.113.8')).status, 201);
  assert.equal((await shop.call('/v1/orders', { headers: { 'x-forwarded-for': '203.0.113.7' } })).status, 200);
});

test('who guesses keys is stopped, whatever he sends', async () => {
  const guess = (index: number) =>
    shop.call('/v1/orders', { key: `sk_live_${String(index).padStart(48, '0')}`, headers: { 'x-forwarded-for': '198.51.100.1' } });
  const statuses = new Set<number>();
  for (let index = 0; index < 320; index += 1) statuses.add((await guess(index)).status);
  assert.deepEqual([...statuses].sort(), [401, 429]);
  assert.equal((await shop.call('/v1/orders', { headers: { 'x-forwarded-for': '198.51.100.2' } })).status, 200);
});

test('liveness, readiness and metrics', async () => {
  assert.deepEqual(await (await fetch(`${backend.url}/healthz`)).json(), { status: 'ok' });
  assert.deepEqual(await (await fetch(`${backend.url}/readyz`)).json(), { status: 'ok' });
  assert.equal((await fetch(`${backend.url}/metrics`)).status, 401);
  assert.equal((await fetch(`${backend.url}/metrics`, { headers: { authorization: 'Bearer other' } })).status, 401);
  const metrics = await fetch(`${backend.url}/metrics`, { headers: { authorization: 'Bearer a-token' } });
  assert.equal(metrics.status, 200);
  assert.match(await metrics.text(), /installment_order_transitions_total\{status="created"\} \d+/);
});

test('no key and no token stands in the log', () => {
  const log = backend.logLines.join('');
  assert.ok(log.includes('"answered"'));
  for (const secret of [shop.secretKey, shop.publishableKey, 'a-token']) assert.ok(!log.includes(secret));
});
