import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aBank, openTestShop } from './testing/shop.ts';
import { startTestBackend } from './testing/start-backend.ts';

test('a node that is about to go says so, answers on, and ends each connection with its answer', async () => {
  const backend = await startTestBackend({ banks: [aBank()] });
  try {
    const shop = await openTestShop(backend);
    const before = await shop.call('/v1/orders');
    assert.deepEqual([before.status, before.headers.get('connection')], [200, 'keep-alive']);
    backend.leave();
    const ready = await fetch(`${backend.url}/readyz`);
    assert.deepEqual([ready.status, ready.headers.get('connection')], [503, 'close']);
    const answer = await shop.call('/v1/orders');
    assert.deepEqual([answer.status, answer.headers.get('connection')], [200, 'close']);
    assert.ok((await shop.createOrder()).id.startsWith('ord_'));
  } finally {
    await backend.close();
  }
});
