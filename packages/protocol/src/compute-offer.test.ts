import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { computeOffer, leastPayment, type OfferTerms } from './compute-offer.ts';
import { addDays, addMonths } from './days.ts';
import { offerFields } from './offer.ts';
import * as z from 'zod/mini';

const terms = fc.record<OfferTerms>({
  product: fc.constantFrom('installment', 'credit'),
  amount: fc.integer({ min: 300_000, max: 500_000_000 }),
  firstPayment: fc.integer({ min: 0, max: 200_000 }),
  term: fc.integer({ min: 1, max: 60 }),
  rate: fc.integer({ min: 0, max: 80_000 }).map((thousandths) => thousandths / 1000),
  startDate: fc.integer({ min: 0, max: 2_000 }).map((days) => addDays('2026-01-01', days)),
});
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

test('an installment of 49 990 ₽ over 12 months at 19.9 %', () => {
  const offer = computeOffer({ product: 'installment', amount: 4_999_000, firstPayment: 0, term: 12, rate: 19.9, startDate: '2026-01-31' });
  assert.equal(offer.monthlyPayment, 416_584);
  assert.equal(offer.totalPayment, 4_999_000);
  assert.equal(offer.creditAmount, 4_499_389);
  assert.equal(offer.fullCostRate, 19.9);
  assert.equal(offer.fullCostAmount, 499_611);
  assert.equal(offer.schedule.at(-1)?.payment, 416_576);
  assert.equal(offer.schedule[0]?.date, '2026-02-28');
  assert.deepEqual(offer.schedule[0], { date: '2026-02-28', payment: 416_584, principal: 341_969, interest: 74_615 });
});

test('a credit of 100 000 ₽ over 24 months at 24 %', () => {
  const offer = computeOffer({ product: 'credit', amount: 10_000_000, firstPayment: 0, term: 24, rate: 24, startDate: '2026-03-10' });
  assert.equal(offer.monthlyPayment, 528_711);
  assert.equal(offer.creditAmount, 10_000_000);
  assert.equal(offer.fullCostRate, 24);
  assert.equal(offer.totalPayment, sum(offer.schedule.map(({ payment }) => payment)));
});

test('a first payment is paid by the buyer and lent by nobody', () => {
  const offer = computeOffer({
    product: 'installment',
    amount: 1_000_000,
    firstPayment: 200_000,
    term: 4,
    rate: 0,
    startDate: '2026-03-10',
  });
  assert.deepEqual(
    [offer.monthlyPayment, offer.totalPayment, offer.creditAmount, offer.firstPayment],
    [200_000, 1_000_000, 800_000, 200_000],
  );
});

test('the sums of every offer add up', () => {
  fc.assert(
    fc.property(terms, (given) => {
      const offer = computeOffer(given);
      const { schedule } = offer;
      assert.equal(schedule.length, given.term);
      assert.equal(sum(schedule.map(({ principal }) => principal)), offer.creditAmount, 'the principal repays the loan');
      assert.equal(sum(schedule.map(({ interest }) => interest)), offer.fullCostAmount, 'the interest is the full cost');
      assert.equal(sum(schedule.map(({ payment }) => payment)) + given.firstPayment, offer.totalPayment);
      schedule.forEach(({ date, payment, principal, interest }, index) => {
        assert.equal(payment, principal + interest);
        assert.ok(principal >= 0 && interest >= 0);
        // The rounding of each month's interest meets in the last payment: half a kopeck a month, and its interest.
        if (index < given.term - 1) assert.equal(payment, offer.monthlyPayment);
        else assert.ok(payment > 0 && payment <= offer.monthlyPayment + given.term * 3);
        assert.equal(date, addMonths(given.startDate, index + 1));
      });
      if (given.product === 'installment') assert.equal(offer.totalPayment, given.amount, 'the buyer pays the price');
      assert.ok(Math.abs(offer.fullCostRate - given.rate) < 0.05 + (given.term * 60) / given.amount, 'no fees: the full cost is the rate');
      assert.ok(z.object({ schedule: offerFields.schedule, fullCostRate: offerFields.fullCostRate }).safeParse(offer).success);
    }),
    { numRuns: 300 },
  );
});

test('the smallest sums add up as well', () => {
  fc.assert(
    fc.property(terms, fc.integer({ min: 0, max: 20_000 }), (given, more) => {
      const amount = leastPayment * given.term + more;
      const offer = computeOffer({ ...given, product: 'installment', amount, firstPayment: 0 });
      assert.equal(offer.totalPayment, amount);
      assert.equal(sum(offer.schedule.map(({ principal }) => principal)), offer.creditAmount);
      assert.ok(offer.creditAmount <= amount);
      assert.ok(offer.schedule.every(({ payment, principal, interest }) => payment > 0 && principal >= 0 && interest >= 0));
    }),
    { numRuns: 500 },
  );
});

test('too little left to finance is an error, not an offer', () => {
  const given = { product: 'credit', amount: 10_000, term: 3, rate: 10, startDate: '2026-01-01' } as const;
  for (const firstPayment of [7_001, 10_000, 20_000, -1, NaN]) assert.throws(() => computeOffer({ ...given, firstPayment }), RangeError);
  assert.equal(computeOffer({ ...given, firstPayment: 7_000 }).creditAmount, 3_000);
});
