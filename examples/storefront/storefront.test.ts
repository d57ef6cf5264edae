import assert from 'node:assert/strict';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { installmentApi } from './installment/api.ts';
import { obtainWebhookSecret } from './installment/webhook-secret.ts';
import { startStorefront } from './storefront.ts';
import { startServiceStub, webhookSender } from './testing/service-stub.ts';

async function shop() {
  const service = await startServiceStub();
  const dataDir = await mkdtemp(join(tmpdir(), 'storefront-'));
  const start = () =>
    startStorefront({
      port: 0,
      host: '127.0.0.1',
      publicUrl: '',
      installmentUrl: service.url,
      secretKey: 'sk_test_0000000000000000',
      publishableKey: 'pk_test_0000000000000000',
      webhookSecret: undefined,
      dataDir,
    });
  let storefront = await start();
  assert.ok(await storefront.ready);
  after(async () => {
    await storefront.close();
    await service.close();
    await rm(dataDir, { recursive: true });
  });

  let cookie = '';
  async function call(method: string, path: string, body?: string, headers: Record<string, string> = {}) {
    const response = await fetch(storefront.url + path, {
      method,
      redirect: 'manual',
      headers: { cookie, ...headers },
      ...(body === undefined ? {} : { body }),
    });
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    return { status: response.status, text: await response.text(), headers: response.headers };
  }
  const askForSession = (goods = 'norden-rf-340', headers: Record<string, string> = {}) =>
    call(
      'POST',
      `/installment-session${goods === '' ? '' : `?goods=${goods}`}`,
      JSON.stringify({ product: 'installment', term: 12, externalId: null }),
      {
        'content-type': 'application/json',
        origin: storefront.url,
        ...headers,
      },
    );
  const putInCart = (goods: string, quantity = 1) =>
    call('POST', '/cart', new URLSearchParams({ goods, quantity: String(quantity) }).toString(), {
      'content-type': 'application/x-www-form-urlencoded',
      origin: storefront.url,
    });
  const received = async () =>
    (JSON.parse((await call('GET', '/webhooks/installment/received')).text) as { data: { id: string }[] }).data.map(({ id }) => id);
  const endpoint = () => service.endpoints[0] ?? assert.fail('No endpoint is registered.');
  const send = (...parts: Parameters<ReturnType<typeof webhookSender>>) =>
    webhookSender(`${storefront.url}/webhooks/installment`, endpoint().secret)(...parts);
  async function restart() {
    await storefront.close();
    storefront = await start();
    assert.ok(await storefront.ready);
  }
  return { service, dataDir, call, askForSession, putInCart, received, send, restart, endpoint, forgetCookie: () => (cookie = '') };
}

const order = (status: string, more: object = {}) => ({
  id: 'ord_00000000',
  externalId: '10488',
  status,
  trusted: true,
  amount: 49_990_00,
  bank: null,
  offer: null,
  replaces: null,
  link: 'http://service.example/',
  ...more,
});

test('the server makes the order with its own prices and gives the page only the session', async () => {
  const { service, askForSession } = await shop();
  const { status, text } = await askForSession();
  assert.equal(status, 200);
  assert.deepEqual(JSON.parse(text), { session: 'ses_ord_00000000_0123456789abcdef' });
  const [made] = service.posted('/v1/orders');
  assert.equal(made?.authorization, 'Bearer sk_test_0000000000000000');
  assert.equal(made?.body['externalId'], '10488');
  assert.deepEqual(made?.body['items'], [
    { name: 'Холодильник Norden RF-340', price: 49_990_00, quantity: 1, vendorCode: '204118', category: 'Холодильники' },
  ]);
  assert.ok(made?.idempotencyKey);
});

test('a second click on the same goods goes on with the same order, other goods make another', async () => {
  const { service, askForSession } = await shop();
  const first = await askForSession();
  assert.equal((await askForSession()).text, first.text);
  assert.equal(service.posted('/v1/orders').length, 1);
  await askForSession('oka-7');
  assert.deepEqual(
    service.posted('/v1/orders').map(({ body }) => body['externalId']),
    ['10488', '10489'],
  );
});

test('without goods in the address it is the cart that is ordered', async () => {
  const { service, askForSession, putInCart } = await shop();
  assert.equal((await askForSession('')).status, 422);
  await putInCart('oka-7', 2);
  await putInCart('klyuch-17');
  assert.equal((await askForSession('')).status, 200);
  assert.deepEqual(
    (service.posted('/v1/orders')[0]?.body['items'] as { quantity: number }[]).map(({ quantity }) => quantity),
    [2, 1],
  );
});

test('another origin gets neither a session nor the cart', async () => {
  const { service, askForSession, call } = await shop();
  assert.equal((await askForSession('oka-7', { origin: 'https://evil.example' })).status, 403);
  assert.equal((await askForSession('oka-7', { 'sec-fetch-site': 'cross-site' })).status, 403);
  assert.equal((await call('POST', '/cart', 'goods=oka-7', { origin: 'null' })).status, 403);
  assert.equal((await call('POST', '/cart', 'goods=oka-7')).status, 403);
  assert.equal(service.posted('/v1/orders').length, 0);
});

test('a refusal of the service reaches the button with its code', async () => {
  const { service, askForSession } = await shop();
  service.refuse({ status: 422, code: 'no_bank_for_amount' });
  const refused = await askForSession('klyuch-17');
  assert.equal(refused.status, 422);
  assert.equal((JSON.parse(refused.text) as { code: string }).code, 'no_bank_for_amount');
});

test('a webhook moves the order, and the page of its buyer shows it', async () => {
  const { askForSession, send, call } = await shop();
  await askForSession();
  assert.equal(
    await send({
      id: 'evt_1',
      type: 'order.signed',
      sequence: 5,
      order: order('signed', { bank: { id: 'severny', name: 'Северный' }, offer: { monthlyPayment: 4_165_84 } }),
    }),
    200,
  );
  const page = await call('GET', '/orders/10488');
  assert.match(page.text, /Договор подписан/);
  assert.match(page.text, /Банк «Северный», 4\s165,84\s₽ в месяц/);
});

test('somebody else does not see the order', async () => {
  const { askForSession, call, forgetCookie } = await shop();
  await askForSession();
  assert.equal((await call('GET', '/orders/10488')).status, 200);
  forgetCookie();
  assert.equal((await call('GET', '/orders/10488')).status, 404);
  assert.equal((await call('GET', '/orders/10488/stream')).status, 404);
});

test('the same event counts once, also twice at the same moment', async () => {
  const { askForSession, send, received } = await shop();
  await askForSession();
  const event = { id: 'evt_1', sequence: 2, order: order('submitted') };
  assert.deepEqual(await Promise.all([send(event), send(event)]), [200, 200]);
  assert.equal(await send(event), 200);
  assert.deepEqual(await received(), ['evt_1']);
});

test('an older event that comes later changes nothing', async () => {
  const { askForSession, send, call, received } = await shop();
  await askForSession();
  await send({ id: 'evt_2', sequence: 7, order: order('confirmed') });
  assert.equal(await send({ id: 'evt_1', sequence: 4, order: order('approved') }), 200);
  assert.match((await call('GET', '/orders/10488')).text, /Собираем заказ/);
  assert.deepEqual(await received(), ['evt_2', 'evt_1']);
});

test('a wrong, missing or old signature and a changed body are refused and leave no trace', async () => {
  const { askForSession, send, received, call } = await shop();
  await askForSession();
  const event = { id: 'evt_1', sequence: 9, order: order('settled') };
  assert.equal(await send(event, { signWith: `whsec_${Buffer.alloc(32, 7).toString('base64')}` }), 401);
  assert.equal(await send(event, { at: new Date(Date.now() - 6 * 60_000) }), 401);
  assert.equal(await send(event, { body: JSON.stringify({ id: 'evt_1', forged: true }) }), 401);
  assert.equal((await call('POST', '/webhooks/installment', '{}')).status, 401);
  assert.equal((await call('POST', '/webhooks/installment', 'x'.repeat(300 * 1024))).status, 413);
  assert.deepEqual(await received(), []);
  assert.match((await call('GET', '/orders/10488')).text, /Ждёт анкеты/);
});

test('the signature empties the cart that was bought, but not for a good bought from its own page', async () => {
  const { askForSession, putInCart, send, call } = await shop();
  await putInCart('oka-7');
  await askForSession('norden-rf-340');
  await send({ id: 'evt_1', type: 'order.signed', sequence: 5, order: order('signed') });
  assert.match((await call('GET', '/cart')).text, /Ока 7/);
  await askForSession('');
  await send({ id: 'evt_2', type: 'order.signed', sequence: 5, order: order('signed', { id: 'ord_10000000', externalId: '10489' }) });
  assert.match((await call('GET', '/cart')).text, /пока пусто/);
});

test('after a restart the orders and their events are still there, for the owner of the files alone', async () => {
  const { askForSession, send, restart, received, call, dataDir } = await shop();
  await askForSession();
  await send({ id: 'evt_1', sequence: 3, order: order('approved') });
  await restart();
  assert.deepEqual(await received(), ['evt_1']);
  assert.match((await call('GET', '/orders/10488')).text, /Одобрено/);
  for (const file of ['webhook-secret.json', 'orders.jsonl']) assert.equal((await stat(join(dataDir, file))).mode & 0o777, 0o600, file);
});

test('the webhook address is registered once, and anew where its secret is lost or the service forgot it', async () => {
  const service = await startServiceStub();
  const dataDir = await mkdtemp(join(tmpdir(), 'storefront-'));
  after(async () => {
    await service.close();
    await rm(dataDir, { recursive: true });
  });
  const api = installmentApi({ installmentUrl: service.url, secretKey: 'sk_test_0000000000000000' });
  const obtain = () => obtainWebhookSecret(api, 'http://localhost:4020/webhooks/installment', dataDir);
  const first = await obtain();
  assert.equal(await obtain(), first);
  assert.equal(service.endpoints.length, 1);

  await rm(join(dataDir, 'webhook-secret.json'));
  const second = await obtain();
  assert.notEqual(second, first);
  assert.deepEqual(
    service.endpoints.map(({ secret }) => secret),
    [second],
  );

  service.endpoints.length = 0;
  assert.notEqual(await obtain(), second);
});

test('a restart after a refusal keeps the number and shows the newer order', async () => {
  const { askForSession, send, call } = await shop();
  await askForSession();
  await send({ id: 'evt_1', sequence: 9, order: order('rejected') });
  await send({ id: 'evt_2', sequence: 2, order: order('submitted', { id: 'ord_99999999', replaces: 'ord_00000000' }) });
  assert.match((await call('GET', '/orders/10488')).text, /Банки рассматривают/);
});

test('another order that carries the number of the shop moves nothing: a page made it, or its sum is another', async () => {
  const { askForSession, send, call } = await shop();
  await askForSession();
  const others = [
    order('signed', { id: 'ord_11111111', trusted: false }),
    order('signed', { id: 'ord_22222222', replaces: 'ord_00000000', trusted: false }),
    order('signed', { id: 'ord_33333333', replaces: 'ord_00000000', amount: 100 }),
  ];
  for (const [index, other] of others.entries()) await send({ id: `evt_${index}`, type: 'order.signed', sequence: 9, order: other });
  assert.doesNotMatch((await call('GET', '/orders/10488')).text, /Договор подписан/);
});

test('names are escaped, and the policy lets in the service and nobody else', async () => {
  const { call, service } = await shop();
  const page = await call('GET', '/?search=%3Cscript%3Ealert(1)%3C/script%3E');
  assert.doesNotMatch(page.text, /<script>alert/);
  const policy = page.headers.get('content-security-policy') ?? '';
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, new RegExp(`frame-src ${service.url}(;|$)`));
  assert.doesNotMatch(policy, /unsafe|\*/);
});
