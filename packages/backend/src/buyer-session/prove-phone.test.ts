import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { normalizePhone, type CreatedOrder, type SentCode } from '@installment-button/protocol';
import { aPhone, codeOfSms, openBuyer, type TestBuyer } from '../testing/buyer.ts';
import { settableClock } from '../testing/settable-clock.ts';
import { aBank, anOrder, openTestShop, type TestShop } from '../testing/shop.ts';
import { startTestBackend, type TestBackend } from '../testing/start-backend.ts';
import { codeLimitsOf } from './code-limits.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const clock = settableClock();
let backend: TestBackend;
let shop: TestShop;
let order: CreatedOrder;
let buyer: TestBuyer;

before(async () => {
  backend = await startTestBackend({ banks: [aBank()], clock, config: { trustedProxies: ['127.0.0.1', '::1'] } });
  shop = await openTestShop(backend);
});
after(() => backend.close());
beforeEach(async () => {
  order = await shop.createOrder();
  buyer = openBuyer(backend, order);
});

const wrongOf = (code: string) => (code === '000000' ? '111111' : '000000');
const asks = (phone: string, more: object = {}, from = buyer, headers = {}) =>
  from.call('/v1/session/phone', { body: { phone, ...more }, headers });
const types = (phone: string, code: string, from = buyer) => from.call('/v1/session/phone/code', { body: { phone, code } });

async function codeFor(phone: string, from = buyer): Promise<string> {
  const before = backend.messages.length;
  const response = await asks(phone, {}, from);
  assert.equal(response.status, 200, await response.clone().text());
  return codeOfSms(backend, before, normalizePhone(phone) ?? phone);
}

async function problem(response: Response): Promise<{ status: number; code: string; attemptsLeft?: number; errors?: { path: string }[] }> {
  return (await response.json()) as Awaited<ReturnType<typeof problem>>;
}

test('the answer says when another code may be asked for, how many attempts are left and when the code expires', async () => {
  const sent = (await (await asks(aPhone())).json()) as SentCode;
  const inMinutes = (moment: string) => Math.round((Date.parse(moment) - clock.now().getTime()) / MINUTE);
  assert.equal(inMinutes(sent.resendAt), 1);
  assert.equal(sent.attemptsLeft, 5);
  assert.equal(inMinutes(sent.expiresAt), 5);
});

test('the right code gives a buyer token, once', async () => {
  const phone = aPhone();
  const code = await codeFor(phone);
  const answer = (await (await types(phone, code)).json()) as { token: string };
  assert.match(answer.token, /^buy_/);
  assert.equal((await problem(await types(phone, code))).code, 'code_expired');
});

test('a phone may be written in any usual way', async () => {
  const code = await codeFor('8 (900) 123-45-67');
  assert.equal((await types('+79001234567', code)).status, 200);
});

for (const phone of ['+7 495 123-45-67', '+1 650 253 0000', '123', '+79123456']) {
  test(`${phone} gets no SMS`, async () => {
    const before = backend.messages.length;
    const refusal = await problem(await asks(phone));
    assert.equal(refusal.status, 422);
    assert.equal(refusal.code, 'phone_unsupported');
    assert.equal(refusal.errors?.[0]?.path, '/phone');
    assert.equal(backend.messages.length, before);
  });
}

test('a wrong code is counted, and after five wrong ones the right code is refused', async () => {
  const phone = aPhone();
  const code = await codeFor(phone);
  for (const attemptsLeft of [4, 3, 2, 1, 0]) {
    const refusal = await problem(await types(phone, wrongOf(code)));
    assert.equal(refusal.status, 422);
    assert.equal(refusal.code, 'code_wrong');
    assert.equal(refusal.attemptsLeft, attemptsLeft);
  }
  assert.equal((await problem(await types(phone, code))).code, 'code_expired');
});

test('attempts at the same moment are counted one by one', async () => {
  const phone = aPhone();
  const code = await codeFor(phone);
  const answers = await Promise.all(Array.from({ length: 12 }, async () => (await problem(await types(phone, wrongOf(code)))).code));
  assert.equal(answers.filter((answer) => answer === 'code_wrong').length, 5);
  assert.equal(answers.filter((answer) => answer === 'code_expired').length, 7);
});

test('a code expires after five minutes, or when another replaces it', async () => {
  const phone = aPhone();
  const first = await codeFor(phone);
  clock.advance(MINUTE);
  const second = await codeFor(phone);
  if (first !== second) assert.equal((await problem(await types(phone, first))).code, 'code_wrong');
  clock.advance(5 * MINUTE);
  assert.equal((await problem(await types(phone, second))).code, 'code_expired');
});

test('a minute passes between two codes', async () => {
  const phone = aPhone();
  await codeFor(phone);
  const response = await asks(phone);
  assert.equal(response.status, 429);
  assert.equal(response.headers.get('retry-after'), '60');
  assert.equal((await problem(response)).code, 'rate_limited');
  clock.advance(MINUTE);
  await codeFor(phone);
});

test('two requests at the same moment send one code', async () => {
  const phone = aPhone();
  const statuses = await Promise.all([asks(phone), asks(phone), asks(phone)].map(async (response) => (await response).status));
  assert.deepEqual(statuses.toSorted(), [200, 429, 429]);
});

test('an order sends at most eight codes to prove phones', async () => {
  for (let sent = 0; sent < 8; sent += 1) await codeFor(aPhone());
  const response = await asks(aPhone());
  assert.equal(response.status, 429);
  assert.ok(Number(response.headers.get('retry-after')) > 0);
  assert.equal((await problem(response)).code, 'codes_exhausted');
});

test('a phone gets ten codes a day in all shops, then one an hour, one after two hours and so on', async () => {
  const phone = aPhone();
  const others = [buyer];
  for (let made = 0; made < 2; made += 1) others.push(openBuyer(backend, await (await openTestShop(backend)).createOrder()));
  for (let sent = 0; sent < 10; sent += 1) {
    const code = await codeFor(phone, others[sent % 3]);
    clock.advance(MINUTE);
    // The tenth one still works.
    if (sent === 9) assert.equal((await types(phone, code, others[sent % 3])).status, 200);
  }
  const newDevice = openBuyer(backend, await shop.createOrder());
  const response = await asks(phone, {}, newDevice);
  assert.equal(response.status, 429);
  assert.equal(response.headers.get('retry-after'), String(59 * 60));
  assert.equal((await problem(response)).code, 'codes_exhausted');
  clock.advance(HOUR);
  await codeFor(phone, newDevice);
  clock.advance(HOUR);
  assert.equal((await asks(phone, {}, newDevice)).status, 429);
  clock.advance(HOUR);
  await codeFor(phone, newDevice);
});

/** Types wrong codes for a phone, five for each code, each time in a new order. */
async function guesses(phone: string, count: number, address: string): Promise<number[]> {
  const from = { 'x-forwarded-for': address };
  const statuses: number[] = [];
  let guesser = buyer;
  for (let typed = 0; typed < count; typed += 1) {
    if (typed % 5 === 0) {
      guesser = openBuyer(backend, await shop.createOrder());
      clock.advance(MINUTE);
      await asks(phone, {}, guesser, from);
    }
    statuses.push((await guesser.call('/v1/session/phone/code', { body: { phone, code: '000000' }, headers: from })).status);
  }
  return statuses;
}

test('ten wrong codes from one network close a phone there, and nowhere else', async () => {
  const phone = aPhone();
  assert.deepEqual(await guesses(phone, 11, '203.0.113.20'), [...Array<number>(10).fill(422), 429]);
  assert.equal((await asks(phone, {}, buyer, { 'x-forwarded-for': '203.0.113.20' })).status, 429);
  assert.equal((await asks(phone, {}, buyer, { 'x-forwarded-for': '203.0.113.21' })).status, 200);
});

test('ten wrong codes close an order, whichever phones and networks they came from', async () => {
  for (const last of [30, 31]) {
    const from = { 'x-forwarded-for': `203.0.113.${last}` };
    const phone = aPhone();
    await asks(phone, {}, buyer, from);
    for (let typed = 0; typed < 5; typed += 1)
      await buyer.call('/v1/session/phone/code', { body: { phone, code: '000000' }, headers: from });
  }
  assert.equal((await asks(aPhone(), {}, buyer, { 'x-forwarded-for': '203.0.113.32' })).status, 429);
});

test('twenty wrong codes close a phone for an hour, the next wrong one for two', async () => {
  const phone = aPhone();
  await guesses(phone, 10, '203.0.113.40');
  await guesses(phone, 10, '203.0.113.41');
  const from = { 'x-forwarded-for': '203.0.113.42' };
  const asked = await asks(phone, {}, buyer, from);
  assert.equal(asked.status, 429);
  assert.equal(asked.headers.get('retry-after'), '3600');
  clock.advance(HOUR);
  assert.deepEqual(await guesses(phone, 2, '203.0.113.42'), [422, 429]);
  assert.equal((await asks(phone, {}, buyer, from)).headers.get('retry-after'), '7200');
});

test('guesses of strangers never shut out a device that has proved the phone', async () => {
  const phone = aPhone();
  const owner = openBuyer(backend, await shop.createOrder());
  await owner.provesPhone(phone);
  await guesses(phone, 10, '203.0.113.50');
  await guesses(phone, 10, '203.0.113.51');
  assert.equal((await asks(phone)).status, 429);
  clock.advance(MINUTE);
  const code = await codeFor(phone, owner);
  assert.equal((await types(phone, code, owner)).status, 200);
});

test('one network gets a hundred and twenty codes an hour; an IPv6 network is a /64', async () => {
  const orders = await Promise.all(Array.from({ length: 40 }, () => shop.createOrder()));
  const asker = (index: number) => openBuyer(backend, orders[index % 40] ?? order);
  for (const addressOf of [() => '203.0.113.7', (index: number) => `2001:db8:7:7::${index}`]) {
    const asked = Array.from({ length: 121 }, (_, index) => asks(aPhone(), {}, asker(index), { 'x-forwarded-for': addressOf(index) }));
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    assert.deepEqual([statuses.filter((status) => status === 200).length, statuses.filter((status) => status === 429).length], [120, 1]);
  }
  for (const neighbour of ['203.0.113.8', '2001:db8:7:8::1'])
    assert.equal((await asks(aPhone(), {}, buyer, { 'x-forwarded-for': neighbour })).status, 200);
});

test('strangers with untrusted orders cannot use up the codes of a shop', async () => {
  const knownPhone = aPhone();
  await openBuyer(backend, await shop.createOrder()).provesPhone(knownPhone);
  const untrusted = async () =>
    (await (
      await shop.call('/v1/orders', { body: anOrder, key: shop.publishableKey, headers: { origin: shop.origin } })
    ).json()) as CreatedOrder;
  const stranger = { order: { id: 'ord_any', shopId: shop.id, trusted: false }, phone: aPhone(), address: '203.0.113.60' };
  const { sentByShop } = codeLimitsOf(backend.context, { ...stranger, hasProvenPhone: false, isKnownPhone: false });
  const closed = { key: sentByShop.key, attempts: 1000, since: clock.now(), closedUntil: new Date(clock.now().getTime() + HOUR) };
  await backend.context.sql
    .insertInto('attemptLimits')
    .values(closed)
    .onConflict((conflict) => conflict.column('key').doUpdateSet(closed))
    .execute();
  assert.equal((await asks(aPhone(), {}, openBuyer(backend, await untrusted()))).status, 429);
  clock.advance(MINUTE);
  assert.equal((await asks(knownPhone, {}, openBuyer(backend, await untrusted()))).status, 200);
  assert.equal((await asks(aPhone())).status, 200);
  clock.advance(HOUR);
});

const lastLineTo = (phone: string) =>
  backend.messages
    .find(({ to }) => to === phone)
    ?.text.split('\n')
    .at(-1);

test('the SMS is bound to the page around the frame, where the shop registered it', async () => {
  const phone = aPhone();
  assert.equal((await asks(phone, { embeddedIn: shop.origin })).status, 200);
  const code = await codeOfSms(backend, 0, phone);
  assert.equal(lastLineTo(phone), `@shop.example #${code} @localhost`);
  const refusal = await problem(await asks(aPhone(), { embeddedIn: 'https://evil.example' }));
  assert.equal(refusal.errors?.[0]?.path, '/embeddedIn');
});

test('in a tab the SMS is bound to our own page', async () => {
  const phone = aPhone();
  const code = await codeFor(phone);
  assert.equal(lastLineTo(phone), `@localhost #${code}`);
});

test('the database and the log hold neither code nor phone in plain text', async () => {
  const phone = aPhone();
  const code = await codeFor(phone);
  const rows = JSON.stringify([
    await backend.context.sql.selectFrom('phoneCodes').selectAll().execute(),
    await backend.context.sql.selectFrom('messages').selectAll().execute(),
    await backend.context.sql.selectFrom('attemptLimits').selectAll().execute(),
  ]);
  assert.ok(!rows.includes(phone) && !rows.includes(`"${code}"`));
  const log = backend.logLines.join('');
  assert.ok(!log.includes(phone) && !log.includes(code));
});

test('the shop’s prefill is shown only to a buyer who proves its phone', async () => {
  const filled = await shop.createOrder({ buyer: { firstName: 'Проба', phone: '8 900 765-43-21' } });
  const stranger = openBuyer(backend, filled);
  await stranger.provesPhone(aPhone());
  assert.equal((await stranger.sees()).buyer, null);
  const known = openBuyer(backend, filled);
  await known.provesPhone('+79007654321');
  assert.equal((await known.sees()).buyer?.firstName, 'Проба');
});
