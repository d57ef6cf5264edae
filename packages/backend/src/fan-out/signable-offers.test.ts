import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BankApplication, BankOffer } from '@installment-button/protocol';
import { openBuyer } from '../testing/buyer.ts';
import { offerFor } from '../testing/scripted-bank.ts';
import { shopWithBanks } from '../testing/shop-with-banks.ts';
import { signableOffers } from './signable-offers.ts';

const {
  backend,
  shop,
  banks: [bank],
} = await shopWithBanks(['ladoga']);

const offer = (id: string, signing: BankOffer['signing']) => ({ id, signing }) as BankOffer;
const offers = [offer('all', ['sms', 'self-id', 'meeting']), offer('photographs', ['self-id']), offer('visit', ['meeting'])];

test('without Self ID an offer keeps its other methods, and an offer with no other method is dropped', () => {
  const config = backend.context.config;
  assert.deepEqual(signableOffers({ config: { ...config, production: false } }, offers), offers);
  assert.deepEqual(
    signableOffers({ config: { ...config, production: true } }, offers).map(({ id, signing }) => [id, signing]),
    [
      ['all', ['sms', 'meeting']],
      ['visit', ['meeting']],
    ],
  );
});

test('in production a bank that offers nothing but Self ID counts as declined', async () => {
  bank.always('apply', ({ rawBody }) => {
    const request = JSON.parse(rawBody) as BankApplication;
    const made = { ...offerFor(request, new Date()), signing: ['self-id'] };
    return { status: 200, body: { applicationId: request.applicationId, decision: 'approved', offers: [made] } };
  });
  const buyer = openBuyer(backend, await shop.createOrder());
  backend.context.config.production = true;
  try {
    await buyer.submits();
    const view = await buyer.waitsFor('the rejection', ({ order }) => order.status === 'rejected');
    assert.deepEqual(view.offers, []);
    assert.equal(view.decisions[0]?.decision, 'declined');
  } finally {
    backend.context.config.production = false;
  }
});
