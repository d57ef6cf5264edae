import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import * as z from 'zod/mini';
import { problemCodes } from './problem-codes.ts';
import { fieldErrors, pointer } from './problem.ts';

test('a path is a JSON Pointer', () => {
  assert.equal(pointer([]), '');
  assert.equal(pointer(['items', 0, 'price']), '/items/0/price');
  assert.equal(pointer(['a/b', 'c~d', '']), '/a~1b/c~0d/');
});

test('a missing field is told from one of a wrong type', () => {
  const schema = z.strictObject({ given: z.string(), missing: z.string() });
  const body = { given: null };
  const errors = fieldErrors(z.safeParse(schema, body).error?.issues ?? [], body);
  assert.deepEqual(
    errors.map(({ path, code }) => [path, code]),
    [
      ['/given', 'invalid_type'],
      ['/missing', 'required'],
    ],
  );
});

test('no error repeats a value', () => {
  const schema = z.strictObject({
    a: z.string().check(z.regex(/^x$/)),
    b: z.enum(['x']),
    c: z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('x') })]),
    d: z.int(),
  });
  z.config(z.locales.en());
  fc.assert(
    fc.property(fc.stringMatching(/^[А-Я]{6,12}$/), (secret) => {
      const body = { a: secret, b: secret, c: { kind: secret }, d: secret };
      const errors = fieldErrors(z.safeParse(schema, body).error?.issues ?? [], body);
      assert.deepEqual(errors.map(({ path }) => path).sort(), ['/a', '/b', '/c/kind', '/d']);
      assert.ok(!JSON.stringify(errors).includes(secret));
    }),
  );
});

test('every code says which status it comes with and what it means', () => {
  for (const [code, { status, meaning }] of Object.entries(problemCodes)) {
    assert.match(code, /^[a-z][a-z_]+$/);
    assert.ok(status >= 400 && status < 600, code);
    assert.match(meaning, /^[A-Z].{10,}\.$/, code);
  }
});

test('the codes that the contract names are there', () => {
  for (const code of [
    ...['secret_key_in_browser', 'phone_unconfirmed', 'phone_fixed', 'code_wrong', 'illegal_transition', 'bank_call_in_progress'],
    ...['use_cancel', 'no_bank_for_amount', 'slot_taken'],
  ])
    assert.ok(code in problemCodes, code);
});
