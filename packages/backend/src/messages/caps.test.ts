import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openMember, type Member } from '../testing/member.ts';
import { aBank, openTestShop, type TestShop } from '../testing/shop.ts';
import { startTestBackend, type TestBackend } from '../testing/start-backend.ts';
import { waitFor } from '../testing/wait-for.ts';

let backend: TestBackend;
let shop: TestShop;
let head: Member;
before(async () => {
  backend = await startTestBackend({ banks: [aBank()] });
  shop = await openTestShop(backend);
  head = await openMember(backend, shop.id, 'head');
});
after(() => backend.close());

const sendLink = async (to: string) => {
  const { id } = await shop.createOrder();
  return (await head.call(`/orders/${id}/link`, { body: { channel: 'sms', to } })).status;
};
const invite = async (email: string) => (await head.call('/members', { body: { email, role: 'manager', language: 'ru' } })).status;

test('a phone gets six links a day, whichever orders and members they come from', async () => {
  const statuses: number[] = [];
  for (let sent = 0; sent < 7; sent += 1) statuses.push(await sendLink('+79000000101'));
  assert.deepEqual(statuses, [202, 202, 202, 202, 202, 202, 429]);
  assert.equal(await sendLink('+79000000102'), 202);
});

test('an invitation of an e-mail that signs in to another shop looks like any other', async () => {
  const other = await openTestShop(backend, { origin: 'https://other.example' });
  const stranger = await openMember(backend, other.id, 'manager');
  assert.deepEqual([await invite('free@shop.example'), await invite(stranger.email)], [201, 201]);
  const { data } = await head.gets<{ data: { email: string; state: string }[] }>('/members');
  assert.deepEqual(
    data.filter(({ email }) => email === 'free@shop.example' || email === stranger.email).map(({ state }) => state),
    ['invited', 'invited'],
  );
  assert.deepEqual([await invite('free@shop.example'), await invite(stranger.email)], [409, 409]);
  const mail = await waitFor('the e-mail', () =>
    backend.mails.find(({ to, text }) => to === stranger.email && text.includes('другого магазина')),
  );
  assert.ok(!mail.text.includes('/password#'));
  await stranger.gets('/me');
});

test('a member sends sixty messages an hour', async () => {
  const member = await openMember(backend, shop.id, 'head');
  const statuses: number[] = [];
  for (let sent = 0; sent < 61; sent += 1)
    statuses.push(
      (await member.call('/members', { body: { email: `person-${sent}@shop.example`, role: 'manager', language: 'ru' } })).status,
    );
  assert.deepEqual([statuses.indexOf(429), statuses.filter((status) => status === 201).length], [60, 60]);
});

for (const name of ['Дом\nhttps://evil.example', 'Дом https://evil.example', '', 'x'.repeat(101)])
  test(`a shop cannot be called ${JSON.stringify(name.slice(0, 30))}`, async () => {
    assert.equal((await head.call('/shop', { method: 'PATCH', body: { name } })).status, 422);
  });
