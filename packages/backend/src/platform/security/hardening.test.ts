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

test('all addresses of an IPv6 /64 share one budget, and a /48 has eight', async () => {
  const from = (address: string) =>
    shop.call('/v1/orders', { body: {}, key: shop.publishableKey, headers: { origin: shop.origin, 'x-forwarded-for': address } });
  const statusesOf = async (count: number, addressOf: (index: number) => string) => {
    const statuses: number[] = [];
    for (let index = 0; index < count; index += 1) statuses.push((await from(addressOf(index))).status);
    return statuses;
  };
  const one = await statusesOf(121, (index) => `2001:db8:1:1::${index + 1}`);
  assert.deepEqual([one.indexOf(429), one.at(0)], [120, 422]);
  assert.equal((await from('2001:db8:1:2::1')).status, 422);
  // The /48 has answered 122 requests. Every further one comes from a /64 of its own.
  const many = await statusesOf(8 * 120 - 121, (index) => `2001:db8:1:${(index + 16).toString(16)}::1`);
  assert.deepEqual([many.indexOf(429), many.length], [many.length - 1, 839]);
  assert.equal((await from('2001:db8:2:1::1')).status, 422);
});

test('an invented key has no budget of its own: it counts for its network', async () => {
  const from = { 'x-forwarded-for': '198.51.100.30' };
  const ask = (index: number) => fetch(`${backend.url}/v1/nothing`, { headers: { ...from, authorization: `Bearer invented-${index}` } });
  let last = 0;
  for (let index = 0; index < 3010 && last !== 429; index += 10) {
    last = (await Promise.all(Array.from({ length: 10 }, (_, step) => ask(index + step)))).at(-1)?.status ?? 0;
  }
  assert.equal(last, 429);
});

test('a valid key is accepted from a network that wrong keys have closed', async () => {
  const from = { 'x-forwarded-for': '198.51.100.31' };
  const guess = () => shop.call('/v1/orders', { key: `sk_live_${'0'.repeat(48)}`, headers: from });
  for (let index = 0; index < 301; index += 1) await guess();
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

test('the log contains no key and no token', () => {
  const log = backend.logLines.join('');
  assert.ok(log.includes('"answered"'));
  for (const secret of [shop.secretKey, shop.publishableKey, 'a-token']) assert.ok(!log.includes(secret));
});
