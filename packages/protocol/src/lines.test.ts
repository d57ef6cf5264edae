import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { amountOf, costsOf, lineTotal, paidFor, shareOut } from './lines.ts';
import { maxQuantity } from './order.ts';
import { maxAmount } from './values.ts';

const quantities = fc.integer({ min: 1, max: maxQuantity * 1000 }).map((thousandths) => thousandths / 1000);
const lines = fc
  .array(fc.record({ price: fc.integer({ min: 0, max: 20_000_000 }), quantity: quantities }), { minLength: 1, maxLength: 20 })
  .filter((cart) => amountOf(cart) > 0 && amountOf(cart) <= maxAmount);
const carts = lines.chain((cart) => fc.record({ cart: fc.constant(cart), discount: fc.integer({ min: 0, max: amountOf(cart) - 1 }) }));

/** Price × quantity in whole numbers of any size, as the contract says it. */
const exact = (price: number, quantity: number) => {
  const thousandths = BigInt(quantity.toFixed(3).replace('.', ''));
  return Number((2n * BigInt(price) * thousandths + 1000n) / 2000n);
};

describe('a line', () => {
  for (const [price, quantity, total] of [
    [4_999_000, 1, 4_999_000],
    [1_000_000, 2.5, 2_500_000],
    [999, 1.005, 1004],
    [1000, 1.005, 1005],
    [1, 0.5, 1],
    [1, 0.499, 0],
    [3, 0.5, 2],
    [0, 7, 0],
    [100, 2.3, 230],
    [4990, 0.127, 634],
  ] as const) {
    test(`of ${quantity} at ${price} costs ${total}`, () => assert.equal(lineTotal({ price, quantity }), total));
  }

  test('costs price × quantity rounded half up, in whole numbers', () => {
    fc.assert(fc.property(carts, ({ cart }) => cart.every((line) => lineTotal(line) === exact(line.price, line.quantity))));
  });
});

describe('a discount', () => {
  test('is shared out over the lines by their totals', () => {
    const cart = [
      { price: 1000, quantity: 3 },
      { price: 500, quantity: 2 },
      { price: 0, quantity: 1 },
    ];
    assert.deepEqual(costsOf(cart, 100), [
      { lineTotal: 3000, discountShare: 75 },
      { lineTotal: 1000, discountShare: 25 },
      { lineTotal: 0, discountShare: 0 },
    ]);
  });

  test('leaves the kopecks of rounding to the largest remainders', () => {
    assert.deepEqual(shareOut(100, [1, 1, 1]), [34, 33, 33]);
    assert.deepEqual(shareOut(10, [1, 2, 4]), [1, 3, 6]);
    assert.deepEqual(shareOut(5, [0, 0]), [0, 0]);
  });

  test('of any cart makes the lines cost the amount, and no line less than nothing', () => {
    fc.assert(
      fc.property(carts, ({ cart, discount }) => {
        const costs = costsOf(cart, discount);
        assert.equal(
          costs.reduce((sum, cost) => sum + cost.lineTotal - cost.discountShare, 0),
          amountOf(cart, discount),
        );
        for (const cost of costs) assert.ok(cost.discountShare >= 0 && cost.discountShare <= cost.lineTotal);
      }),
    );
  });
});

describe('a part of a line', () => {
  test('costs its part, and the last unit clears the remainder', () => {
    const line = { quantity: 3, lineTotal: 100, discountShare: 0 };
    assert.deepEqual(
      [1, 2, 3].map((quantity) => paidFor(line, quantity)),
      [33, 66, 100],
    );
    assert.equal(paidFor({ quantity: 2.5, lineTotal: 1000, discountShare: 100 }, 0.5), 180);
  });

  test('never costs more than a larger part, and all of it costs the line', () => {
    fc.assert(
      fc.property(carts, fc.double({ min: 0, max: 1, noNaN: true }), ({ cart, discount }, share) => {
        const [cost] = costsOf(cart, discount);
        const line = { ...cart[0]!, ...cost! };
        const part = Math.floor(line.quantity * 1000 * share) / 1000;
        assert.ok(paidFor(line, part) <= paidFor(line));
        assert.equal(paidFor(line), line.lineTotal - line.discountShare);
      }),
    );
  });
});
