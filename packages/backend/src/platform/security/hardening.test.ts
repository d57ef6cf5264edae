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

test('every answer has the protecting headers and a request id', async () => {
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

test('one visitor of a shop reaches a limit, and the other visitors do not', async () => {
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

test('somebody who guesses keys is stopped', async () => {
  const guess = (index: number) =>
    shop.call('/v1/orders', { key: `sk_live_${String(index).padStart(48, '0')}`, headers: { 'x-forwarded-for': '198.51.100.1' } });
  const statuses = new Set<number>();
  for (let index = 0; index < 320; index += 1) statuses.add((await guess(index)).status);
  assert.deepEqual([...statuses].sort(), [401, 429]);
  assert.equal((await shop.call('/v1/orders', { headers: { 'x-forwarded-for': '198.51.100.2' } })).status, 200);
});

/** The statuses of this many requests, fifty at a time. */
async function statusesOf(count: number, ask: (index: number) => Promise<Response>): Promise<Map<number, number>> {
  const statuses = new Map<number, number>();
  for (let index = 0; index < count; index += 50) {
    const size = Math.min(50, count - index);
    for (const { status } of await Promise.all(Array.from({ length: size }, (_, step) => ask(index + step))))
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  return statuses;
}

test('all addresses of an IPv6 /64 share one budget, and a /48 has eight', async () => {
  const from = (address: string) =>
    shop.call('/v1/orders', { body: {}, key: shop.publishableKey, headers: { origin: shop.origin, 'x-forwarded-for': address } });
  const one = await statusesOf(130, (index) => from(`2001:db8:1:1::${index + 1}`));
  assert.deepEqual([one.get(422), one.get(429)], [120, 10]);
  assert.equal((await from('2001:db8:1:2::1')).status, 422);
  // Each of these comes from a /64 of its own. The /48 has counted the 120 that were answered, and the 131st request.
  const many = await statusesOf(900, (index) => from(`2001:db8:1:${(index + 16).toString(16)}::1`));
  assert.equal(many.get(422), 8 * 120 - 121);
  assert.equal((await from('2001:db8:2:1::1')).status, 422);
});

test('an invented key has no budget of its own: it counts for its network', async () => {
  const from = { 'x-forwarded-for': '198.51.100.30' };
  const statuses = await statusesOf(3100, (index) =>
    fetch(`${backend.url}/v1/nothing`, { headers: { ...from, authorization: `Bearer invented-${index}` } }),
  );
  assert.deepEqual([statuses.get(404), statuses.get(429)], [3000, 100]);
});

test('a valid key is accepted from a network that wrong keys have closed', async () => {
  const from = { 'x-forwarded-for': '198.51.100.31' };
  const guess = () => shop.call('/v1/orders', { key: `sk_live_${'0'.repeat(48)}`, headers: from });
  await statusesOf(301, guess);
  assert.equal((await guess()).status, 429);
  assert.equal((await shop.call('/v1/orders', { headers: from })).status, 200);
  const order = await shop.createOrder();
  const read = (token: string) => fetch(`${backend.url}/v1/session`, { headers: { ...from, authorization: `Bearer ${token}` } });
  assert.equal((await read(order.session)).status, 200);
  assert.equal((await read(`${order.session.slice(0, -4)}AAAA`)).status, 429);
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

test('in production without METRICS_TOKEN the metrics answer this machine only', async () => {
  const production = await startTestBackend({
    engine: 'embedded',
    config: { production: true, publicUrl: 'https://credit.example', trustedProxies: [] },
  });
  const ask = (headers: Record<string, string> = {}) => fetch(`${production.url}/metrics`, { headers });
  assert.equal((await ask()).status, 200);
  assert.equal((await ask({ 'x-forwarded-for': '203.0.113.7' })).status, 403);
  await ask({ 'x-forwarded-for': '203.0.113.8' });
  const warnings = production.logLines.filter((line) => line.includes('TRUSTED_PROXIES is empty'));
  assert.equal(warnings.length, 1, 'a proxy that is not trusted is warned of once');
  await production.close();
});

test('the log contains no key and no token', () => {
  const log = backend.logLines.join('');
  assert.ok(log.includes('"answered"'));
  for (const secret of [shop.secretKey, shop.publishableKey, 'a-token']) assert.ok(!log.includes(secret));
});
