import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { costsOf, paidFor } from './lines.ts';
import { returnedPieces, wholePieces, type PricedLine } from './whole-pieces.ts';

const line = (price: number, quantity: number, discount = 0): PricedLine => ({
  name: 'Ткань',
  quantity,
  unit: 'м',
  ...{ lineTotal: 0, discountShare: 0, ...costsOf([{ price, quantity }], discount)[0] },
});
const sum = (pieces: { price: number; quantity: number }[]) => pieces.reduce((total, { price, quantity }) => total + price * quantity, 0);

test('a fraction of a unit is one piece with its quantity in the name', () => {
  assert.deepEqual(wholePieces(line(100_000, 2.5)), [{ name: 'Ткань, 2,5 м', price: 250_000, quantity: 1 }]);
});

test('a discount that does not divide makes two lines, one kopeck apart', () => {
  assert.deepEqual(wholePieces(line(1000, 3, 100)), [
    { name: 'Ткань', price: 966, quantity: 1 },
    { name: 'Ткань', price: 967, quantity: 2 },
  ]);
});

const prices = fc.integer({ min: 1, max: 50_000_000 });
const quantities = fc.oneof(
  fc.integer({ min: 1, max: 1000 }),
  fc.integer({ min: 1, max: 100_000 }).map((thousandths) => thousandths / 1000),
);

test('whole pieces cost what the line costs, over all prices, quantities and discounts', () => {
  fc.assert(
    fc.property(prices, quantities, fc.double({ min: 0, max: 0.99, noNaN: true }), (price, quantity, share) => {
      const whole = line(price, quantity);
      const discounted = line(price, quantity, Math.floor(whole.lineTotal * share));
      const pieces = wholePieces(discounted);
      assert.equal(sum(pieces), paidFor(discounted));
      assert.ok(pieces.every((piece) => Number.isInteger(piece.price) && Number.isInteger(piece.quantity)));
      if (Number.isInteger(quantity))
        assert.equal(
          pieces.reduce((count, piece) => count + piece.quantity, 0),
          quantity,
        );
    }),
  );
});

test('what comes back in parts is what was sold, at the same prices', () => {
  fc.assert(
    fc.property(
      prices,
      fc.integer({ min: 1, max: 60 }),
      fc.double({ min: 0, max: 0.99, noNaN: true }),
      fc.infiniteStream(fc.integer({ min: 1, max: 7 })),
      (price, quantity, share, steps) => {
        const sold = line(price, quantity, Math.floor(price * quantity * share));
        const counts = new Map(wholePieces(sold).map((piece) => [piece.price, piece.quantity]));
        let before = 0;
        for (const step of steps) {
          const next = Math.min(step, quantity - before);
          if (next === 0) break;
          for (const piece of returnedPieces(sold, before, next)) counts.set(piece.price, (counts.get(piece.price) ?? 0) - piece.quantity);
          before += next;
        }
        assert.ok(
          [...counts.values()].every((left) => left === 0),
          JSON.stringify([...counts]),
        );
      },
    ),
  );
});
