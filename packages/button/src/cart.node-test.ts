import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { amountOf } from '@installment-button/protocol/lines';
import { createOrderSchema } from '@installment-button/protocol/merchant-api';
import { units, vatRates } from '@installment-button/protocol/order';
import fc from 'fast-check';
import { type CartProperties, readCart } from './cart.ts';

const vacuum = { name: 'Пылесос', price: 2_499_000, quantity: 1 };
const read = (items: unknown, rest: Partial<CartProperties> = {}) =>
  readCart({ items, amount: null, discount: null, currency: 'RUB', ...rest });

describe('a cart is read kindly', () => {
  for (const [habit, items, amount] of [
    ['price and quantity as text', [{ ...vacuum, price: '2499000', quantity: '2' }], 4_998_000],
    ['a price with .00', [{ ...vacuum, price: '2499000.00' }], 2_499_000],
    ['an article as a number', [{ ...vacuum, vendorCode: 100_500 }], 2_499_000],
    ['a gift', [vacuum, { name: 'Мешки в подарок', price: 0, quantity: 1 }], 2_499_000],
    ['2.5 metres', [{ name: 'Ткань', price: 1_000_000, quantity: 2.5, unit: 'm' }], 2_500_000],
    ['fields that the API does not know', [{ id: 'p-1', url: '/p-1', ...vacuum }], 2_499_000],
    ['a name of 300 characters', [{ ...vacuum, name: '😀'.repeat(300) }], 2_499_000],
    ['a rate of VAT as a number', [{ ...vacuum, vat: 20 }], 2_499_000],
    ['empty text for what is not known', [{ ...vacuum, vendorCode: '', category: '', vat: '', unit: '', marking: '' }], 2_499_000],
    ['a name that is a number', [{ ...vacuum, name: 1984 }], 2_499_000],
    ['null for what is not known', [{ ...vacuum, vendorCode: null, category: null, vat: null, unit: null }], 2_499_000],
  ] as const) {
    it(`with ${habit}, and the API takes it`, () => {
      const cart = read(JSON.stringify(items));
      assert.equal(cart?.amount, amount);
      const body: unknown = JSON.parse(
        JSON.stringify(
          { product: 'installment', currency: cart.currency, items: cart.items },
          (_key, value: unknown) => value ?? undefined,
        ),
      );
      assert.equal(amountOf(createOrderSchema.parse(body).items), amount);
    });
  }

  it('with no-break spaces between the words of JSON', () => {
    assert.equal(read('[{\u00a0"name":\u00a0"Пылесос", "price": 2499000, "quantity": 1 }]')?.amount, 2_499_000);
  });

  it('with a discount as a number or as text', () => {
    for (const discount of [100_000, '100000']) assert.equal(read([vacuum], { discount })?.amount, 2_399_000);
    assert.equal(read([vacuum], { discount: '' })?.amount, 2_499_000);
  });

  it('with the currency in any case, and the old name of the rouble', () => {
    for (const currency of ['rub', 'Rub', 'RUR', 'rur']) assert.equal(read([vacuum], { currency })?.currency, 'RUB');
    assert.equal(read([vacuum], { currency: 'usd' })?.currency, 'USD');
  });

  it('a long name ends with an ellipsis', () => {
    const [item] = read([{ ...vacuum, name: 'я'.repeat(300) }])?.items ?? [];
    assert.equal(item?.name, `${'я'.repeat(254)}…`);
  });
});

describe('a cart that cannot be sold is none', () => {
  for (const [habit, items, rest] of [
    ['a negative price', [vacuum, { name: 'Скидка', price: -100_000, quantity: 1 }]],
    ['no name', [{ ...vacuum, name: '' }]],
    ['a name of invisible characters', [{ ...vacuum, name: '\u200b\u00a0' }]],
    ['a price with kopecks after a point', [{ ...vacuum, price: 24_990.5 }]],
    ['an empty price', [{ ...vacuum, price: '' }]],
    ['no quantity', [{ name: 'Пылесос', price: 2_499_000 }]],
    ['a quantity with 4 decimals', [{ ...vacuum, quantity: 1.0005 }]],
    ['half a marked good', [{ ...vacuum, quantity: 0.5, marking: '0104' }]],
    ['a marking too long to be one', [{ ...vacuum, marking: '0'.repeat(256) }]],
    ['a unit that no receipt knows', [{ ...vacuum, unit: 'yard' }]],
    ['a rate of VAT that ended', [{ ...vacuum, vat: 18 }]],
    ['201 lines', Array(201).fill(vacuum)],
    ['gifts alone', [{ ...vacuum, price: 0 }]],
    ['null in the list', [null]],
    ['no list', { 0: vacuum }],
    ['text of a framework', '[object Object]'],
    ['a discount of the whole sum', [vacuum], { discount: 2_499_000 }],
    ['a discount in words', [vacuum], { discount: '10%' }],
    ['a currency sign', [vacuum], { currency: '₽' }],
  ] as [string, unknown, Partial<CartProperties>?][]) {
    it(habit, () => assert.equal(read(items, rest), null));
  }
});

it('any cart that the contract allows is sent as it is, and costs what the API computes', () => {
  const line = fc.record({
    name: fc.string({ minLength: 1, maxLength: 255 }).filter((name) => /[\p{L}\p{N}]/u.test(name)),
    price: fc.integer({ min: 0, max: 10_000_000 }),
    quantity: fc.integer({ min: 1, max: 100_000 }).map((thousandths) => thousandths / 1000),
    unit: fc.constantFrom(...units),
    vat: fc.constantFrom(...vatRates),
  });
  const carts = fc
    .array(line, { minLength: 1, maxLength: 20 })
    .filter((items) => amountOf(items) > 0)
    .chain((items) => fc.record({ items: fc.constant(items), discount: fc.integer({ min: 0, max: amountOf(items) - 1 }) }));
  fc.assert(
    fc.property(carts, ({ items, discount }) => {
      const cart = read(JSON.stringify(items), { discount });
      const order = createOrderSchema.parse({ product: 'installment', currency: 'RUB', items, discount });
      assert.deepEqual(JSON.parse(JSON.stringify(cart?.items)), order.items);
      assert.equal(cart?.amount, amountOf(order.items, order.discount));
    }),
  );
});
