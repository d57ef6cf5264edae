import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CartItem } from '@installment-button/protocol';
import { startScriptedBank, type ScriptedBank } from '../testing/scripted-bank.ts';
import { openTestShop, type TestShop } from '../testing/shop.ts';
import { startTestBackend, type TestBackend } from '../testing/start-backend.ts';

let bank: ScriptedBank;
let backend: TestBackend;
let shop: TestShop;

before(async () => {
  bank = await startScriptedBank('ladoga');
  backend = await startTestBackend({ banks: [bank.config] });
  shop = await openTestShop(backend);
});
after(async () => {
  await backend.close();
  await bank.close();
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
