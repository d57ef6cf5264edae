import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rawRequest } from '../../neighbours/testing/raw-request.ts';
import { errorOf, portalClient } from './testing/portal-client.ts';

test('an unknown webhook, no token, a wrong token and a missing scope are refused', async () => {
  const { bitrix } = await portalClient({ webhooks: [{ userId: 1, code: 'abc', scopes: [] }] });
  assert.deepEqual(errorOf(await rawRequest(`${bitrix.url}/rest/1/wrong/profile`)), [401, 'INVALID_CREDENTIALS']);
  assert.deepEqual(errorOf(await rawRequest(`${bitrix.url}/rest/profile`)), [401, 'NO_AUTH_FOUND']);
  assert.deepEqual(errorOf(await rawRequest(`${bitrix.url}/rest/profile?auth=x`)), [401, 'invalid_token']);
  assert.deepEqual(errorOf(await rawRequest(`${bitrix.url}/rest/1/abc/crm.category.list?entityTypeId=2`)), [403, 'insufficient_scope']);
  assert.equal((await rawRequest(`${bitrix.url}/rest/1/abc/profile`)).status, 200);
});

test('OAuth: the code lives 30 s and once, access an hour, and each refresh token is new and works once', async () => {
  const { timer, code, grant, asApplication } = await portalClient();
  const late = await code();
  timer.advance(30_000);
  assert.deepEqual(errorOf(await grant({ grant_type: 'authorization_code', code: late })), [400, 'invalid_grant']);
  const fresh = await code();
  const first = (await grant({ grant_type: 'authorization_code', code: fresh })).json<{
    access_token: string;
    refresh_token: string;
    expires_in: number;
  }>();
  assert.equal(first.expires_in, 3600);
  assert.deepEqual(errorOf(await grant({ grant_type: 'authorization_code', code: fresh })), [400, 'invalid_grant']);
  assert.equal((await asApplication('profile', {}, first.access_token)).status, 200);
  timer.advance(60 * 60_000);
  assert.deepEqual(errorOf(await asApplication('profile', {}, first.access_token)), [401, 'expired_token']);
  const second = (await grant({ grant_type: 'refresh_token', refresh_token: first.refresh_token })).json<{ refresh_token: string }>();
  assert.notEqual(second.refresh_token, first.refresh_token);
  assert.deepEqual(errorOf(await grant({ grant_type: 'refresh_token', refresh_token: first.refresh_token })), [400, 'invalid_grant']);
});

test('a portal without a subscription refuses tokens with PAYMENT_REQUIRED', async () => {
  const { bitrix, code, grant } = await portalClient();
  bitrix.setPaymentRequired(true);
  assert.equal(errorOf(await grant({ grant_type: 'authorization_code', code: await code() }))[1], 'PAYMENT_REQUIRED');
});

test('the bucket of 50 requests leaks 2 a second: over it 503 QUERY_LIMIT_EXCEEDED, for every method', async () => {
  const { post, timer } = await portalClient();
  for (let count = 0; count < 50; count += 1) assert.equal((await post('profile', {})).status, 200);
  assert.deepEqual(errorOf(await post('crm.category.list', { entityTypeId: 2 })), [503, 'QUERY_LIMIT_EXCEEDED']);
  timer.advance(1_000);
  assert.deepEqual(
    [(await post('profile', {})).status, (await post('profile', {})).status, (await post('profile', {})).status],
    [200, 200, 503],
  );
});

test('480 s of one method’s work in ten minutes get 429 OPERATION_TIME_LIMIT for that method alone', async () => {
  const { post, call, timer } = await portalClient({ workOf: (method) => (method === 'crm.item.add' ? 240 : 0.01) });
  const add = () => post('crm.item.add', { entityTypeId: 2, fields: {} });
  await add();
  const { time } = (await add()).json<{ time: { operating: number; operating_reset_at: number } }>();
  assert.equal(time.operating, 480);
  assert.deepEqual(errorOf(await add()), [429, 'OPERATION_TIME_LIMIT']);
  await call('crm.item.list', { entityTypeId: 2 });
  timer.advance(time.operating_reset_at * 1000 - timer.now().getTime());
  assert.equal((await add()).status, 200);
});

test('a boxed portal sends no operating counters', async () => {
  const { call } = await portalClient({ boxed: true });
  assert.ok(!('operating' in (await call('profile', {})).time));
});

test('faults: 503 and 429 apart, 500 after success, an error under HTTP 200, HTML', async () => {
  const { bitrix, post, tokens, asApplication } = await portalClient();
  bitrix.faults.add({ kind: 'unavailable' });
  assert.deepEqual(errorOf(await post('profile', {})), [503, 'QUERY_LIMIT_EXCEEDED']);
  bitrix.faults.add({ kind: 'too-many-requests' });
  assert.deepEqual(errorOf(await post('profile', {})), [429, 'OPERATION_TIME_LIMIT']);
  bitrix.faults.add({ kind: 'server-error', workDone: true });
  assert.deepEqual(errorOf(await post('crm.item.add', { entityTypeId: 2, fields: { originId: 'ord_1' } })), [500, 'INTERNAL_SERVER_ERROR']);
  assert.deepEqual(
    bitrix.portal.deals.map(({ originId }) => originId),
    ['ord_1'],
  );
  bitrix.faults.add({ kind: 'inner-failure' });
  assert.deepEqual(errorOf(await post('profile', {})), [200, 'ERROR_CORE']);
  bitrix.faults.add({ kind: 'html' });
  assert.match((await post('profile', {})).text, /^<!DOCTYPE html>/);
  const { access_token: access } = await tokens();
  bitrix.faults.add({ kind: 'expired-token' });
  assert.deepEqual(errorOf(await asApplication('profile', {}, access)), [401, 'expired_token']);
});
