import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canMove, finalStatuses, isFinal, legalMoves, orderStatuses, type OrderStatus } from './status.ts';

/** The table of the contract, written out a second time on purpose: a slip in the data must meet somebody. */
const table: [OrderStatus, OrderStatus[]][] = [
  ['created', ['submitted', 'canceled', 'expired']],
  ['submitted', ['approved', 'rejected', 'canceled', 'expired']],
  ['approved', ['signed', 'rejected', 'canceled', 'expired']],
  ['signed', ['confirmed', 'canceled', 'expired']],
  ['confirmed', ['settled', 'canceled']],
  ['settled', []],
  ['rejected', []],
  ['canceled', []],
  ['expired', []],
];

test('an order moves as the contract says and in no other way', () => {
  assert.equal(table.length, orderStatuses.length);
  for (const [from, allowed] of table) {
    for (const to of orderStatuses) assert.equal(canMove(from, to), allowed.includes(to), `${from} → ${to}`);
  }
});

test('a status is final exactly when nothing follows it', () => {
  for (const status of orderStatuses) assert.equal(isFinal(status), legalMoves[status].length === 0, status);
  assert.deepEqual([...finalStatuses].sort(), ['canceled', 'expired', 'rejected', 'settled']);
});

test('every status but created can be reached from created', () => {
  const reached = new Set<OrderStatus>(['created']);
  for (const status of reached) for (const next of legalMoves[status]) reached.add(next);
  assert.equal(reached.size, orderStatuses.length);
});
