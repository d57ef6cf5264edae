import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';
import type { Order } from '@installment-button/protocol';
import { openBuyer } from '../testing/buyer.ts';
import { startScriptedBank, type ScriptedBank } from '../testing/scripted-bank.ts';
import { anOrder, openTestShop, type TestShop } from '../testing/shop.ts';
import { startTestBackend, type TestBackend } from '../testing/start-backend.ts';
import { waitFor } from '../testing/wait-for.ts';
import { openMember } from '../testing/member.ts';
import { replaceId, switchOff, switchOn, type TBankIds } from './ids.ts';

interface Info {
  id: string;
  status: string;
  committed: boolean;
  chosen_bank?: string;
  [field: string]: unknown;
}

const told: { body: Info; signature: string | undefined }[] = [];
let shopAnswers: number[] = [];
const hook = createServer((request, response) => {
  let text = '';
  request.on('data', (chunk: Buffer) => (text += chunk.toString()));
  request.on('end', () => {
    told.push({ body: JSON.parse(text) as Info, signature: request.headers['webhook-signature']?.toString() });
    response.writeHead(shopAnswers.shift() ?? 200).end();
  });
});

let hookUrl: string;
let bank: ScriptedBank;
let declining: ScriptedBank;
let demoBank: ScriptedBank;
let backend: TestBackend;
let shop: TestShop;
let ids: TBankIds;
const switchOnFor = (shopId: string) => backend.context.transaction((tx) => switchOn(backend.context, tx, shopId));
before(async () => {
  hook.listen(0, '127.0.0.1');
  await once(hook, 'listening');
  const origin = `http://127.0.0.1:${(hook.address() as AddressInfo).port}`;
  hookUrl = `${origin}/t-bank`;
  bank = await startScriptedBank('ladoga');
  declining = await startScriptedBank('onega');
  declining.decides = 'declined';
  demoBank = await startScriptedBank('volna', { test: true });
  backend = await startTestBackend({ banks: [bank.config, declining.config, demoBank.config] });
  shop = await openTestShop(backend, { origin });
  ids = await switchOnFor(shop.id);
});
after(async () => {
  await backend.close();
  for (const each of [bank, declining, demoBank]) await each.close();
  hook.close();
});
beforeEach(() => {
  told.length = 0;
  shopAnswers = [];
});

let numbers = 0;
const wish = (change: Record<string, unknown> = {}) => ({
  shopId: 'any text',
  showcaseId: ids.showcaseId,
  sum: 49_990.48,
  items: [
    { name: 'Холодильник', price: 40_000, quantity: 1, category: 'Техника', vendorCode: 'RF-340' },
    { name: 'Чайник', price: 3330.16, quantity: 3 },
  ],
  orderNumber: `A-${(numbers += 1)}`,
  promoCode: 'installment_0_0_6_10',
  ...change,
});
const goods = { sum: 3000, items: [{ name: 'Чайник', price: 1000, quantity: 3 }] };

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(backend.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const basic = (login: string, key = shop.secretKey) => ({ authorization: `Basic ${Buffer.from(`${login}:${key}`).toString('base64')}` });
const create = async (change: Record<string, unknown> = {}, call = 'create') => {
  const response = await post(`/api/partners/v2/orders/${call}`, wish(change));
  return {
    status: response.status,
    body: (await response.json()) as { id: string; link: string; validations?: Record<string, string>; errors?: string[] },
  };
};
const info = async (number: string, login = ids.showcaseId) =>
  (await (await fetch(`${backend.url}/api/partners/v2/orders/${number}/info`, { headers: basic(login) })).json()) as Info;
const command = async (number: string, call: 'commit' | 'cancel', login = ids.showcaseId) => {
  const response = await post(`/api/partners/v2/orders/${number}/${call}`, undefined, basic(login));
  return { status: response.status, body: (await response.json()) as Info & { errors?: string[] } };
};
const buyerOf = (link: string) => openBuyer(backend, { session: new URL(link).hash.slice(1) });

test('a client of the partner API goes the whole way: create, info, webhooks, commit', async () => {
  const { id, link } = (await create({ ...goods, webhookURL: hookUrl, values: { contact: { mobilePhone: '8 (912) 345-67-89' } } })).body;
  assert.equal((await info(id)).status, 'new');
  const buyer = buyerOf(link);
  await buyer.provesPhone();
  assert.equal((await info(id)).status, 'inprogress');
  await buyer.submits();
  await buyer.waitsFor('both answers', ({ decisions }) => decisions.every(({ decision }) => decision !== 'pending'));
  const submitted = await info(id);
  assert.deepEqual([submitted.status, submitted['phone']], ['approved', (await order(id)).buyer?.phone]);
  await buyer.chooses('ladoga');
  assert.equal((await info(id)).chosen_bank, 'Bank ladoga');
  assert.equal((await command(id, 'commit')).status, 422, 'not before the signature');
  await buyer.signs();
  const signed = await info(id);
  assert.deepEqual([signed.status, signed.committed, signed['signing_type']], ['signed', false, 'sms']);
  assert.deepEqual(signed['items'], goods.items);
  assert.deepEqual([signed['order_amount'], signed['product'], signed['term']], [3000, 'installment_credit', 6]);
  const committed = await command(id, 'commit');
  assert.deepEqual([committed.status, committed.body.status, committed.body.committed], [200, 'signed', true]);
  assert.equal((await command(id, 'commit')).status, 200, 'said twice');
  await waitFor('the webhooks', () => told.length === 3);
  assert.deepEqual(told.map(({ body }) => [body.status, body.chosen_bank]).sort(), [
    ['approved', 'Bank ladoga'],
    ['rejected', 'Bank onega'],
    ['signed', 'Bank ladoga'],
  ]);
  assert.match(String(told[0]?.body['phone']), /^\+7\d{3}\*/, 'the buyer is masked');
  const approved = told.find(({ body }) => body.status === 'approved')?.body;
  assert.deepEqual(
    [approved?.['appropriate_signing_types'], approved?.['term'], typeof approved?.['monthly_payment']],
    [['sms', 'ses', 'bank'], 6, 'number'],
  );
  assert.deepEqual(
    told.map(({ signature }) => signature),
    [undefined, undefined, undefined],
    'no secret, no signature',
  );
});

async function order(number: string): Promise<Order> {
  const { data } = (await (await shop.call(`/v1/orders?externalId=${number}`)).json()) as { data: Order[] };
  return data[0] ?? assert.fail('no order');
}

test('roubles become kopecks, the promo code sets product and term, and the order is untrusted', async () => {
  const { id, link } = (await create()).body;
  const { amount, items, product, term, trusted, test: isTest } = await order(id);
  assert.deepEqual([amount, product, term, trusted, isTest], [4_999_048, 'installment', 6, false, false]);
  assert.deepEqual([items[0]?.category, items[0]?.vendorCode], ['Техника', 'RF-340']);
  assert.match(link, new RegExp(`^${backend.url}/apply/ord_[^#]+#ses_`));
  const credit = await create({ promoCode: 'default' });
  assert.equal((await order(credit.body.id)).product, 'credit');
});

test('the same number and goods is the same order, other goods under the number are refused, at the same moment too', async () => {
  const first = wish(goods);
  const answers = await Promise.all([first, first, first].map((body) => post('/api/partners/v2/orders/create', body)));
  const bodies = new Set(await Promise.all(answers.map((answer) => answer.text())));
  assert.deepEqual([answers.map(({ status }) => status), bodies.size], [[200, 200, 200], 1]);
  const { data } = (await (await shop.call(`/v1/orders?externalId=${first.orderNumber}`)).json()) as { data: Order[] };
  assert.equal(data.length, 1);
  assert.equal((await post('/api/partners/v2/orders/create', { ...first, promoCode: 'default' })).status, 200, 'the same goods');
  const otherGoods = { sum: 4000, items: [{ name: 'Чайник', price: 4000, quantity: 1 }] };
  const other = await post('/api/partners/v2/orders/create', { ...first, ...otherGoods });
  assert.equal(other.status, 422);
  assert.equal((await command(first.orderNumber, 'cancel')).body.status, 'canceled');
  assert.equal((await post('/api/partners/v2/orders/create', { ...first, ...otherGoods })).status, 200, 'the number is free again');
});

test('a demo order is a test order, opened by demo- and the showcase id', async () => {
  const { id } = (await create({ ...goods, demoFlow: 'sms' }, 'create-demo')).body;
  const seen = await info(id, `demo-${ids.showcaseId}`);
  assert.deepEqual([seen.status, seen['demo']], ['new', true]);
  assert.deepEqual((await info(id))['errors'], ['Заявка не найдена']);
  assert.equal((await command(id, 'cancel', `demo-${ids.showcaseId}`)).body.status, 'canceled');
  assert.equal((await command(id, 'cancel', `demo-${ids.showcaseId}`)).status, 200, 'said twice');
});

test('only the shop’s own secret key opens its orders, and never from a browser', async () => {
  const stranger = await openTestShop(backend);
  const foreign = await switchOnFor(stranger.id);
  const { id } = (await create(goods)).body;
  const at = (headers: Record<string, string>) => fetch(`${backend.url}/api/partners/v2/orders/${id}/info`, { headers });
  assert.equal((await at({})).status, 401);
  assert.equal((await at(basic(ids.showcaseId, 'sk_live_guess'))).status, 401);
  assert.equal((await at(basic(ids.showcaseId, shop.publishableKey))).status, 401);
  assert.equal((await at(basic(ids.showcaseId, stranger.secretKey))).status, 401);
  assert.equal((await at(basic(foreign.showcaseId, stranger.secretKey))).status, 404);
  assert.equal((await at({ ...basic(ids.showcaseId), origin: shop.origin })).status, 403);
  assert.equal((await at(basic(ids.showcaseId))).status, 200);
  assert.equal((await at(basic(ids.widgetId))).status, 200);
});

test('a page of the shop may create and read the answer; a page of another may not', async () => {
  const path = '/api/online/application/create-no-redirect';
  const preflight = await fetch(backend.url + path, { method: 'OPTIONS', headers: { origin: 'https://any.example' } });
  assert.deepEqual([preflight.status, preflight.headers.get('access-control-allow-origin')], [204, '*']);
  const own = await post(path, wish({ ...goods, showcaseId: ids.widgetId }), { origin: shop.origin });
  assert.deepEqual([own.status, own.headers.get('access-control-allow-origin')], [200, '*']);
  const foreign = await post(path, wish({ ...goods, showcaseId: ids.widgetId }), { origin: 'https://other.example' });
  assert.deepEqual([foreign.status, foreign.headers.get('content-type')], [403, 'application/json']);
});

test('a webhook is repeated until the shop’s server takes it, and then forgotten', async () => {
  shopAnswers = [500];
  const { id } = (await create({ ...goods, webhookURL: hookUrl })).body;
  await command(id, 'cancel');
  await waitFor('the second try', () => told.length === 2, 15_000);
  assert.deepEqual(
    told.map(({ body }) => body.status),
    ['canceled', 'canceled'],
  );
  await waitFor('it to be forgotten', async () => {
    const rows = await backend.context.sql.selectFrom('tBankDeliveries').select('id').execute();
    return rows.length === 0;
  });
});

const pagePath = '/api/online/application/create-no-redirect';
const fromPage = (change: Record<string, unknown>) =>
  post(pagePath, wish({ ...goods, showcaseId: ids.widgetId, ...change }), { origin: shop.origin });

test('the T-Bank API is off until somebody switches it on, and a shop’s own id opens nothing', async () => {
  const closed = await openTestShop(backend);
  assert.equal((await create({ ...goods, showcaseId: closed.id, shopId: closed.id })).status, 400);
  const opened = await switchOnFor(closed.id);
  assert.deepEqual(await switchOnFor(closed.id), opened);
  assert.equal((await create({ ...goods, showcaseId: opened.showcaseId })).status, 200);
  await backend.context.transaction((tx) => switchOff(backend.context, tx, closed.id));
  assert.equal((await create({ ...goods, showcaseId: opened.showcaseId })).status, 400);
});

test('a widget id makes no order on the servers’ path', async () => {
  const answer = await create({ ...goods, showcaseId: ids.widgetId });
  assert.deepEqual([answer.status, answer.body.link], [403, undefined]);
});

test('a showcase id from a page is refused, and the head is told once a day', async () => {
  const head = await openMember(backend, shop.id, 'head');
  for (let time = 0; time < 2; time += 1) assert.equal((await fromPage({ showcaseId: ids.showcaseId })).status, 403);
  const told = () => backend.mails.filter(({ to, subject }) => to === head.email && subject.includes('витрины'));
  await waitFor('the e-mail', () => told().length === 1);
  assert.equal(told().length, 1);
});

test('a replaced id works for 30 days more', async () => {
  const another = await openTestShop(backend);
  const old = await switchOnFor(another.id);
  await backend.context.transaction((tx) => replaceId(backend.context, tx, another.id, 'showcase'));
  assert.notEqual((await switchOnFor(another.id)).showcaseId, old.showcaseId);
  assert.equal((await create({ ...goods, showcaseId: old.showcaseId })).status, 200);
  const { worksUntil } = await backend.context.sql
    .selectFrom('tBankIds')
    .select('worksUntil')
    .where('shopId', '=', another.id)
    .where('worksUntil', 'is not', null)
    .executeTakeFirstOrThrow();
  assert.equal(Math.round(((worksUntil?.getTime() ?? 0) - Date.now()) / 86_400_000), 30);
});

test('a page cannot take or repeat the number of a server’s order, and never gets its link', async () => {
  const { id, link } = (await create(goods)).body;
  const answer = await fromPage({ orderNumber: id });
  const body = await answer.text();
  assert.equal(answer.status, 422);
  assert.ok(body.includes('Номер занят') && !body.includes(new URL(link).hash));
});

test('a page gets the link only of an order that it just made', async () => {
  const first = (await (await fromPage({ orderNumber: 'page-1' })).json()) as { link: string };
  const second = (await (await fromPage({ orderNumber: 'page-1' })).json()) as { link: string };
  assert.notEqual(first.link, second.link);
});

test('a server takes a number from a page, and a secret key from a server', async () => {
  assert.equal((await fromPage({ orderNumber: 'level-1' })).status, 200);
  const server = await create({ ...goods, orderNumber: 'level-1' });
  assert.equal(server.status, 200);
  await buyerOf(server.body.link).provesPhone();
  assert.equal((await info('level-1')).status, 'inprogress', 'the page’s order is still new');
  await shop.createOrder({ externalId: 'level-1' });
  assert.deepEqual((await info('level-1'))['errors'], ['Номер занят другой заявкой магазина']);
  assert.equal((await create({ ...goods, orderNumber: 'level-1' })).status, 422);
});

test('orders of one page are counted by network and by shop', async () => {
  const statuses = await Promise.all(
    Array.from({ length: 70 }, async (_, index) => {
      const headers = { origin: shop.origin, 'x-forwarded-for': `2001:db8:9:9::${index + 1}` };
      return (await post(pagePath, wish({ ...goods, showcaseId: ids.widgetId }), headers)).status;
    }),
  );
  assert.deepEqual([statuses.filter((status) => status === 200).length, statuses.filter((status) => status === 429).length], [60, 10]);
});

test('a page with the publishable key cannot take the number of a showcase order, and does not hide it', async () => {
  const own = await openTestShop(backend, { origin: 'https://levels.example' });
  const { showcaseId } = await switchOnFor(own.id);
  const first = await create({ ...goods, showcaseId, orderNumber: 'level-pk' });
  assert.equal(first.status, 200);
  const fromPage = (externalId: string) =>
    own.call('/v1/orders', { body: { ...anOrder, externalId }, key: own.publishableKey, headers: { origin: own.origin } });
  const refused = await fromPage('level-pk');
  assert.deepEqual([refused.status, ((await refused.json()) as { code: string }).code], [409, 'external_id_taken']);

  const page = (await (await fromPage('level-pk-2')).json()) as Order;
  const server = await create({ ...goods, showcaseId, orderNumber: 'level-pk-2' });
  assert.equal(server.status, 200, 'the showcase takes it from the page');
  const { data } = (await (await own.call('/v1/orders?externalId=level-pk-2')).json()) as { data: Order[] };
  assert.deepEqual([data.length, data.some(({ id }) => id === page.id)], [1, false], 'look-ups skip the page’s order');
  const kept = (await (await own.call(`/v1/orders/${page.id}`)).json()) as Order;
  assert.equal(kept.externalId, 'level-pk-2');
});
