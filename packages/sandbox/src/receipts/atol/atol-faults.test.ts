import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atolShop, errorOf, saleV4 } from './testing/atol-shop.ts';

test('500 after success leaves a receipt that the repeat finds by code 33', async () => {
  const { atol, token, register } = await atolShop('v4');
  const mine = await token();
  atol.faults.add({ kind: 'server-error', on: 'register', workDone: true });
  const lost = await register('sell', saleV4('order-1'), mine);
  assert.deepEqual([lost.status, errorOf(lost)], [500, 50]);
  assert.equal(errorOf(await register('sell', saleV4('order-1'), mine)), 33);
  assert.equal(atol.receipts.length, 1);
});

test('503 before the work leaves no receipt, so the repeat registers it', async () => {
  const { atol, token, register } = await atolShop('v4');
  const mine = await token();
  atol.faults.add({ kind: 'unavailable', on: 'register', times: 2 });
  assert.equal((await register('sell', saleV4('order-1'), mine)).status, 503);
  assert.equal((await register('sell', saleV4('order-1'), mine)).status, 503);
  assert.equal((await register('sell', saleV4('order-1'), mine)).status, 200);
  assert.deepEqual(atol.faults.waiting, []);
});

test('an expired token, a page of HTML and a failure inside 200 come in the forms of the service', async () => {
  const { atol, token, register } = await atolShop('v4');
  const mine = await token();
  atol.faults.add({ kind: 'expired-token' });
  assert.equal(errorOf(await register('sell', saleV4('order-1'), mine)), 11);
  const fresh = await token();
  atol.faults.add({ kind: 'html' });
  const page = await register('sell', saleV4('order-1'), fresh);
  assert.deepEqual([page.status, page.headers['content-type']], [200, 'text/html; charset=utf-8']);
  atol.faults.add({ kind: 'inner-failure' });
  const inner = await register('sell', saleV4('order-1'), fresh);
  assert.deepEqual([inner.status, errorOf(inner)], [200, -1]);
  assert.equal(atol.receipts.length, 0);
});

test('a cut connection and a slow answer: the work of the slow one is done at once', async () => {
  const { atol, token, register, timer } = await atolShop('v4');
  const mine = await token();
  atol.faults.add({ kind: 'reset', on: 'register' });
  await assert.rejects(register('sell', saleV4('order-1'), mine));
  atol.faults.add({ kind: 'slow', on: 'register', delayMs: 30_000 });
  const slow = register('sell', saleV4('order-1'), mine);
  while (atol.receipts.length === 0) await new Promise(setImmediate);
  timer.advance(30_000);
  assert.equal((await slow).status, 200);
});

test('a callback can be lost or come twice', async () => {
  const { atol, shop, token, register, print } = await atolShop('v4');
  const mine = await token();
  const sell = (id: string) => register('sell', { ...saleV4(id), service: { callback_url: `${shop.url}/atol` } }, mine);
  atol.faults.add({ kind: 'lost-notice' });
  atol.faults.add({ kind: 'duplicate-notice' });
  await sell('lost');
  await sell('twice');
  print();
  await atol.settled();
  const ids = shop.received.map(({ body }) => (JSON.parse(body) as { external_id: string }).external_id);
  assert.deepEqual(ids, ['twice', 'twice']);
});

test('a fault that the provider cannot have is refused when it is asked for', async () => {
  const { atol } = await atolShop('v4');
  assert.throws(() => atol.faults.add({ kind: 'no such' as 'html' }), /ATOL Online has no fault/);
});
