import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as z from 'zod/mini';
import * as protocol from './index.ts';

const isSchema = (value: unknown): value is z.core.$ZodType => typeof value === 'object' && value !== null && '_zod' in value;
const schemas = Object.entries(protocol).flatMap(([name, value]) => (isSchema(value) ? [{ name, schema: value }] : []));

test('every schema is told in JSON Schema, as read and as written: none transforms', () => {
  assert.ok(schemas.length > 100);
  for (const { name, schema } of schemas) {
    for (const io of ['input', 'output'] as const) assert.doesNotThrow(() => z.toJSONSchema(schema, { io }), name);
  }
});

test('no two schemas share a name of /openapi.json', () => {
  const names = new Map<string, unknown>();
  for (const { schema } of schemas) {
    const id = z.globalRegistry.get(schema)?.id;
    if (!id) continue;
    assert.ok(!names.has(id) || names.get(id) === schema, id);
    names.set(id, schema);
  }
  assert.ok(names.size > 40);
});

test('requests refuse unknown fields', () => {
  const requests = [
    'createOrderSchema',
    'createWebhookEndpointSchema',
    'submitSchema',
    'draftSchema',
    'provePhoneSchema',
    'selectSchema',
    'bankEventSchema',
  ];
  for (const request of requests) {
    const found = schemas.find(({ name }) => name === request);
    assert.ok(found, request);
    const issues = z.safeParse(found.schema, { surprise: 1 }).error?.issues ?? [];
    assert.ok(
      issues.some((issue) => issue.code === 'unrecognized_keys' && issue.keys.includes('surprise')),
      request,
    );
  }
});
