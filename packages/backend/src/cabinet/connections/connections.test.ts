import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { ConnectionJournal, ConnectionView, ProviderView } from '@installment-button/protocol/cabinet/connections';
import type { CheckOutcome, Provider, Values } from '../../connections/provider.ts';
import { writeJournal } from '../../connections/journal.ts';
import { accountValues, enabledConnections, findConnection } from '../../connections/store.ts';
import type { Context } from '../../context.ts';
import { everyRow } from '../../testing/every-text.ts';
import { cabinetFetch, openMember, type Member } from '../../testing/member.ts';
import { aBank, openTestShop, type TestShop } from '../../testing/shop.ts';
import { startTestBackend, type TestBackend } from '../../testing/start-backend.ts';

const name = (text: string) => ({ ru: text, en: text });
const repeated: string[] = [];
const tried: { test: boolean; values: Values }[] = [];
let outcome: CheckOutcome;
const lender: Provider<Context> = {
  name: 'some-lender',
  kind: 'lender',
  title: 'Кредитор',
  fields: [
    { name: 'login', label: name('login'), kind: 'text' },
    { name: 'password', label: name('password'), kind: 'secret' },
    { name: 'certificate', label: name('certificate'), kind: 'file', required: false },
  ],
  async check(_context, { test, values }) {
    tried.push({ test, values });
    return outcome;
  },
  async repeat(_context, _tx, { subject }) {
    repeated.push(subject ?? '');
  },
};

let backend: TestBackend;
let shop: TestShop;
let head: Member;
before(async () => {
  backend = await startTestBackend({ banks: [aBank()], providers: [lender] });
  shop = await openTestShop(backend);
  head = await openMember(backend, shop.id, 'head');
});
after(() => backend.close());
beforeEach(() => {
  tried.length = 0;
  outcome = { ok: true };
});

const at = '/connections/some-lender/live';
const put = (values: Values) => head.call(at, { method: 'PUT', body: { values } });
const view = async () => (await head.gets<{ data: ProviderView[] }>('/connections')).data[0] ?? assert.fail();

test('what the head types is stored encrypted, tried at once, and its secrets are never shown again', async () => {
  const stored = (await (await put({ login: 'shop-7', password: 'hush-hush' })).json()) as ConnectionView;
  assert.deepEqual([stored.values, stored.held, stored.failure], [{ login: 'shop-7' }, ['password'], null]);
  assert.deepEqual(tried, [{ test: false, values: { login: 'shop-7', password: 'hush-hush' } }]);
  assert.ok(!JSON.stringify(await view()).includes('hush-hush'));
  assert.deepEqual(
    (await everyRow(backend.context)).filter((row) => row.includes('hush-hush')),
    [],
  );
  const account = { shopId: shop.id, provider: 'some-lender', test: false };
  assert.equal((await accountValues(backend.context, backend.context.sql, account))?.['password'], 'hush-hush');
  assert.equal(await accountValues(backend.context, backend.context.sql, { ...account, test: true }), null, 'the account of test orders');
});

test('a secret that is left out keeps its value, and the account’s fault is shown in words', async () => {
  outcome = { ok: false, code: 'credentials_wrong', detail: { ru: 'Логин или пароль неверен.', en: 'Login or password is wrong.' } };
  const changed = (await (await put({ login: 'shop-8' })).json()) as ConnectionView;
  assert.equal(changed.failure?.ru, 'Логин или пароль неверен.');
  assert.deepEqual(tried[0]?.values, { login: 'shop-8', password: 'hush-hush' });
  outcome = { ok: true };
  assert.equal((await head.gets<ConnectionView>(`${at}/check`, { method: 'POST' })).failure, null);
  const { data } = await head.gets<ConnectionJournal>(`${at}/journal`);
  assert.deepEqual(data.map(({ act, outcome }) => `${act} ${outcome}`).slice(0, 2), ['check done', 'check refused']);
});

test('what is needed is asked for by its name, and what is no field is refused', async () => {
  for (const [values, path] of [
    [{}, '/values/login'],
    [{ login: '' }, '/values/login'],
    [{ login: 'x', more: 'y' }, '/values/more'],
  ] as const) {
    const response = await put(values);
    const { errors } = (await response.json()) as { errors: { path: string }[] };
    assert.deepEqual([response.status, errors[0]?.path], [422, path]);
  }
});

test('the journal has one line for a call, with its reason, and «Повторить» makes it again', async () => {
  const { id: orderId } = await shop.createOrder();
  const { id } = (await findConnection(backend.context.sql, { shopId: shop.id, provider: 'some-lender', test: false })) ?? assert.fail();
  const entry = { act: 'receipt', orderId, subject: 'rcp_1', detail: 'Смена закрыта' };
  await writeJournal(backend.context, backend.context.sql, id, { ...entry, outcome: 'again' });
  await writeJournal(backend.context, backend.context.sql, id, { ...entry, outcome: 'refused' });
  const [line] = (await head.gets<ConnectionJournal>(`${at}/journal`)).data;
  assert.deepEqual(
    [line?.outcome, line?.attempts, line?.detail, line?.repeatable, line?.orderId],
    ['refused', 2, 'Смена закрыта', true, orderId],
  );
  assert.deepEqual([(await view()).live?.refused, (await view()).live?.waiting], [1, 0]);
  await head.gets(`${at}/journal/${line?.id}/repeat`, { method: 'POST', status: 202 });
  assert.deepEqual(repeated, ['rcp_1']);
  assert.deepEqual([(await view()).live?.refused, (await view()).live?.waiting], [0, 1]);
});

test('switched off, a connection stays but gets nothing; what is mapped is kept', async () => {
  await head.gets(at, { method: 'PATCH', body: { enabled: false, mapping: { signed: 'NEW' } }, status: 204 });
  assert.equal((await view()).live?.enabled, false);
  const of = { shopId: shop.id, test: false, kind: 'lender' } as const;
  assert.deepEqual(await enabledConnections(backend.context, backend.context.sql, of), []);
  await head.gets(at, { method: 'PATCH', body: { enabled: true }, status: 204 });
  const [connection] = await enabledConnections(backend.context, backend.context.sql, of);
  assert.deepEqual(connection?.mapping, { signed: 'NEW' });
});

test('another shop sees and removes nothing of it', async () => {
  const other = await openMember(backend, (await openTestShop(backend)).id, 'head');
  assert.equal((await other.gets<{ data: ProviderView[] }>('/connections')).data[0]?.live, null);
  assert.equal((await other.call(at, { method: 'DELETE' })).status, 404);
  assert.equal((await cabinetFetch(backend, '/connections')).status, 401);
  assert.equal((await head.call(at, { method: 'DELETE' })).status, 204);
  assert.equal((await view()).live, null);
});
