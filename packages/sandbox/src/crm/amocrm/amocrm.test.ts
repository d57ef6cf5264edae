import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rawRequest } from '../../neighbours/testing/raw-request.ts';
import { accountClient } from './testing/account-client.ts';

interface Invalid {
  'validation-errors': { request_id: string; errors: { path: string; code: string }[] }[];
  status: number;
}

test('a lead is added, read, moved, and carries a note', async () => {
  const { call, addLead, amo } = await accountClient();
  const id = await addLead({ pipeline_id: 3177728, status_id: 42392159, _embedded: { tags: [{ name: 'рассрочка' }] } });
  assert.equal((await call('PATCH', `leads/${id}`, { status_id: 142 })).status, 200);
  const lead = (await call('GET', `leads/${id}`)).json<{ status_id: number; price: number }>();
  assert.deepEqual([lead.status_id, lead.price], [142, 100.5]);
  await call('POST', `leads/${id}/notes`, [{ note_type: 'common', params: { text: 'Одобрено' } }]);
  assert.deepEqual(
    amo.account.notes.map(({ entity_id, params }) => [entity_id, params.text]),
    [[id, 'Одобрено']],
  );
});

test('an empty list and a missing lead are 204 without a body', async () => {
  const { call } = await accountClient();
  const empty = await call('GET', 'leads');
  assert.deepEqual([empty.status, empty.text], [204, '']);
  assert.equal((await call('GET', 'leads/1')).status, 204);
  assert.equal((await call('GET', 'contacts?query=нет')).status, 204);
});

test('wrong fields are named by item, and nothing of the request is written', async () => {
  const { call, amo } = await accountClient();
  const wrong = await call('POST', 'leads', [{ name: 'A' }, { request_id: 'second', price: '100', colour: 'red' }]);
  const { status, 'validation-errors': errors } = wrong.json<Invalid>();
  assert.deepEqual([wrong.status, status, errors[0]!.request_id], [400, 400, 'second']);
  assert.deepEqual(errors[0]!.errors.map(({ path }) => path).sort(), ['colour', 'price']);
  assert.equal((await call('POST', 'leads', { name: 'not a list' })).status, 400);
  assert.equal((await call('POST', 'leads', [{ status_id: 1 }])).json<Invalid>()['validation-errors'][0]!.errors[0]!.path, 'status_id');
  assert.equal((await call('POST', 'leads', [{ status_id: 42392159 }])).status, 400);
  assert.equal(
    (
      await call(
        'POST',
        'leads',
        Array.from({ length: 251 }, () => ({})),
      )
    ).status,
    400,
  );
  assert.equal(
    (
      await call(
        'POST',
        'leads/complex',
        Array.from({ length: 51 }, () => ({})),
      )
    ).status,
    400,
  );
  assert.equal(amo.account.leads.length, 0);
});

const contact = (phone: string) => ({
  first_name: 'Иван',
  custom_fields_values: [{ field_code: 'PHONE', values: [{ value: phone, enum_code: 'MOB' }] }],
});
const complex = (phone: string, more: object = {}) => ({ name: 'Заказ', _embedded: { contacts: [contact(phone)], ...more } });
interface Complex {
  id: number;
  contact_id: number;
  merged: boolean;
}

test('complex answers with a bare list; duplicates merge only where the control is on, and never within one request', async () => {
  const off = await accountClient();
  for (let count = 0; count < 2; count += 1) await off.call('POST', 'leads/complex', [complex('+79160000001')]);
  assert.deepEqual([off.amo.account.leads.length, off.amo.account.contacts.length], [2, 2]);
  const on = await accountClient({ duplicateControl: true });
  const first = (await on.call('POST', 'leads/complex', [complex('+79160000001'), complex('+79160000001')])).json<Complex[]>();
  assert.deepEqual(
    first.map(({ merged }) => merged),
    [false, false],
  );
  const [again] = (await on.call('POST', 'leads/complex', [complex('+79160000001')])).json<Complex[]>();
  assert.deepEqual([again!.merged, again!.id], [true, first[0]!.id]);
  const [other] = (await on.call('POST', 'leads/complex', [complex('89160000001')])).json<Complex[]>();
  assert.equal(other!.merged, false);
});

test('metadata sends a complex lead to Unsorted, and its status is ignored; more than one contact is refused', async () => {
  const { call, amo } = await accountClient();
  await call('POST', 'leads/complex', [{ ...complex('+79160000001', { metadata: { category: 'forms' } }), status_id: 142 }]);
  assert.deepEqual([amo.account.leads[0]!.unsorted, amo.account.leads[0]!.status_id], [true, 32392156]);
  const two = { name: 'Заказ', _embedded: { contacts: [contact('1'), contact('2')] } };
  assert.equal((await call('POST', 'leads/complex', [two])).status, 400);
});

test('a contact is searched by text: +7 does not find 8, the last ten digits do', async () => {
  const { call } = await accountClient();
  await call('POST', 'contacts', [contact('89160000001')]);
  assert.equal((await call('GET', `contacts?query=${encodeURIComponent('+79160000001')}`)).status, 204);
  assert.equal((await call('GET', 'contacts?query=9160000001&with=leads')).status, 200);
});

test('without a User-Agent or with a dead token a call is refused', async () => {
  const { amo, integration, send } = await accountClient();
  const silent = await rawRequest(`${amo.url}/api/v4/leads`, { headers: { authorization: `Bearer ${integration.longLivedToken}` } });
  assert.equal(silent.status, 403);
  assert.equal((await send('GET', 'leads', undefined, 'wrong')).status, 401);
});

test('OAuth: code and refresh token work once, redirect_uri belongs to both grants, access lives a day', async () => {
  const { code, grant, send, timer } = await accountClient();
  const fresh = await code();
  const first = (await grant({ grant_type: 'authorization_code', code: fresh })).json<{
    access_token: string;
    refresh_token: string;
    expires_in: number;
  }>();
  assert.equal(first.expires_in, 86_400);
  assert.equal((await grant({ grant_type: 'authorization_code', code: fresh })).status, 400);
  assert.equal((await send('GET', 'leads', undefined, first.access_token)).status, 204);
  assert.equal(
    (await grant({ grant_type: 'refresh_token', refresh_token: first.refresh_token, redirect_uri: 'https://other.example' })).status,
    400,
  );
  const second = (await grant({ grant_type: 'refresh_token', refresh_token: first.refresh_token })).json<{ access_token: string }>();
  const reused = await grant({ grant_type: 'refresh_token', refresh_token: first.refresh_token });
  assert.deepEqual([reused.status, reused.json<{ hint: string }>().hint], [400, 'Token has been revoked']);
  timer.advance(86_400_000);
  assert.equal((await send('GET', 'leads', undefined, second.access_token)).status, 401);
});

test('the eighth request of a second gets 429 that is no JSON, and who goes on is blocked with 403 until support helps', async () => {
  const { send, timer, amo } = await accountClient();
  for (let count = 0; count < 7; count += 1) assert.equal((await send('GET', 'leads/pipelines')).status, 200);
  const eighth = await send('GET', 'leads/pipelines');
  assert.deepEqual([eighth.status, eighth.headers['content-type']], [429, 'text/html']);
  for (let count = 0; count < 30; count += 1) await send('GET', 'leads/pipelines');
  timer.advance(60_000);
  assert.equal((await send('GET', 'leads/pipelines')).status, 403);
  amo.unblock();
  assert.equal((await send('GET', 'leads/pipelines')).status, 200);
});

test('hooks bring several leads in one unsigned form with the names of v2', async () => {
  const { amo, call, hooks, addLead } = await accountClient();
  assert.equal((await call('POST', 'webhooks', { destination: `${hooks.url}/hook`, settings: ['everything'] })).status, 400);
  await call('POST', 'webhooks', { destination: `${hooks.url}/hook`, settings: ['status_lead'] });
  const ids = [await addLead(), await addLead()];
  amo.moveLeads(ids.map((id) => ({ id, statusId: 142 })));
  await amo.settled();
  assert.equal(hooks.received.length, 1);
  const body = new URLSearchParams(hooks.received[0]!.body);
  assert.deepEqual(
    ids.map((_, place) => body.get(`leads[status][${place}][id]`)),
    ids.map(String),
  );
  assert.deepEqual(
    [body.get('leads[status][0][status_id]'), body.get('leads[status][0][old_status_id]'), body.get('account[subdomain]')],
    ['142', '32392159', 'sandbox'],
  );
  await call('DELETE', 'webhooks', { destination: `${hooks.url}/hook` });
  assert.deepEqual(amo.account.webhooks, []);
});

test('a hook answered with 404 is tried three times, one answered with 500 five times', async () => {
  const tries = async (status: number) => {
    const { amo, call, hooks, addLead, timer } = await accountClient();
    await call('POST', 'webhooks', { destination: `${hooks.url}/hook`, settings: ['status_lead'] });
    const id = await addLead();
    hooks.answerAlways(status);
    amo.moveLeads([{ id, statusId: 142 }]);
    for (const minutes of [5, 15, 15, 60, 60]) {
      await amo.settled();
      timer.advance(minutes * 60_000);
    }
    await amo.settled();
    return hooks.received.length;
  };
  assert.deepEqual([await tries(404), await tries(500), await tries(204)], [3, 5, 1]);
});

test('500 after success leaves the lead; a batch can end in 504', async () => {
  const { amo, call } = await accountClient();
  amo.faults.add({ kind: 'server-error', workDone: true });
  assert.equal((await call('POST', 'leads', [{ name: 'A' }])).status, 500);
  assert.equal(amo.account.leads.length, 1);
  amo.faults.add({ kind: 'unavailable' });
  assert.equal((await call('POST', 'leads', [{ name: 'B' }])).status, 504);
});
