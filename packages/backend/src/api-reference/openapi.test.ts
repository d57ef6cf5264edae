import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { OpenAPIV3_1 } from 'openapi-types';
import { startTestBackend, type TestBackend } from '../testing/start-backend.ts';

let backend: TestBackend;
let document: OpenAPIV3_1.Document;
before(async () => {
  backend = await startTestBackend();
  document = (await (await fetch(`${backend.url}/openapi.json`)).json()) as OpenAPIV3_1.Document;
});
after(() => backend.close());

test('the description is OpenAPI 3.1 and names the calls of the contract', () => {
  assert.match(document.openapi, /^3\.1\./);
  const calls = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.keys(item ?? {}).map((method) => `${method} ${path}`),
  );
  for (const call of [
    'post /v1/orders',
    'get /v1/orders',
    'get /v1/orders/{id}',
    'post /v1/orders/{id}/confirm',
    'post /v1/orders/{id}/cancel',
    'post /v1/orders/{id}/refunds',
    'get /v1/orders/{id}/refunds',
    'get /v1/plans',
    'post /v1/webhook-endpoints',
    'get /v1/webhook-endpoints',
    'delete /v1/webhook-endpoints/{id}',
    'post /v1/webhook-endpoints/{id}/test',
    'post /v1/webhook-endpoints/{id}/rotate',
    'get /v1/events',
    'post /v1/events/{id}/redeliver',
    'get /v1/session',
    'post /v1/session/phone',
    'post /v1/session/submit',
    'post /v1/banks/{bankId}/decisions',
    'post /v1/banks/{bankId}/events',
  ])
    assert.ok(calls.includes(call), `${call} is not described`);
  assert.ok(!calls.some((call) => call.includes('/cabinet/') || call.includes('/apply/') || call.startsWith('options')));
});

test('every reference leads somewhere, every call has a name, a key and its refusals', () => {
  const text = JSON.stringify(document);
  for (const [, name] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g))
    assert.ok(document.components?.schemas?.[name ?? ''], `${name} is not described`);
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const operation of Object.values(item ?? {}) as OpenAPIV3_1.OperationObject[]) {
      assert.ok(operation.summary, `${path} has no summary`);
      assert.ok(operation.tags?.length, `${path} has no tag`);
      assert.ok(operation.responses?.['default'], `${path} has no refusals`);
      for (const entry of operation.security ?? [])
        for (const name of Object.keys(entry)) assert.ok(document.components?.securitySchemes?.[name], `${path}: ${name}`);
    }
  }
});

test('the shapes say what is refused', () => {
  const order = document.components?.schemas?.['CreateOrderInput'] ?? document.components?.schemas?.['CreateOrder'];
  assert.equal(order?.additionalProperties, false);
  assert.deepEqual(order?.required, ['product', 'currency', 'items']);
});
