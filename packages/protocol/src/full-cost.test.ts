import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addMonths } from './days.ts';
import { fullCostAmount, fullCostOfFlows, fullCostRate } from './full-cost.ts';

const monthly = (amounts: readonly number[], issuedOn = '2026-01-15') =>
  amounts.map((payment, index) => ({ date: addMonths(issuedOn, index + 1), payment }));
const times = (count: number, amount: number) => Array<number>(count).fill(amount);

test('the worked figures', () => {
  const issuedOn = '2026-01-15';
  const installment = { loan: 4_499_388, issuedOn, payments: monthly([...times(11, 416_583), 416_587]) };
  const credit = { loan: 10_000_000, issuedOn, payments: monthly(times(24, 528_711)) };
  const withFee = { ...credit, payments: [{ date: issuedOn, payment: 199_000 }, ...credit.payments] };
  const free = { loan: 4_999_000, issuedOn, payments: monthly([...times(11, 416_584), 416_576]) };
  assert.equal(fullCostRate(installment), 19.9);
  assert.equal(fullCostRate(credit), 24);
  assert.equal(fullCostRate(withFee), 26.139);
  assert.equal(fullCostRate(free), 0);
});

test('the full cost in money is all payments less the loan', () => {
  assert.equal(fullCostAmount({ loan: 4_499_388, payments: monthly([...times(11, 416_583), 416_587]) }), 499_612);
});

test('payments at the end of the month count as whole months', () => {
  const payments = times(24, 528_711);
  assert.equal(fullCostRate({ loan: 10_000_000, issuedOn: '2026-01-31', payments: monthly(payments, '2026-01-31') }), 24);
});

test('a payment between two months is discounted by its part of a month', () => {
  // One payment after 1 month and 15 days: (1 + e·i)(1 + i) = 1.03 with e = 15 / (365 / 12).
  const e = 15 / (365 / 12);
  const i = (-(1 + e) + Math.sqrt((1 + e) ** 2 + 4 * e * 0.03)) / (2 * e);
  const rate = fullCostRate({ loan: 1_000_000, issuedOn: '2026-01-10', payments: [{ date: '2026-02-25', payment: 1_030_000 }] });
  assert.equal(rate, Math.round(i * 12 * 100_000) / 1000);
  assert.ok(rate > 23.9 && rate < 24, 'a little less than 3 % for 1.5 months');
});

test('a base period other than a month', () => {
  // 10 % a year, paid once a year.
  const flows = [
    { amount: -1_000_000, periods: 0, part: 0 },
    { amount: 1_100_000, periods: 1, part: 0 },
  ];
  assert.equal(fullCostOfFlows(flows, 1), 10);
});

test('repaying less than was lent has no positive solution: zero', () => {
  assert.equal(fullCostRate({ loan: 1_000_000, issuedOn: '2026-01-10', payments: monthly(times(10, 90_000)) }), 0);
});

test('where the fees at the issue eat the loan there is no rate', () => {
  const payments = [{ date: '2026-01-10', payment: 1_000_000 }, ...monthly(times(10, 100_000))];
  assert.throws(() => fullCostRate({ loan: 1_000_000, issuedOn: '2026-01-10', payments }), RangeError);
});

test('of an exact annuity the full cost is its rate', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100_000 }).map((thousandths) => thousandths / 1000),
      fc.integer({ min: 1, max: 120 }),
      (rate, term) => {
        const i = rate / 1200;
        const payment = (1e9 * i) / (1 - (1 + i) ** -term);
        const flows = times(term, payment).map((amount, index) => ({ amount, periods: index + 1, part: 0 }));
        assert.ok(Math.abs(fullCostOfFlows([{ amount: -1e9, periods: 0, part: 0 }, ...flows], 12) - rate) < 0.0011);
      },
    ),
  );
});
