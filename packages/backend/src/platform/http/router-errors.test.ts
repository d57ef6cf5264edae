import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aBank, openTestShop } from '../../testing/shop.ts';
import { startTestBackend } from '../../testing/start-backend.ts';

test('what the router or the parser cannot read is refused as a problem too', async (context) => {
  const backend = await startTestBackend();
  context.after(() => backend.close());
  for (const [path, status] of [
    ['/v1/orders/%', 400],
    [`/v1/orders/${'x'.repeat(3000)}`, 414],
    [`/v1/orders?externalId=${'x'.repeat(20_000)}`, 431],
  ] as const) {
    const response = await fetch(backend.url + path);
    assert.equal(response.status, status);
    assert.match(response.headers.get('content-type') ?? '', /^application\/problem\+json/);
    assert.ok(response.headers.get('x-request-id'));
    if (status === 431) assert.equal(response.headers.get('connection'), 'close');
    const problem = (await response.json()) as { code: string; status: number };
    assert.deepEqual([problem.code, problem.status], ['invalid_request', status]);
  }
});

test('a NUL character in a query is refused with 422', async (context) => {
  const backend = await startTestBackend({ banks: [aBank()] });
  context.after(() => backend.close());
  const shop = await openTestShop(backend);
  for (const path of ['/v1/events?after=%00', '/v1/orders?after=a%00b', '/v1/orders?externalId=%00'])
    assert.equal((await shop.call(path)).status, 422, path);
});
