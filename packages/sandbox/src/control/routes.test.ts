import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ApplicationView } from './views.ts';
import { oneBank } from '../testing/one-bank.ts';

async function steering() {
  const parts = await oneBank('severny');
  const call = async (method: string, path: string, body?: object) => {
    const response = await fetch(parts.sandbox.url + path, {
      method,
      ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    return { status: response.status, body: text ? (JSON.parse(text) as Record<string, unknown>) : {} };
  };
  return { ...parts, call };
}

test('a behaviour is set by name and altered, and taken back', async () => {
  const { call, bank, application } = await steering();
  const set = await call('PUT', '/control/banks/severny/behaviour', { behaviour: 'declines', change: { delayMs: 5 } });
  assert.deepEqual([set.body['decision'], set.body['delayMs']], ['declined', 5]);
  assert.equal((await bank.apply(application())).body['decision'], 'declined');
  await call('DELETE', '/control/banks/severny/behaviour');
  assert.equal((await bank.apply(application())).body['decision'], 'approved');
});

test('unknown banks, applications, behaviours and fields are refused', async () => {
  const { call } = await steering();
  assert.equal((await call('GET', '/control/banks/none/applications')).status, 404);
  assert.equal((await call('GET', '/control/banks/severny/applications/app_00000000')).status, 404);
  assert.equal((await call('PUT', '/control/banks/severny/behaviour', { behaviour: 'moody' })).status, 422);
  assert.equal((await call('PUT', '/control/banks/severny/behaviour', { change: { colour: 'red' } })).status, 422);
});

test('applications show what is bought and how often each call came, and never the applicant', async () => {
  const { call, bank, approved } = await steering();
  const { id, sent, offer } = await approved();
  await bank.apply(sent);
  await bank.command(id, 'accept', { offerId: offer.id });
  const { body } = await call('GET', '/control/banks/severny/applications');
  const [view] = body['data'] as ApplicationView[];
  assert.ok(view);
  assert.equal(view.state, 'accepted');
  assert.equal(view.acceptedOfferId, offer.id);
  assert.deepEqual(view.goods, [{ name: 'Холодильник Norden RF-340', quantity: 1 }]);
  assert.deepEqual(
    view.posts.map(({ action, requests, distinctKeys }) => [action, requests, distinctKeys]),
    [
      ['apply', 2, 1],
      ['accept', 1, 1],
    ],
  );
  assert.doesNotMatch(JSON.stringify([body, (await call('GET', '/control/banks/severny/requests')).body]), /Ивлев|Пётр|345678|9160000001/);
});

test('a pending application is decided and an event sent by hand', async () => {
  const { call, bank, application, backend } = await steering();
  await call('PUT', '/control/banks/severny/behaviour', { behaviour: 'stays-pending' });
  const mine = application();
  await bank.apply(mine);
  const path = `/control/banks/severny/applications/${mine.applicationId}`;
  assert.equal((await call('POST', `${path}/decide`, { decision: 'approved' })).body['state'], 'approved');
  assert.equal((await backend.until(1))[0]?.body['decision'], 'approved');
  assert.equal((await call('POST', `${path}/events`, { type: 'sign-failed', copies: 2 })).status, 202);
  assert.equal((await backend.until(3)).length, 3);
});
