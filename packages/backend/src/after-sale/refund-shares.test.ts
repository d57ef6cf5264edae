import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OrderItem } from '@installment-button/protocol';
import { amountOf, costsOf, thousandthsOf } from '@installment-button/protocol/lines';
import fc from 'fast-check';
import { Problem } from '../platform/http/problems.ts';
import type { RefundShare } from '../tables/after-sale.ts';
import { type RefundRequest, sharesOf } from './refund-shares.ts';

const itemsOf = (lines: { price: number; quantity: number; marking?: string }[], discount = 0): OrderItem[] => {
  const costs = costsOf(lines, discount);
  return lines.map(({ price, quantity, marking = null }, index) => ({
    ...{ id: `itm_0000000${index}`, name: 'Товар', price, quantity, unit: 'piece' as const },
    ...{ lineTotal: 0, discountShare: 0, ...costs[index] },
    ...{ vendorCode: null, category: null, vat: null, marking },
  }));
};
const refund = (shares: RefundShare[], status: 'succeeded' | 'failed' = 'succeeded') => ({ status, shares });
const sum = (shares: readonly RefundShare[]) => shares.reduce((all, { amount }) => all + amount, 0);
const problemOf = (act: () => unknown): Problem => {
  let problem: unknown;
  assert.throws(act, (error) => ((problem = error), true));
  assert.ok(problem instanceof Problem);
  return problem;
};

const fridge = { price: 4_000_000, quantity: 1 };
const cups = { price: 10_000, quantity: 3 };
const first = 'itm_00000000';
const second = 'itm_00000001';

test('units are refunded at their share of what was paid, and the last unit clears the remainder', () => {
  const items = itemsOf([cups], 1);
  const refunds: ReturnType<typeof refund>[] = [];
  const one: RefundRequest = { items: [{ itemId: first, quantity: 1 }] };
  for (const expected of [9_999, 10_000, 10_000]) {
    const shares = sharesOf(items, refunds, one);
    assert.deepEqual(shares, [{ itemId: first, quantity: 1, amount: expected }]);
    refunds.push(refund(shares));
  }
  assert.match(problemOf(() => sharesOf(items, refunds, one)).message, /0 of this item are left/);
});

test('an amount is spread over what is left of each item in proportion, by largest remainder', () => {
  const items = itemsOf([fridge, cups]);
  assert.deepEqual(sharesOf(items, [], { amount: 100_000 }), [
    { itemId: first, quantity: 0, amount: 99_256 },
    { itemId: second, quantity: 0, amount: 744 },
  ]);
  const returned = refund(sharesOf(items, [], { items: [{ itemId: first, quantity: 1 }] }));
  assert.deepEqual(sharesOf(items, [returned], { amount: 30_000 }), [{ itemId: second, quantity: 0, amount: 30_000 }]);
  assert.equal(problemOf(() => sharesOf(items, [returned], { amount: 30_001 })).code, 'refund_exceeds');
});

test('after a refund by amount, units give back their share less what was refunded', () => {
  const items = itemsOf([{ price: 10_000, quantity: 2 }]);
  const amount = refund(sharesOf(items, [], { amount: 5_000 }));
  const unit = sharesOf(items, [amount], { items: [{ itemId: first, quantity: 1 }] });
  assert.deepEqual(unit, [{ itemId: first, quantity: 1, amount: 5_000 }]);
  assert.equal(sum(sharesOf(items, [amount, refund(unit)], { items: [{ itemId: first, quantity: 1 }] })), 10_000);
});

test('a failed refund gives back what it had taken', () => {
  const items = itemsOf([cups]);
  const all: RefundRequest = { items: [{ itemId: first, quantity: 3 }] };
  assert.equal(sum(sharesOf(items, [refund(sharesOf(items, [], all), 'failed')], all)), 30_000);
});

test('a gift alone, and a part of a marked piece, are refused by name', () => {
  const items = itemsOf([fridge, { price: 0, quantity: 1 }, { price: 500, quantity: 2, marking: '0104606' }]);
  const wanted = (itemId: string, quantity: number) => problemOf(() => sharesOf(items, [], { items: [{ itemId, quantity }] }));
  assert.deepEqual([wanted(second, 1).status, wanted(second, 1).fields[0]?.path], [422, '/items']);
  assert.equal(wanted('itm_00000002', 0.5).fields[0]?.code, 'too_precise');
});

const carts = fc
  .array(
    fc.record({
      price: fc.integer({ min: 0, max: 5_000_000 }),
      quantity: fc.integer({ min: 1, max: 20_000 }).map((thousandths) => thousandths / 1000),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .filter((lines) => amountOf(lines) > 0)
  .chain((lines) => fc.record({ lines: fc.constant(lines), discount: fc.integer({ min: 0, max: amountOf(lines) - 1 }) }));
/** What to give back: part of what is left, of one item or of the amount. */
const wishes = fc.array(fc.record({ byAmount: fc.boolean(), item: fc.nat(), part: fc.double({ min: 0.01, max: 1, noNaN: true }) }), {
  maxLength: 8,
});

test('any refunds in any order, then the rest by items, give back exactly what was paid, and no item less than nothing', () => {
  fc.assert(
    fc.property(carts, wishes, ({ lines, discount }, wanted) => {
      const items = itemsOf(lines, discount);
      const amount = amountOf(lines, discount);
      const refunds: ReturnType<typeof refund>[] = [];
      const back = () => refunds.reduce((all, { shares }) => all + sum(shares), 0);
      const unitsLeft = (item: OrderItem) =>
        thousandthsOf(item.quantity) -
        refunds
          .flatMap(({ shares }) => shares)
          .reduce((all, { itemId, quantity }) => all + (itemId === item.id ? thousandthsOf(quantity) : 0), 0);
      const giveBack = (request: RefundRequest) => {
        try {
          refunds.push(refund(sharesOf(items, refunds, request)));
        } catch (error) {
          // Units for which nothing is left to pay.
          if (!(error instanceof Problem) || error.fields[0]?.path !== '/items') throw error;
        }
      };
      for (const { byAmount, item, part } of wanted) {
        const chosen = items[item % items.length]!;
        const quantity = Math.floor(unitsLeft(chosen) * part) / 1000;
        const money = Math.floor((amount - back()) * part);
        if (byAmount && money > 0) giveBack({ amount: money });
        if (!byAmount && quantity > 0) giveBack({ items: [{ itemId: chosen.id, quantity }] });
      }
      const rest = items.filter((item) => unitsLeft(item) > 0).map((item) => ({ itemId: item.id, quantity: unitsLeft(item) / 1000 }));
      if (rest.length > 0) giveBack({ items: rest });
      if (amount > back()) giveBack({ amount: amount - back() });
      assert.equal(back(), amount);
      for (const { shares } of refunds) for (const share of shares) assert.ok(share.amount >= 0);
    }),
  );
});
