import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CreatedOrder, Order, Restarted } from '@installment-button/protocol';
import { openBuyer, type TestBuyer } from '../testing/buyer.ts';
import { shopWithBanks } from '../testing/shop-with-banks.ts';

const {
  backend,
  shop,
  banks: [bank],
} = await shopWithBanks(['ladoga']);
bank.decides = 'declined';

const read = async (id: string) => (await (await shop.call(`/v1/orders/${id}`)).json()) as Order;
const restarts = (buyer: TestBuyer, body: object = {}) => buyer.call('/v1/session/restart', { body });
const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code;

async function rejected(order: CreatedOrder, buyer = openBuyer(backend, order)): Promise<TestBuyer> {
  await buyer.submits();
  await buyer.waitsFor('rejected', (view) => view.order.status === 'rejected');
  return buyer;
}

test('after a rejection the buyer restarts: the same order with other terms, and the form as a draft', async () => {
  const order = await shop.createOrder({ externalId: 'A-7', metadata: { cart: '7' } });
  const buyer = await rejected(order);
  const response = await restarts(buyer, { term: 24, firstPayment: 500_000 });
  assert.equal(response.status, 200, await response.clone().text());
  const { orderId, session, token } = (await response.json()) as Restarted;
  const successor = await read(orderId);
  assert.equal(successor.replaces, order.id);
  assert.deepEqual(
    [successor.status, successor.externalId, successor.metadata, successor.amount, successor.trusted, successor.test, successor.term],
    ['created', 'A-7', { cart: '7' }, order.amount, true, false, 24],
  );
  assert.deepEqual((await read(order.id)).successor, { orderId });
  const old = await buyer.sees();
  assert.deepEqual(old.order.successor, { orderId, session });
  const next = openBuyer(backend, { session });
  next.token = token;
  const view = await next.sees();
  assert.equal(view.draft?.applicant.passport?.number, '123456');
  assert.deepEqual([view.draft?.term, view.draft?.firstPayment], [24, 500_000]);
  // The phone stays the one that was proven.
  const asked = await openBuyer(backend, { session }).call('/v1/session/phone', { body: { phone: '+79000009999' } });
  assert.equal(await codeOf(asked), 'phone_fixed');
});

test('a repeated restart returns the same successor, and an order restarts at most twice', async () => {
  const order = await shop.createOrder();
  let buyer = await rejected(order);
  for (let made = 0; made < 2; made += 1) {
    const [one, other] = await Promise.all([restarts(buyer), restarts(buyer)]);
    const answers = [(await one.json()) as Restarted, (await other.json()) as Restarted];
    assert.equal(answers[0]?.orderId, answers[1]?.orderId);
    buyer = openBuyer(backend, { session: answers[0]?.session ?? '' });
    buyer.token = answers[0]?.token ?? '';
    await rejected(order, buyer);
  }
  const third = await restarts(buyer);
  assert.deepEqual([third.status, await codeOf(third)], [409, 'restart_limit']);
});

test('only a rejected order restarts, with a first payment below the price', async () => {
  const order = await shop.createOrder();
  const early = openBuyer(backend, order);
  await early.provesPhone();
  const refused = await restarts(early);
  assert.deepEqual([refused.status, await codeOf(refused)], [409, 'illegal_transition']);
  const buyer = await rejected(await shop.createOrder());
  assert.equal((await restarts(buyer, { firstPayment: 4_999_000 })).status, 422);
  assert.equal((await restarts(buyer, { term: 12, price: 1 })).status, 422);
});
