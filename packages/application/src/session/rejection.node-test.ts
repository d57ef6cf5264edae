import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SessionDetail } from '@installment-button/protocol/session-view';
import { banks, detail, order, plans } from '../testing/fixtures.ts';
import { rejectionOf, withdrawnBanks } from './rejection.ts';

type Answer = SessionDetail['decisions'][number];

const rejected = (decisions: (Omit<Answer, 'bank'> | Answer['decision'])[], previousStatus: 'submitted' | 'approved' = 'submitted') => ({
  ...detail,
  order: { ...order, status: 'rejected' as const, previousStatus },
  decisions: decisions.map((answer, index) => ({
    bank: { id: banks[index]!.id, name: banks[index]!.name },
    ...(typeof answer === 'string' ? { decision: answer } : answer),
  })),
});

test('a single no is a refusal, however many banks were silent', () => {
  assert.equal(rejectionOf(rejected(['failed', 'timeout', 'declined'])), 'refused');
});

test('banks that nobody could reach, or that never answered, have not refused', () => {
  assert.equal(rejectionOf(rejected(['failed', 'failed'])), 'outage');
  assert.equal(rejectionOf(rejected(['timeout', 'failed'])), 'outage');
});

test('an offer that is gone is no refusal', () => {
  const session = rejected([{ decision: 'declined', reason: 'withdrawn' }, 'declined']);
  assert.equal(rejectionOf(session), 'withdrawn');
  assert.deepEqual(withdrawnBanks(session), [banks[0]!.name]);
  assert.equal(rejectionOf(rejected(['declined'], 'approved')), 'withdrawn', 'the chosen offer is gone');
});

test('without the phone nothing is claimed about the banks', () => {
  assert.equal(rejectionOf({ order: { ...order, status: 'rejected' }, plans, phoneConfirmed: false }), 'unknown');
});
