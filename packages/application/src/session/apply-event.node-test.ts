import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEvent } from './apply-event.ts';
import { detail, offers } from '../testing/fixtures.ts';

const [first, second] = offers;
assert.ok(first && second);
const asked = { ...detail, decisions: [{ bank: first.bank, decision: 'pending' as const }] };

test('an answer changes its bank and brings its offers', () => {
  const session = applyEvent(asked, { name: 'decision', data: { bank: first.bank, decision: 'approved', offers: [first] } });
  assert.deepEqual(session.decisions, [{ bank: first.bank, decision: 'approved' }]);
  assert.deepEqual(session.offers, [first]);
});

test('the same answer again changes nothing', () => {
  const event = { name: 'decision', data: { bank: first.bank, decision: 'approved', offers: [first] } } as const;
  const once = applyEvent(asked, { ...event, data: { ...event.data, offers: [first] } });
  assert.deepEqual(applyEvent(once, { ...event, data: { ...event.data, offers: [first] } }), once);
});

test('an offer that a bank takes back is gone, the others keep their places', () => {
  const session = applyEvent(
    { ...asked, offers: [first, second] },
    { name: 'decision', data: { bank: first.bank, decision: 'declined', offers: [] } },
  );
  assert.deepEqual(session.offers, [second]);
});

test('a late bank that nobody asked about joins at the end', () => {
  const session = applyEvent(asked, { name: 'decision', data: { bank: second.bank, decision: 'approved', offers: [second] } });
  assert.deepEqual(
    session.decisions.map(({ bank }) => bank.id),
    [first.bank.id, second.bank.id],
  );
});

test('a status that is not newer is dropped', () => {
  const data = {
    orderId: detail.order.id,
    externalId: null,
    status: 'submitted',
    previousStatus: 'created',
    at: '2026-11-24T11:31:00.000Z',
  } as const;
  assert.equal(applyEvent(detail, { name: 'status', data: { ...data, sequence: detail.order.sequence } }), detail);
  assert.equal(applyEvent(detail, { name: 'status', data: { ...data, sequence: detail.order.sequence + 1 } }).order.status, 'submitted');
});
