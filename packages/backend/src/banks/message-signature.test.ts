import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { sign, verifiedId } from './message-signature.ts';

const now = new Date('2026-03-01T12:00:00Z');
const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const other = `whsec_${Buffer.alloc(32, 2).toString('base64')}`;
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const headers = (change: object = {}) => ({ ...sign(secret, 'msg_1', now, '{"a":1}'), ...change });

test('the reference implementation verifies our signatures', () => {
  const fresh = new Date();
  assert.deepEqual(new Webhook(secret).verify('{"a":1}', { ...sign(secret, 'msg_1', fresh, '{"a":1}') }), { a: 1 });
});

test('a message verifies with any of the secrets, by any of its signatures', () => {
  assert.equal(verifiedId([other, secret], headers(), '{"a":1}', now), 'msg_1');
  const { 'webhook-signature': right } = headers();
  assert.equal(verifiedId([secret], headers({ 'webhook-signature': `v1,AAAA v1a,xyz ${right}` }), '{"a":1}', now), 'msg_1');
});

const refused: [string, Parameters<typeof verifiedId>][] = [
  ['another secret', [[other], headers(), '{"a":1}', now]],
  ['another body', [[secret], headers(), '{"a":2}', now]],
  ['another id', [[secret], headers({ 'webhook-id': 'msg_2' }), '{"a":1}', now]],
  ['another time', [[secret], headers({ 'webhook-timestamp': '1772366401' }), '{"a":1}', now]],
  ['no signature', [[secret], headers({ 'webhook-signature': undefined }), '{"a":1}', now]],
  ['no id', [[secret], headers({ 'webhook-id': undefined }), '{"a":1}', now]],
  ['no time', [[secret], headers({ 'webhook-timestamp': undefined }), '{"a":1}', now]],
  ['a time that is none', [[secret], headers({ 'webhook-timestamp': 'noon' }), '{"a":1}', now]],
  ['six minutes of age', [[secret], headers(), '{"a":1}', later(301)]],
  ['a time six minutes ahead', [[secret], headers(), '{"a":1}', later(-301)]],
];

for (const [name, call] of refused) {
  test(`a message with ${name} does not verify`, () => assert.equal(verifiedId(...call), null));
}

test('a message five minutes old verifies', () => {
  assert.equal(verifiedId([secret], headers(), '{"a":1}', later(299)), 'msg_1');
});
