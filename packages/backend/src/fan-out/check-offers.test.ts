import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BankOffer } from '@installment-button/protocol';
import { computeOffer } from '@installment-button/protocol/compute-offer';
import { checkOffers, offerFault } from './check-offers.ts';

const amount = 4_999_000;

function offer(product: 'installment' | 'credit', firstPayment = 0): BankOffer {
  return {
    id: `offer-${product}`,
    product,
    ...computeOffer({ product, amount, firstPayment, term: 10, rate: 21.5, startDate: '2026-03-01' }),
    signing: ['sms'],
    validUntil: '2026-03-08T00:00:00.000Z',
  };
}

test('offers as banks compute them add up', () => {
  assert.equal(offerFault(amount, offer('installment')), null);
  assert.equal(offerFault(amount, offer('credit')), null);
  assert.equal(offerFault(amount, offer('installment', 1_000_000)), null);
  assert.equal(offerFault(amount, offer('credit', 1_000_000)), null);
});

const faults: [string, (sound: BankOffer) => BankOffer][] = [
  ['a total that is more than is paid', (sound) => ({ ...sound, totalPayment: sound.totalPayment + 1 })],
  ['another monthly payment than the schedule’s', (sound) => ({ ...sound, monthlyPayment: sound.monthlyPayment - 1 })],
  ['a credit that the schedule does not repay', (sound) => ({ ...sound, creditAmount: sound.creditAmount - 100 })],
  ['a full cost that is not what is paid beyond the credit', (sound) => ({ ...sound, fullCostAmount: sound.fullCostAmount + 1 })],
  ['a first payment of the whole price', (sound) => ({ ...sound, firstPayment: amount })],
  [
    'a payment that is not principal and interest',
    (sound) => ({ ...sound, schedule: sound.schedule.map((row, index) => (index === 3 ? { ...row, interest: row.interest + 1 } : row)) }),
  ],
];

for (const product of ['installment', 'credit'] as const) {
  for (const [name, spoil] of faults) {
    test(`${product}: ${name} is found`, () => assert.notEqual(offerFault(amount, spoil(offer(product))), null));
  }
}

test('an installment that costs more than the price is refused', () => {
  assert.equal(offerFault(amount - 1, offer('installment')), 'an installment costs the price and no more');
});

test('a credit for another price is refused', () => {
  assert.equal(offerFault(amount + 1, offer('credit')), 'creditAmount is not the price less the first payment');
});

test('offers that add up are kept, one of each id', () => {
  const sound = offer('credit');
  const { sound: kept, faults: found } = checkOffers(amount, [sound, { ...sound }, { ...offer('installment'), totalPayment: 1 }]);
  assert.deepEqual(kept, [sound]);
  assert.deepEqual(found, ['two offers have one id', 'the schedule does not add up to totalPayment']);
});
