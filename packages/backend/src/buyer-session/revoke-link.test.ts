import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBuyer } from '../testing/buyer.ts';
import { aBank, openTestShop, type TestShop } from '../testing/shop.ts';
import { startTestBackend, type TestBackend } from '../testing/start-backend.ts';

let backend: TestBackend;
let shop: TestShop;
before(async () => {
  backend = await startTestBackend({ banks: [aBank()] });
  shop = await openTestShop(backend);
});
after(() => backend.close());

test('a replaced link opens nothing any more, and neither do the tokens that came by it', async () => {
  const order = await shop.createOrder();
  const old = openBuyer(backend, order);
  await old.provesPhone();
  const response = await shop.call(`/v1/orders/${order.id}/link`, { method: 'POST' });
  assert.equal(response.status, 200);
  const { link, session } = (await response.json()) as { link: string; session: string };
  assert.ok(link.endsWith(`#${session}`) && session !== order.session);
  assert.equal((await old.call('/v1/session')).status, 401, 'the buyer token');
  assert.equal((await old.call('/v1/session', { token: order.session })).status, 401, 'the session token');
  const fresh = openBuyer(backend, { session });
  await fresh.provesPhone();
  assert.equal((await fresh.sees()).order.id, order.id);
});

test('another shop’s link cannot be replaced', async () => {
  const { id } = await shop.createOrder();
  const stranger = await openTestShop(backend, { origin: 'https://other.example' });
  assert.equal((await stranger.call(`/v1/orders/${id}/link`, { method: 'POST' })).status, 404);
});
