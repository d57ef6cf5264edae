import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lineTotal } from '@installment-button/protocol/lines';
import fc from 'fast-check';
import { splitLine } from './split-line.ts';

test('a sum that does not divide is written as two prices', () => {
  assert.deepEqual(splitLine(100_00, 3), [
    { price: 33_33, quantity: 2, sum: 66_66 },
    { price: 33_34, quantity: 1, sum: 33_34 },
  ]);
  assert.deepEqual(splitLine(100_00, 4), [{ price: 25_00, quantity: 4, sum: 100_00 }]);
  assert.deepEqual(splitLine(1, 2), [
    { price: 0, quantity: 1, sum: 0 },
    { price: 1, quantity: 1, sum: 1 },
  ]);
});

test('any sum of any quantity is written to the kopeck, and no unit is lost', () => {
  const sums = fc.integer({ min: 0, max: 10_000_000_00 });
  const quantities = fc.integer({ min: 1, max: 100_000 }).map((thousandths) => thousandths / 1000);
  fc.assert(
    fc.property(sums, quantities, (paid, quantity) => {
      const pieces = splitLine(paid, quantity);
      for (const piece of pieces) assert.equal(lineTotal(piece), piece.sum);
      assert.equal(
        pieces.reduce((sum, piece) => sum + piece.sum, 0),
        paid,
      );
      assert.equal(Math.round(pieces.reduce((sum, piece) => sum + piece.quantity, 0) * 1000), Math.round(quantity * 1000));
      assert.ok(pieces.length <= 3);
    }),
    { numRuns: 2000 },
  );
});
