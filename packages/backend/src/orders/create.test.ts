import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createdOrderSchema, orderListSchema, orderSchema, type CreatedOrder } from '@installment-button/protocol';
import { createKey } from '../shops/create-shop.ts';
import { revokeKey } from '../shops/store.ts';
import { hashToken } from '../platform/security/encryption.ts';
import { aBank, anOrder, openTestShop, type CallOptions, type TestShop } from '../testing/shop.ts';
import { startTestBackend, type TestBackend } from '../testing/start-backend.ts';

let backend: TestBackend;
let shop: TestShop;

before(async () => {
  backend = await startTestBackend({
    banks: [
      aBank(),
      aBank({ id: 'second', minAmount: 100_000, maxAmount: 200_000 }),
      aBank({ id: 'trial', test: true, maxAmount: 10_000_000 }),
    ],
  });
  shop = await openTestShop(backend);
});
after(() => backend.close());

const page = (options: CallOptions = {}): CallOptions => ({
  body: anOrder,
  key: shop.publishableKey,
  ...options,
  headers: { origin: shop.origin, ...options.headers },
});

/** The database's whole content that an order could have changed. */
async function traces(): Promise<string> {
  const { count } = backend.context.sql.fn;
  const orders = await backend.context.sql.selectFrom('orders').select(count('id').as('rows')).executeTakeFirstOrThrow();
  const events = await backend.context.sql.selectFrom('events').select(count('id').as('rows')).executeTakeFirstOrThrow();
  const keys = await backend.context.sql.selectFrom('idempotency').select(count('key').as('rows')).executeTakeFirstOrThrow();
  return JSON.stringify([orders, events, keys]);
}

async function refused(options: CallOptions, status: number, code: string, path = '/v1/orders') {
  const before = await traces();
  const response = await shop.call(path, options);
  const problem = (await response.json()) as { code: string; status: number; detail: string; errors?: { path: string; code: string }[] };
  assert.equal(response.status, status, JSON.stringify(problem));
  assert.match(response.headers.get('content-type') ?? '', /^application\/problem\+json/);
  assert.equal(problem.code, code);
  assert.equal(problem.status, status);
  assert.ok(response.headers.get('x-request-id'));
  assert.equal(await traces(), before, 'the database changed');
  return { ...problem, headers: response.headers };
}

test('a server makes an order that is trusted, and reads it', async () => {
  const response = await shop.call('/v1/orders', {
    body: {
      ...anOrder,
      externalId: 'A-17',
      term: 12,
      items: [
        {
          name: 'Холодильник',
          price: 4_000_000,
          quantity: 1,
          vendorCode: 'RF-1',
          category: 'Кухня',
          vat: '20',
          marking: '0104606\u001d91EE06',
        },
        { name: 'Доставка', price: 50_000, quantity: 2 },
      ],
      buyer: { firstName: 'Иван', phone: '8 912 345-67-89' },
      returnUrls: { success: 'https://a.example/ok', failure: 'https://a.example/no', cancel: 'http://localhost:8080/back' },
      metadata: { basket: '17' },
    },
  });
  assert.equal(response.status, 201);
  const order = createdOrderSchema.parse(await response.json());
  assert.equal(order.amount, 4_100_000);
  assert.deepEqual(
    order.items.map(({ vat, marking }) => [vat, marking]),
    [
      ['20', '0104606\u001d91EE06'],
      [null, null],
    ],
  );
  assert.equal(order.trusted, true);
  assert.equal(order.test, false);
  assert.equal(order.status, 'created');
  assert.equal(order.sequence, 1);
  assert.equal(order.buyer, null);
  assert.deepEqual(order.metadata, { basket: '17' });
  assert.equal(order.link, `${backend.url}/apply/${order.id}#${order.session}`);
  assert.equal(Date.parse(order.expiresAt ?? '') - Date.parse(order.createdAt), 168 * 3_600_000);
  const { session, ...rest } = order;
  const read = orderSchema.parse(await (await shop.call(`/v1/orders/${order.id}`)).json());
  assert.deepEqual(read, rest);
  assert.ok(session.startsWith(`ses_${order.id}_`));
  const row = await backend.context.sql.selectFrom('orders').selectAll().where('id', '=', order.id).executeTakeFirstOrThrow();
  assert.ok(!JSON.stringify(row).includes('345-67-89'), 'the prefill is encrypted');
  const event = await backend.context.sql.selectFrom('events').selectAll().where('orderId', '=', order.id).executeTakeFirstOrThrow();
  assert.equal(event.type, 'order.created');
  assert.deepEqual(
    (event.data as { order: unknown }).order,
    { ...rest, link: `${backend.url}/apply/${order.id}` },
    'the token of the link is not stored',
  );
});

test('a page makes an order that is not trusted, and may read the answer', async () => {
  const response = await shop.call(
    '/v1/orders',
    page({
      body: {
        ...anOrder,
        returnUrls: { success: 'https://shop.example/a', failure: 'https://shop.example/b', cancel: 'https://shop.example/c' },
      },
    }),
  );
  assert.equal(response.status, 201);
  assert.equal(response.headers.get('access-control-allow-origin'), '*');
  assert.equal(((await response.json()) as CreatedOrder).trusted, false);
});

test('a page repeats its request with the same key and gets the same order; the key must be hard to guess', async () => {
  const headers = { origin: shop.origin, 'idempotency-key': 'a-key-of-twenty-two-xx' };
  const ask = async () => {
    const response = await shop.call('/v1/orders', page({ headers }));
    return { order: (await response.json()) as CreatedOrder, replayed: response.headers.get('idempotency-replayed') };
  };
  const first = await ask();
  const second = await ask();
  assert.deepEqual(second.order, first.order);
  assert.deepEqual([first.replayed, second.replayed], [null, 'true']);
  await refused(page({ headers: { ...headers, 'idempotency-key': 'too-short' } }), 422, 'idempotency_key_invalid');
});

test('a preflight is answered for any origin, for POST /v1/orders only', async () => {
  const ask = (path: string) =>
    fetch(backend.url + path, {
      method: 'OPTIONS',
      headers: { origin: 'https://anyone.example', 'access-control-request-method': 'POST' },
    });
  const response = await ask('/v1/orders');
  assert.equal(response.status, 204);
  assert.equal(response.headers.get('access-control-allow-origin'), '*');
  assert.match(response.headers.get('access-control-allow-headers') ?? '', /authorization.*idempotency-key/);
  const other = await ask('/v1/webhook-endpoints');
  assert.equal(other.headers.get('access-control-allow-origin'), null);
  const list = await shop.call('/v1/orders');
  assert.equal(list.headers.get('access-control-allow-origin'), null);
});

test('a request without a key, or with an unknown or revoked one, is refused', async () => {
  const missing = await refused({ body: anOrder, headers: { authorization: '' } }, 401, 'unauthorized');
  assert.equal(missing.headers.get('www-authenticate'), 'Bearer');
  await refused({ body: anOrder, key: `sk_live_${'0'.repeat(48)}` }, 401, 'unauthorized');
  await refused({ body: anOrder, key: 'sk_live_short' }, 401, 'unauthorized');
  const key = await backend.context.transaction((tx) => createKey(backend.context, tx, shop.id, 'secret', false));
  assert.equal((await shop.call('/v1/orders', { key })).status, 200);
  const row = await backend.context.sql.selectFrom('keys').selectAll().where('hash', '=', hashToken(key)).executeTakeFirstOrThrow();
  assert.ok(!JSON.stringify(row).includes(key), 'a secret key is stored hashed');
  assert.ok(await revokeKey(backend.context.sql, row.id, new Date()));
  await refused({ body: anOrder, key }, 401, 'unauthorized');
});

test('a secret key from a browser is refused, even from a registered origin', async () => {
  const problem = await refused({ body: anOrder, headers: { origin: shop.origin } }, 403, 'secret_key_in_browser');
  assert.equal(problem.headers.get('access-control-allow-origin'), '*');
});

test('a publishable key needs a registered origin and may only create orders', async () => {
  await refused(page({ headers: { origin: 'https://evil.example' } }), 403, 'origin_not_registered');
  await refused(page({ headers: { origin: 'https://shop.example.evil.example' } }), 403, 'origin_not_registered');
  await refused(page({ headers: { origin: 'null' } }), 403, 'origin_not_registered');
  await refused({ body: anOrder, key: shop.publishableKey }, 403, 'origin_not_registered');
  const { id } = await shop.createOrder();
  await refused({ key: shop.publishableKey, headers: { origin: shop.origin } }, 403, 'forbidden', `/v1/orders/${id}`);
});

test('an order of another shop or of the other mode does not exist', async () => {
  const stranger = await openTestShop(backend, { origin: 'https://other.example' });
  const { id } = await shop.createOrder();
  await refused({ key: stranger.secretKey }, 404, 'not_found', `/v1/orders/${id}`);
  const testKey = await backend.context.transaction((tx) => createKey(backend.context, tx, shop.id, 'secret', true));
  await refused({ key: testKey }, 404, 'not_found', `/v1/orders/${id}`);
  await refused({}, 404, 'not_found', '/v1/orders/ord_00000000000000000000');
  await refused({}, 404, 'not_found', '/v1/orders/anything');
});

const wrong: [string, unknown, string, string][] = [
  ['a price that is no integer', { items: [{ name: 'a', price: 10.5, quantity: 1 }] }, '/items/0/price', 'invalid_type'],
  ['a negative price', { items: [{ name: 'a', price: -100, quantity: 1 }] }, '/items/0/price', 'too_small'],
  ['a price that is a text', { items: [{ name: 'a', price: '100', quantity: 1 }] }, '/items/0/price', 'invalid_type'],
  ['no items', { items: [] }, '/items', 'too_small'],
  ['a missing list of items', { items: undefined }, '/items', 'required'],
  ['a thousand million pieces', { items: [{ name: 'a', price: 1, quantity: 1_000_000_000 }] }, '/items/0/quantity', 'too_big'],
  ['a sum above the limit', { items: [{ name: 'a', price: 10_000_000_000, quantity: 2 }] }, '/items', 'amount_out_of_range'],
  ['an unknown field', { colour: 'red' }, '/colour', 'unknown_field'],
  ['an unknown field of an item', { items: [{ name: 'a', price: 1, quantity: 1, 'a/b': 1 }] }, '/items/0/a~1b', 'unknown_field'],
  ['an unknown product', { product: 'leasing' }, '/product', 'invalid_value'],
  ['a currency in which no bank lends', { currency: 'USD' }, '/currency', 'currency_unsupported'],
  [
    'a return address with javascript:',
    { returnUrls: { success: 'javascript:alert(1)', failure: 'https://a.example', cancel: 'https://a.example' } },
    '/returnUrls/success',
    'invalid_format',
  ],
];
for (const [what, change, path, code] of wrong) {
  test(`${what} is refused with its code`, async () => {
    const { errors } = await refused({ body: { ...anOrder, ...(change as object) } }, 422, 'validation_failed');
    assert.deepEqual(
      errors?.map((error) => [error.path, error.code]),
      [[path, code]],
    );
  });
}

test('a return address must be https, and from a page on a registered origin', async () => {
  const urls = (success: string) => ({
    ...anOrder,
    returnUrls: { success, failure: 'https://shop.example/b', cancel: 'https://shop.example/c' },
  });
  const plain = await refused({ body: urls('http://shop.example/') }, 422, 'return_url_not_allowed');
  assert.equal(plain.errors?.[0]?.path, '/returnUrls/success');
  await refused({ body: urls('https://user:secret@shop.example/') }, 422, 'return_url_not_allowed');
  await refused(page({ body: urls('https://evil.example/') }), 422, 'return_url_not_allowed');
  backend.context.config.production = true;
  await refused({ body: urls('http://localhost:8080/') }, 422, 'return_url_not_allowed');
  backend.context.config.production = false;
});

test('a body of 300 KiB, broken JSON, another content type and no body are refused', async () => {
  await refused({ body: { ...anOrder, metadata: { a: 'x'.repeat(300 * 1024) } } }, 413, 'body_too_large');
  await refused({ body: '{"product":' }, 400, 'invalid_request');
  await refused(
    { body: 'product=installment', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    415,
    'unsupported_media_type',
  );
  await refused({ method: 'POST', headers: { 'content-type': 'application/json' } }, 400, 'invalid_request');
  await refused({ method: 'POST' }, 422, 'validation_failed');
  await refused({ body: '{"__proto__":{"a":1}}' }, 400, 'invalid_request');
});

test('a sum that no bank takes is refused with the limits', async () => {
  const of = (price: number) => ({ ...anOrder, items: [{ name: 'a', price, quantity: 1 }] });
  const { detail } = await refused({ body: of(50_000) }, 422, 'no_bank_for_amount');
  assert.match(detail, /100000–200000, 300000–50000000/);
  await refused({ body: of(250_000) }, 422, 'no_bank_for_amount');
  await refused({ body: of(50_000_001) }, 422, 'no_bank_for_amount');
  assert.equal((await shop.call('/v1/orders', { body: of(200_000) })).status, 201);
});

test('test keys make test orders, which only test banks may get', async () => {
  const trial = await openTestShop(backend, { test: true });
  assert.match(trial.secretKey, /^sk_test_/);
  assert.equal((await trial.createOrder()).test, true);
  const response = await trial.call('/v1/orders', { body: { ...anOrder, items: [{ name: 'a', price: 20_000_000, quantity: 1 }] } });
  assert.equal(response.status, 422);
});

test('a page cannot take the number of a server’s order, and a server takes a page’s number', async () => {
  const own = await openTestShop(backend);
  const fromPage = (externalId: string): CallOptions => ({
    body: { ...anOrder, externalId },
    key: own.publishableKey,
    headers: { origin: own.origin },
  });
  const found = async (externalId: string) =>
    orderListSchema.parse(await (await own.call(`/v1/orders?externalId=${externalId}`)).json()).data.map(({ id }) => id);

  const server = await own.createOrder({ externalId: 'N-1' });
  await refused(fromPage('N-1'), 409, 'external_id_taken');
  assert.deepEqual(await found('N-1'), [server.id]);

  const loser = createdOrderSchema.parse(await (await own.call('/v1/orders', fromPage('N-2'))).json());
  assert.deepEqual(await found('N-2'), [loser.id]);
  const winner = await own.createOrder({ externalId: 'N-2' });
  assert.deepEqual(await found('N-2'), [winner.id]);
  const kept = orderSchema.parse(await (await own.call(`/v1/orders/${loser.id}`)).json());
  assert.deepEqual([kept.externalId, kept.trusted], ['N-2', false], 'the page’s order keeps its number and goes on');
  await refused(fromPage('N-2'), 409, 'external_id_taken');

  const other = await openTestShop(backend);
  const elsewhere = { body: { ...anOrder, externalId: 'N-1' }, key: other.publishableKey, headers: { origin: other.origin } };
  assert.equal((await other.call('/v1/orders', elsewhere)).status, 201, 'another shop has numbers of its own');
});

test('orders are listed by page, the newest first, and filtered', async () => {
  const own = await openTestShop(backend);
  const ids: string[] = [];
  for (const externalId of ['a', 'b', 'a']) ids.unshift((await own.createOrder({ externalId })).id);
  const list = async (query: string) => orderListSchema.parse(await (await own.call(`/v1/orders${query}`)).json());
  const first = await list('?limit=2');
  assert.deepEqual(
    first.data.map(({ id }) => id),
    ids.slice(0, 2),
  );
  const second = await list(`?limit=2&after=${first.nextCursor ?? ''}`);
  assert.deepEqual(
    second.data.map(({ id }) => id),
    ids.slice(2),
  );
  assert.equal(second.nextCursor, null);
  assert.deepEqual(
    (await list('?externalId=a')).data.map(({ id }) => id),
    [ids[0], ids[2]],
  );
  assert.deepEqual((await list('?status=signed')).data, []);
  await refused({ key: own.secretKey }, 422, 'validation_failed', '/v1/orders?limit=1000');
  await refused({ key: own.secretKey }, 422, 'validation_failed', '/v1/orders?colour=red');
});

test('a return address is stored as browsers read it, so that nobody reads another host out of it', async () => {
  const returnUrls = {
    success: `${shop.origin}\\@evil.example/done`,
    failure: `${shop.origin.toUpperCase()}/no`,
    cancel: `${shop.origin}/a/../back?x=1`,
  };
  const { id } = await shop.createOrder({ returnUrls });
  const stored = await backend.context.sql.selectFrom('orders').select('returnUrls').where('id', '=', id).executeTakeFirstOrThrow();
  assert.deepEqual(stored.returnUrls, {
    success: `${shop.origin}/@evil.example/done`,
    failure: `${shop.origin}/no`,
    cancel: `${shop.origin}/back?x=1`,
  });
});
