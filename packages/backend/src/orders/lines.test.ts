import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CartItem, CreateOrder, OrderItem } from '@installment-button/protocol';
import { amountOf, costsOf } from '@installment-button/protocol/lines';
import fc from 'fast-check';
import { openBuyer } from '../testing/buyer.ts';
import { startScriptedBank, type ScriptedBank } from '../testing/scripted-bank.ts';
import { openTestShop, type TestShop } from '../testing/shop.ts';
import { startTestBackend, type TestBackend } from '../testing/start-backend.ts';
import { submitDirectly } from '../testing/submit.ts';
import { waitFor } from '../testing/wait-for.ts';
import { openWebhookReceiver, type WebhookReceiver } from '../testing/webhook-receiver.ts';

let bank: ScriptedBank;
let backend: TestBackend;
let shop: TestShop;
let receiver: WebhookReceiver;

before(async () => {
  bank = await startScriptedBank('ladoga', { minAmount: 1, maxAmount: 10_000_000_000 });
  backend = await startTestBackend({ banks: [bank.config] });
  shop = await openTestShop(backend);
  receiver = await openWebhookReceiver();
  await shop.call('/v1/webhook-endpoints', { body: { url: receiver.url, types: ['order.created'] } });
});
after(async () => {
  await backend.close();
  await Promise.all([bank.close(), receiver.close()]);
});

const fabric: CartItem = { name: 'Ткань', price: 99_990, quantity: 2.5, unit: 'm' };
const vacuum: CartItem = { name: 'Пылесос', price: 2_499_000, quantity: 1 };
const gift: CartItem = { name: 'Мешки в подарок', price: 0, quantity: 3 };

test('an order carries the unit, the total and the share of the discount of each line', async () => {
  const order = await shop.createOrder({ items: [fabric, vacuum, gift], discount: 100_001 });
  assert.deepEqual([order.amount, order.discount], [249_975 + 2_499_000 - 100_001, 100_001]);
  assert.deepEqual(
    order.items.map(({ unit, lineTotal, discountShare }) => [unit, lineTotal, discountShare]),
    [
      ['m', 249_975, 9_093],
      ['piece', 2_499_000, 90_908],
      ['piece', 0, 0],
    ],
  );
});

test('any cart costs the same in the answer, the session, the webhook and at the bank, to the kopeck', async () => {
  const quantity = fc.integer({ min: 1, max: 20_000 }).map((thousandths) => thousandths / 1000);
  const line = fc.record({ name: fc.constant('Товар'), price: fc.integer({ min: 0, max: 5_000_000 }), quantity });
  const carts = fc
    .array(line, { minLength: 1, maxLength: 8 })
    .filter((items) => amountOf(items) >= 300_000)
    .chain((items) => fc.record({ items: fc.constant(items), discount: fc.integer({ min: 0, max: amountOf(items) - 300_000 }) }));
  await fc.assert(fc.asyncProperty(carts, costsTheSameEverywhere), { numRuns: 15, endOnFailure: true });
});

async function costsTheSameEverywhere(cart: Pick<CreateOrder, 'items' | 'discount'>): Promise<void> {
  const expected = { amount: amountOf(cart.items, cart.discount), costs: costsOf(cart.items, cart.discount) };
  const costs = ({ amount, items }: { amount: number; items: Pick<OrderItem, 'lineTotal' | 'discountShare'>[] }) => ({
    amount,
    costs: items.map(({ lineTotal, discountShare }) => ({ lineTotal, discountShare })),
  });
  const order = await shop.createOrder(cart);
  assert.deepEqual(costs(order), expected);
  const session = (await (await openBuyer(backend, order).call('/v1/session')).json()) as { order: typeof order };
  assert.deepEqual(costs(session.order), expected);
  await submitDirectly(backend.context, order.id, ['ladoga']);
  // The bank of the tests refuses an application whose items do not add up to the amount.
  const file = await waitFor('the bank has the application', () =>
    [...bank.files.values()].find(({ request }) => request.amount === expected.amount && request.items.length === cart.items.length),
  );
  assert.deepEqual(costs(file.request), expected);
  bank.files.clear();
  const created = await waitFor('the webhook came', () =>
    receiver.received.find(({ event }) => 'order' in event.data && event.data.order.id === order.id),
  );
  assert.deepEqual(costs(created.event.data.order), expected);
}

for (const [what, change, path] of [
  ['a discount of the whole sum', { items: [vacuum], discount: 2_499_000 }, '/discount'],
  ['gifts alone', { items: [gift] }, '/items'],
  ['a quantity with 4 decimals', { items: [{ ...vacuum, quantity: 1.0005 }] }, '/items/0/quantity'],
] as const) {
  test(`${what} is refused by name`, async () => {
    const response = await shop.call('/v1/orders', { body: { product: 'installment', currency: 'RUB', ...change } });
    const { errors } = (await response.json()) as { errors: { path: string }[] };
    assert.deepEqual([response.status, errors.map((error) => error.path)], [422, [path]]);
  });
}
