import assert from 'node:assert/strict';
import { test } from 'node:test';
import { oneBank } from '../testing/one-bank.ts';
import { manualTimer } from '../timer.ts';

const minuteMs = 60_000;

test('an unsigned, wrongly signed or old request is refused and leaves no trace', async () => {
  const timer = manualTimer();
  const { bank, entry, application, sandbox } = await oneBank('severny', { timer });
  const unsigned = await fetch(`${entry.url}/applications`, {
    method: 'POST',
    body: JSON.stringify(application()),
    headers: { 'content-type': 'application/json' },
  });
  assert.equal(unsigned.status, 401);
  assert.equal((await bank.apply(application(), { secrets: entry.inSecrets })).body['code'], 'signature_wrong');
  const old = await bank.apply(application(), { at: new Date(timer.now().getTime() - 5 * minuteMs - 1_000) });
  assert.deepEqual([old.status, old.body['code']], [401, 'timestamp_out_of_range']);
  const early = await bank.apply(application(), { at: new Date(timer.now().getTime() + 5 * minuteMs + 1_000) });
  assert.equal(early.status, 401);
  assert.deepEqual(sandbox.control.applications('severny'), []);
  assert.deepEqual(sandbox.control.requests('severny'), []);
});

test('a request four minutes old still passes', async () => {
  const timer = manualTimer();
  const { bank, application } = await oneBank('severny', { timer });
  assert.equal((await bank.apply(application(), { at: new Date(timer.now().getTime() - 4 * minuteMs) })).status, 200);
});

test('a GET signs its method and path, so it fits no other application', async () => {
  const { bank, entry, approved } = await oneBank('severny');
  const [one, other] = [await approved(), await approved()];
  const path = `/applications/${one.id}`;
  assert.equal((await bank.send('GET', path, undefined)).status, 200);
  // The client signs `GET {path}`; here the signed text is that of the other application.
  const { sign } = await import('../signature.ts');
  const captured = sign(entry.outSecrets, 'msg_captured', new Date(), `GET /applications/${other.id}`);
  assert.equal((await fetch(entry.url + path, { headers: captured })).status, 401);
});

test('a captured message replayed on another path is refused', async () => {
  const { bank, approved, sandbox } = await oneBank('severny');
  const { id, offer } = await approved();
  const captured = JSON.stringify({ applicationId: id, action: 'accept', offerId: offer.id });
  const onCancel = await bank.send('POST', `/applications/${id}/cancel`, undefined, { rawBody: captured });
  assert.deepEqual([onCancel.status, onCancel.body['code']], [422, 'action_mismatch']);
  const other = await approved();
  const onOther = await bank.send('POST', `/applications/${other.id}/accept`, undefined, { rawBody: captured });
  assert.deepEqual([onOther.status, onOther.body['code']], [422, 'application_mismatch']);
  assert.equal(sandbox.control.application('severny', id).state, 'approved');
  assert.equal(sandbox.control.application('severny', other.id).state, 'approved');
});

test('a repeat with the same webhook-id gets the same answer for ten minutes', async () => {
  const timer = manualTimer();
  const { bank, approved } = await oneBank('severny', { timer });
  const { id } = await approved();
  const decision = () => bank.decision(id, { webhookId: 'msg_same' });
  const first = await decision();
  await bank.command(id, 'cancel', { reason: 'buyer' });
  assert.deepEqual(await decision(), first);
  assert.equal((await bank.decision('app_00000000', { webhookId: 'msg_same' })).body['code'], 'webhook_id_reused');
  timer.advance(10 * minuteMs + 1);
  assert.equal((await bank.decision('app_00000000', { webhookId: 'msg_same' })).status, 404);
});

test('a retry with the same key and bytes gets the first answer, other bytes are refused', async () => {
  const { bank, application, sandbox } = await oneBank('severny');
  const mine = application();
  const first = await bank.apply(mine);
  assert.deepEqual(await bank.apply(mine), first);
  const changed = await bank.apply({ ...mine, amount: mine.amount + 1 });
  assert.deepEqual([changed.status, changed.body['code']], [422, 'idempotency_key_reused']);
  assert.equal(sandbox.control.applications('severny').length, 1);
  assert.equal((await bank.send('POST', '/applications', application(), { key: 'another' })).body['code'], 'idempotency_key_wrong');
});

test('an unknown field, a missing field and broken JSON are refused by name', async () => {
  const { bank, application, sandbox } = await oneBank('severny');
  const mine = application();
  const unknown = await bank.send('POST', '/applications', { ...mine, colour: 'red' }, { key: mine.applicationId });
  assert.equal(unknown.status, 422);
  assert.match(JSON.stringify(unknown.body['errors']), /"\/colour"/);
  assert.equal((await bank.send('POST', '/applications', undefined, { rawBody: '{"action":"apply"', key: 'app_x' })).status, 400);
  const big = await bank.send('POST', '/applications', undefined, {
    rawBody: JSON.stringify({ action: 'apply', padding: 'x'.repeat(300 * 1024) }),
  });
  assert.equal(big.status, 413);
  assert.equal(sandbox.control.applications('severny').length, 0);
});

test('an application that never came is unknown to every call', async () => {
  const { bank } = await oneBank('severny');
  const id = 'app_00000000';
  assert.equal((await bank.decision(id)).status, 404);
  assert.equal((await bank.command(id, 'confirm')).status, 404);
  assert.equal((await bank.command(id, 'cancel', { reason: 'shop' })).status, 404);
  assert.equal((await bank.send('GET', `/applications/${id}/slots`, undefined)).status, 404);
});

test('callbacks to a foreign address are refused', async () => {
  const { bank, application } = await oneBank('severny', { backendUrl: 'http://127.0.0.1:4000' });
  const refused = await bank.apply(application({ callbackUrl: 'http://127.0.0.1:5000/v1/banks/severny/decisions' }));
  assert.deepEqual([refused.status, refused.body['code']], [422, 'callback_url_foreign']);
});
