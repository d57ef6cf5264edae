import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstStepMemory } from './first-step-memory.ts';

const now = new Date('2026-11-24T12:00:00.000Z');
const in5Minutes = '2026-11-24T12:05:00.000Z';
const sent = { resendAt: '2026-11-24T12:01:00.000Z', attemptsLeft: 5, expiresAt: in5Minutes };
const step = { phone: { typed: '+7 916 204-18-42', sent }, term: 6, firstPayment: 500_000 };

function storage(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
    key: (index) => [...kept.keys()][index] ?? null,
    get length() {
      return kept.size;
    },
  };
}

test('the first step is known after a reload, a code as long as it is good', () => {
  const shared = storage();
  firstStepMemory('ord_1', () => shared).write(step);
  const reloaded = firstStepMemory('ord_1', () => shared);
  assert.deepEqual(reloaded.read(now), step);
  assert.deepEqual(reloaded.read(new Date(in5Minutes)), { ...step, phone: { ...step.phone, sent: null } });
  assert.equal(firstStepMemory('ord_2', () => shared).read(now), null);
});

test('once the phone is proven nothing of it is kept', () => {
  const shared = storage();
  const memory = firstStepMemory('ord_1', () => shared);
  memory.write(step);
  memory.erase();
  assert.equal(shared.length, 0);
});

test('a browser that refuses storage, or something foreign in it, is nothing remembered', () => {
  const refusing = firstStepMemory('ord_1', () => {
    throw new DOMException('denied', 'SecurityError');
  });
  refusing.write(step);
  refusing.erase();
  assert.equal(refusing.read(now), null);
  const shared = storage();
  shared.setItem('installment-first-step:ord_1', '{"term":1}');
  assert.equal(firstStepMemory('ord_1', () => shared).read(now), null);
});
