import assert from 'node:assert/strict';
import { test } from 'node:test';
import { offers, order } from '../testing/fixtures.ts';
import { filterOffers, usefulFilters } from './filter-offers.ts';

const price = order.amount;
const [installment, cheaper, dearer] = offers;
assert.ok(installment && cheaper && dearer);
const visit = { ...dearer, signing: ['meeting' as const] };

test('a filter leaves what it names', () => {
  assert.deepEqual(filterOffers(offers, ['noOverpayment'], price), [installment]);
  assert.deepEqual(filterOffers([installment, cheaper, visit], ['noVisit'], price), [installment, cheaper]);
  assert.deepEqual(filterOffers([cheaper, visit], ['noOverpayment', 'noVisit'], price), []);
  assert.deepEqual(filterOffers(offers, [], price), offers);
});

test('only filters that divide the offers are shown, and none for two', () => {
  assert.deepEqual(usefulFilters(offers, price), ['noOverpayment']);
  assert.deepEqual(usefulFilters([installment, cheaper, visit], price), ['noOverpayment', 'noVisit']);
  assert.deepEqual(usefulFilters([installment, visit], price), []);
});
