import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fittingPlans, lowestPayment, monthlyPayment, type Plan } from './plans.ts';

const plan = (over: Partial<Plan>): Plan => ({
  product: 'installment',
  term: 12,
  rate: 0,
  minAmount: 300_000,
  maxAmount: 50_000_000,
  ...over,
});

test('an installment costs the price divided by the term, rounded up to a kopeck', () => {
  assert.equal(monthlyPayment(0, 4_999_000, 12), 416_584);
  assert.equal(monthlyPayment(0, 1_200_000, 12), 100_000);
  assert.equal(monthlyPayment(0, 1_000, 3), 334);
});

test('a credit is an annuity, rounded up to a kopeck', () => {
  assert.equal(monthlyPayment(24, 10_000_000, 24), 528_711);
  assert.equal(monthlyPayment(12, 10_000, 1), 10_100, 'an exact payment is not rounded up by the noise of floating point');
  assert.equal(monthlyPayment(0.003, 49_999_115, 1), 49_999_240, 'nor by a cancellation at a rate near zero');
});

test('the payment repays the loan, and one kopeck less would not', () => {
  const debtAfter = (payment: number, rate: number, amount: number, term: number) => {
    let debt = amount;
    for (let month = 0; month < term; month += 1) debt = debt * (1 + rate / 1200) - payment;
    return debt;
  };
  fc.assert(
    fc.property(
      fc.integer({ min: 300_000, max: 50_000_000 }),
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 0, max: 60_000 }).map((thousandths) => thousandths / 1000),
      (amount, term, rate) => {
        const payment = monthlyPayment(rate, amount, term);
        assert.ok(debtAfter(payment, rate, amount, term) < 0.01, 'repaid');
        assert.ok(debtAfter(payment - 1, rate, amount, term) > 0, 'not more than needed');
      },
    ),
  );
});

test('only plans of the product that allow the amount fit, their limits included', () => {
  const plans = [plan({ term: 6, minAmount: 500_000 }), plan({ term: 12, maxAmount: 500_000 }), plan({ product: 'credit', rate: 20 })];
  const terms = (amount: number) => fittingPlans(plans, amount, 'installment').map(({ term }) => term);
  assert.deepEqual(terms(499_999), [12]);
  assert.deepEqual(terms(500_000), [12, 6]);
  assert.deepEqual(terms(500_001), [6]);
  assert.deepEqual(terms(299_999), []);
});

test('the lowest payment comes first and the table itself stays as it was', () => {
  const plans = Object.freeze([plan({ term: 3 }), plan({ term: 24 }), plan({ term: 12 })]);
  const fitting = fittingPlans(plans, 2_400_000, 'installment');
  assert.deepEqual(
    fitting.map(({ monthlyPayment }) => monthlyPayment),
    [100_000, 200_000, 800_000],
  );
  assert.deepEqual(fitting[0], { ...plan({ term: 24 }), monthlyPayment: 100_000 });
});

test('the lowest payment is that of the first fitting plan', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          product: fc.constantFrom('installment' as const, 'credit' as const),
          term: fc.integer({ min: 1, max: 60 }),
          rate: fc.integer({ min: 0, max: 60_000 }).map((thousandths) => thousandths / 1000),
          minAmount: fc.integer({ min: 0, max: 5_000_000 }),
          maxAmount: fc.integer({ min: 0, max: 50_000_000 }),
        }),
      ),
      fc.integer({ min: 1, max: 60_000_000 }),
      (plans, amount) => {
        assert.equal(lowestPayment(plans, amount, 'credit'), fittingPlans(plans, amount, 'credit')[0]?.monthlyPayment);
      },
    ),
  );
});
