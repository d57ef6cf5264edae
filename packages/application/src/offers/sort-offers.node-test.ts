import assert from 'node:assert/strict';
import { test } from 'node:test';
import { offers, order } from '../testing/fixtures.ts';
import { overpayment, praises, sortOffers } from './sort-offers.ts';

const price = order.amount;
const [installment, cheaper, dearer] = offers;
assert.ok(installment && cheaper && dearer);

test('less comes first, by what the buyer asked', () => {
  const shuffled = [dearer, installment, cheaper];
  assert.deepEqual(sortOffers(shuffled, 'payment', order), [installment, cheaper, dearer]);
  assert.deepEqual(sortOffers(shuffled, 'overpayment', order), [installment, cheaper, dearer]);
  assert.deepEqual(sortOffers(shuffled, 'fullCost', order), [cheaper, dearer, installment]);
  assert.deepEqual(sortOffers(shuffled, 'asked', { ...order, product: 'credit' }), [cheaper, dearer, installment]);
});

test('an installment costs nothing above the price', () => {
  assert.equal(overpayment(installment, price), 0);
  assert.ok(overpayment(cheaper, price) > 0);
});

test('an offer is praised only for what is true of it alone', () => {
  assert.deepEqual(praises(installment, offers, price), ['lowestPayment', 'cheapest']);
  assert.deepEqual(praises(cheaper, offers, price), []);
  assert.deepEqual(praises(installment, [installment], price), [], 'alone it is the best of nothing');
  const equal = { ...cheaper, id: 'off_equal00001', monthlyPayment: installment.monthlyPayment, totalPayment: installment.totalPayment };
  assert.deepEqual(praises(installment, [installment, equal], price), []);
});

test('«no visit» stands only where all others need one', () => {
  const visit = { ...dearer, signing: ['meeting' as const] };
  assert.ok(praises(cheaper, [cheaper, visit], price).includes('noVisit'));
  assert.ok(!praises(cheaper, [cheaper, installment, visit], price).includes('noVisit'));
});
