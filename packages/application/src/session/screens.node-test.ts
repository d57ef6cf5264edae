import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Session, SessionDetail } from '@installment-button/protocol/session-view';
import { orderStatuses, type OrderStatus } from '@installment-button/protocol/status';
import { screenBefore, screensFor } from './screens.ts';
import { detail, offers, order, plans } from '../testing/fixtures.ts';

const proven = (status: OrderStatus, more: Partial<SessionDetail> = {}): SessionDetail => ({
  ...detail,
  ...more,
  order: { ...order, status },
});
const summary = (status: OrderStatus): Session => ({ order: { ...order, status }, plans, phoneConfirmed: false });

test('every status has a screen, with and without the phone', () => {
  for (const status of orderStatuses) {
    assert.ok(screensFor(proven(status)).length);
    assert.ok(screensFor(summary(status)).length);
  }
});

test('without the phone nothing personal is reachable', () => {
  const open = ['terms', 'return', 'rejected', 'ended'];
  for (const status of orderStatuses)
    for (const screen of screensFor(summary(status))) assert.ok(open.includes(screen), `${status} ${screen}`);
});

test('the form goes on where it was left', () => {
  assert.equal(screensFor(proven('created', { draft: { applicant: {}, step: 'work' } }))[0], 'work');
  assert.equal(screensFor(proven('created', { draft: { applicant: {}, step: 'signing' } }))[0], 'person', 'a step from elsewhere');
  assert.equal(screensFor(proven('created'))[0], 'person');
});

test('after the submit there is no way back into the form', () => {
  assert.deepEqual(screensFor(proven('submitted')), ['waiting']);
  assert.deepEqual(screensFor(proven('submitted', { offers })), ['waiting', 'offers']);
});

test('a chosen offer leads to the signing; a chosen one that went away to the others', () => {
  assert.equal(screensFor(proven('approved', { offers, chosenOfferId: offers[0]!.id }))[0], 'signing');
  assert.equal(screensFor(proven('approved', { offers }))[0], 'offers');
  assert.equal(screensFor(proven('approved'))[0], 'waiting');
});

test('«back» never leaves what may be shown', () => {
  for (const status of orderStatuses) {
    const session = proven(status, { offers, chosenOfferId: status === 'approved' ? offers[0]!.id : null });
    const possible = screensFor(session);
    for (const screen of possible) {
      const before = screenBefore(screen, session);
      assert.ok(before === null || possible.includes(before), `${status}: ${screen} → ${before}`);
    }
  }
});
