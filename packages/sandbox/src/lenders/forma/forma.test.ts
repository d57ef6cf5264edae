import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { basic, rawRequest, type RawAnswer } from '../../neighbours/testing/raw-request.ts';
import { receiver } from '../../neighbours/testing/receiver.ts';
import { manualTimer } from '../../timer.ts';
import { startForma } from './forma.ts';

const showcaseId = '6d3a1b52-0000-4000-8000-000000000001';

async function shop() {
  const timer = manualTimer(new Date('2026-12-01T09:00:00Z'));
  const hooks = await receiver();
  const forma = await startForma({ timer });
  after(async () => {
    await forma.close();
    await hooks.close();
  });
  const order = (orderNumber: string, change: object = {}) => ({
    shopId: 'sandbox-shop',
    showcaseId,
    sum: 60_000,
    items: [{ name: 'Диван', quantity: 2, price: 30_000 }],
    orderNumber,
    webhookURL: `${hooks.url}/forma`,
    values: { contact: { fio: { firstName: 'Иван' }, mobilePhone: '+79160000089', email: 'ivanov@gmail.com' } },
    ...change,
  });
  const base = `${forma.url}/api/partners/v2/orders`;
  const create = (body: unknown, path = 'create') => rawRequest(`${base}/${path}`, { body });
  const act = (path: string, user = showcaseId) =>
    rawRequest(`${base}/${path}`, { method: path.endsWith('info') ? 'GET' : 'POST', headers: basic(user, 'secret') });
  return { forma, timer, hooks, order, create, act };
}

const errorOf = (answer: RawAnswer) => answer.json<{ errors: string[] }>().errors[0]!;

test('a repeat with the same goods gets the same link, with other goods 422, and a new application after a refusal', async () => {
  const { forma, order, create } = await shop();
  const first = (await create(order('1'))).json<{ id: string; link: string }>();
  assert.deepEqual((await create(order('1', { webhookURL: '', returnURL: 'https://shop.example/?nonce=2' }))).json(), first);
  assert.equal((await create(order('1', { sum: 30_000, items: [{ name: 'Диван', quantity: 1, price: 30_000 }] }))).status, 422);
  forma.move('1', 'rejected');
  assert.notEqual((await create(order('1'))).json<{ link: string }>().link, first.link);
  assert.equal(forma.orders.length, 1);
});

test('limits, sums and types are refused in Russian, reason first; unknown fields are ignored', async () => {
  const { order, create } = await shop();
  assert.match(
    errorOf(await create(order('1', { sum: 1_000, items: [{ name: 'А', quantity: 1, price: 1_000 }] }))),
    /не менее 3108 и не более 517598/,
  );
  assert.match(errorOf(await create(order('1', { sum: 60_000.01 }))), /Сумма заказа/);
  assert.match(errorOf(await create(order('1', { showcaseId: 'other' }))), /^Не найдено настроек/);
  assert.equal((await create(order('1', { items: [{ name: 'А', quantity: 1.5, price: 40_000 }] }))).status, 400);
  assert.equal((await create(order('1', { sum: '60000', colour: 'red' }))).status, 200);
});

test('login, another showcase’s order and an unknown order: 401, 403, 404', async () => {
  const { order, create, act } = await shop();
  await create(order('1'));
  assert.equal((await act('1/info', 'x')).status, 401);
  assert.equal((await act('1/info', `demo-${showcaseId}`)).status, 403);
  assert.equal((await act('2/info')).status, 404);
  await create(order('3'), 'create-demo');
  assert.equal((await act('3/info', `demo-${showcaseId}`)).status, 200);
});

test('signed starts the cooling-off: a commit before its end is 422, its end is a second webhook', async () => {
  const { forma, order, create, act, hooks, timer } = await shop();
  await create(order('1'));
  assert.equal((await act('1/commit')).status, 422);
  forma.move('1', 'signed');
  assert.equal((await act('1/commit')).status, 422);
  await forma.settled();
  timer.advance(4 * 3_600_000);
  await forma.settled();
  const told = hooks.received.map(
    ({ body }) => (JSON.parse(body) as { commit_cooldown: { has_happened: boolean } }).commit_cooldown.has_happened,
  );
  assert.deepEqual(told, [false, true]);
  const committed = (await act('1/commit')).json<{ status: string; committed: boolean; commit_cooldown: object }>();
  assert.deepEqual([committed.status, committed.committed, 'has_happened' in committed.commit_cooldown], ['signed', true, false]);
  assert.equal((await act('1/cancel')).status, 422);
});

test('webhooks are unsigned, mask the buyer, and come again until they are answered with 2xx', async () => {
  const { forma, order, create, hooks, timer } = await shop();
  await create(order('1'));
  hooks.answerNext(500);
  forma.move('1', 'approved');
  await forma.settled();
  timer.advance(60_000);
  await forma.settled();
  assert.equal(hooks.received.length, 2);
  const { first_name: name, phone, email } = JSON.parse(hooks.received[0]!.body) as Record<string, string>;
  assert.deepEqual([name, phone, email], ['И*****', '+7916*****89', 'i****v@gmail.com']);
  assert.ok(!Object.keys(hooks.received[0]!.headers).some((header) => header.includes('signature')));
});

test('a fresh order cannot be cancelled, and more than 25 requests a second get 429', async () => {
  const { order, create, act, forma } = await shop();
  await create(order('1'));
  assert.equal((await act('1/cancel')).status, 403);
  forma.move('1', 'inprogress');
  assert.equal((await act('1/cancel')).status, 200);
  let last = await act('1/info');
  for (let count = 0; count < 25 && last.status === 200; count += 1) last = await act('1/info');
  assert.deepEqual([last.status, last.headers['retry-after']], [429, '1']);
});
