import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Session, Submit } from '@installment-button/protocol';
import { openBuyer } from '../testing/buyer.ts';
import { settableClock } from '../testing/settable-clock.ts';
import { shopWithBanks } from '../testing/shop-with-banks.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const clock = settableClock();

const { backend, shop } = await shopWithBanks(['ladoga'], { clock });

const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code;
const freshPhone = (() => {
  let number = 100;
  return () => `+79000000${(number += 1)}`;
})();

const buyersCalls = [
  ['PUT', '/v1/session/draft'],
  ['POST', '/v1/session/submit'],
  ['GET', '/v1/session/events'],
  ['POST', '/v1/session/select'],
  ['POST', '/v1/session/signing'],
  ['DELETE', '/v1/session/signing'],
  ['POST', '/v1/session/signing/code'],
  ['POST', '/v1/session/signing/self-id'],
  ['GET', '/v1/session/signing/slots'],
  ['GET', '/v1/session/agreement'],
  ['POST', '/v1/session/agreement/link'],
  ['POST', '/v1/session/restart'],
  ['POST', '/v1/session/finish'],
] as const;

for (const [method, path] of buyersCalls) {
  test(`${method} ${path} refuses the session token, and a request without a token`, async () => {
    const order = await shop.createOrder();
    const buyer = openBuyer(backend, order);
    const options = { method, ...(method === 'POST' || method === 'PUT' ? { body: {} } : {}) };
    const refused = await buyer.call(path, options);
    assert.equal(refused.status, 403);
    assert.equal(await codeOf(refused), 'phone_unconfirmed');
    for (const token of ['buy_0123456789012345678901234567890', `ses_${order.id}_forged-mac-0123456789`, 'sk_live_0123456789abcdef']) {
      assert.equal((await buyer.call(path, { ...options, token })).status, 401);
    }
  });
}

test('the session token reads the summary and nothing about the person', async () => {
  const order = await shop.createOrder({ buyer: { lastName: 'Вымыслова', phone: '+79000000001' } });
  const buyer = openBuyer(backend, order);
  await buyer.submits();
  await buyer.chooses('ladoga');
  const text = await (await buyer.call('/v1/session', { token: order.session })).text();
  const view = JSON.parse(text) as Session;
  assert.equal(view.phoneConfirmed, false);
  assert.deepEqual(Object.keys(view).toSorted(), ['order', 'phoneConfirmed', 'plans']);
  assert.equal(view.order.status, 'approved');
  for (const word of ['Вымыслова', '+7900', 'Проба', 'ladoga', 'off_', 'monthlyPayment']) assert.ok(!text.includes(word), word);
});

test('the session token cancels while created, and not later', async () => {
  const order = await shop.createOrder();
  const buyer = openBuyer(backend, order);
  const response = await buyer.call('/v1/session/cancel', { method: 'POST' });
  assert.equal(response.status, 202);
  const view = (await response.json()) as Session;
  assert.equal(view.order.status, 'canceled');
  assert.equal(view.phoneConfirmed, false);
  const other = await shop.createOrder();
  await openBuyer(backend, other).submits();
  const late = await openBuyer(backend, other).call('/v1/session/cancel', { method: 'POST' });
  assert.equal(late.status, 403);
  assert.equal(await codeOf(late), 'phone_unconfirmed');
});

test('a page of another origin reads the session only where the shop registered it', async () => {
  const buyer = openBuyer(backend, await shop.createOrder());
  const from = (origin: string) => buyer.call('/v1/session', { headers: { origin } });
  const good = await from(shop.origin);
  assert.equal(good.status, 200);
  assert.equal(good.headers.get('access-control-allow-origin'), '*');
  const bad = await from('https://evil.example');
  assert.equal(bad.status, 403);
  assert.equal(await codeOf(bad), 'origin_not_registered');
  const preflight = await fetch(`${backend.url}/v1/session`, {
    method: 'OPTIONS',
    headers: { origin: 'https://evil.example', 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization' },
  });
  assert.equal(preflight.status, 204);
  assert.match(preflight.headers.get('access-control-allow-headers') ?? '', /authorization/);
  const draft = await buyer.call('/v1/session/draft', { method: 'PUT', body: {}, headers: { origin: shop.origin } });
  assert.equal(draft.headers.get('access-control-allow-origin'), null);
});

test('raising the link’s version revokes the session token', async () => {
  const order = await shop.createOrder();
  await backend.context.sql.updateTable('orders').set({ linkVersion: 2 }).where('id', '=', order.id).execute();
  assert.equal((await openBuyer(backend, order).call('/v1/session')).status, 401);
});

test('each proved phone has a draft of its own, until the first submit ends the tokens of the others', async () => {
  const order = await shop.createOrder();
  const [one, other] = [openBuyer(backend, order), openBuyer(backend, order)];
  await one.provesPhone(freshPhone());
  await other.provesPhone(freshPhone());
  const put = await one.call('/v1/session/draft', {
    method: 'PUT',
    body: { applicant: { lastName: 'Незаконченна', passport: { series: '45' } }, step: 'form' },
  });
  assert.equal(put.status, 204);
  assert.equal((await one.sees()).draft?.applicant.lastName, 'Незаконченна');
  assert.equal((await other.sees()).draft, null);
  await other.call('/v1/session/draft', { method: 'PUT', body: { applicant: {} } });
  assert.equal((await one.sees()).draft?.applicant.passport?.series, '45');
  const rows = await backend.context.sql.selectFrom('drafts').selectAll().where('orderId', '=', order.id).execute();
  assert.equal(rows.length, 2);
  assert.ok(!JSON.stringify(rows).includes('Незаконченна'));

  const form = await other.form();
  await one.submits();
  assert.equal(await codeOf(await other.call('/v1/session')), 'session_expired');
  const late = await other.call('/v1/session/submit', { body: form });
  assert.equal(late.status, 409);
  assert.equal(await codeOf(late), 'phone_fixed');
  const asked = await openBuyer(backend, order).call('/v1/session/phone', { body: { phone: freshPhone() } });
  assert.equal(asked.status, 409);
  assert.equal(await codeOf(asked), 'phone_fixed');
  assert.equal((await one.sees()).draft, null);
  assert.ok(!(await (await one.call('/v1/session')).text()).includes('123456'), 'no call returns the passport after the submit');
});

test('of two phones that submit at the same moment one wins, and the other gets phone_fixed', async () => {
  const order = await shop.createOrder();
  const buyers = [openBuyer(backend, order), openBuyer(backend, order)];
  const forms: Submit[] = [];
  for (const buyer of buyers) {
    await buyer.provesPhone(freshPhone());
    forms.push(await buyer.form());
  }
  const answers = await Promise.all(buyers.map((buyer, index) => buyer.call('/v1/session/submit', { body: forms[index] })));
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [202, 409]);
});

test('another device continues after it proved the same phone', async () => {
  const order = await shop.createOrder();
  const phone = freshPhone();
  const first = openBuyer(backend, order);
  await first.provesPhone(phone);
  await first.submits();
  clock.advance(MINUTE);
  const second = openBuyer(backend, order);
  await second.provesPhone(phone);
  assert.equal((await second.sees()).order.status, 'submitted');
  assert.equal((await first.sees()).order.status, 'submitted');
});

test('the buyer token ends after a day idle, but not while it is used', async () => {
  const buyer = openBuyer(backend, await shop.createOrder());
  await buyer.provesPhone(freshPhone());
  clock.advance(23 * HOUR);
  await buyer.sees();
  clock.advance(23 * HOUR);
  await buyer.sees();
  clock.advance(25 * HOUR);
  const response = await buyer.call('/v1/session');
  assert.equal(response.status, 401);
  assert.equal(await codeOf(response), 'session_expired');
});

test('the buyer token ends half an hour after the order, and «Закончить» ends it at once', async () => {
  const order = await shop.createOrder();
  const buyer = openBuyer(backend, order);
  const phone = freshPhone();
  await buyer.provesPhone(phone);
  assert.equal((await buyer.call('/v1/session/cancel', { method: 'POST' })).status, 202);
  clock.advance(29 * MINUTE);
  await buyer.sees();
  clock.advance(2 * MINUTE);
  assert.equal(await codeOf(await buyer.call('/v1/session')), 'session_expired');
  const again = openBuyer(backend, order);
  await again.provesPhone(phone);
  await again.sees();
  assert.equal((await again.call('/v1/session/finish', { method: 'POST' })).status, 204);
  assert.equal(await codeOf(await again.call('/v1/session')), 'session_expired');
});

test('the session token reads until 180 days after the end', async () => {
  const order = await shop.createOrder();
  const buyer = openBuyer(backend, order);
  await buyer.call('/v1/session/cancel', { method: 'POST' });
  clock.advance(179 * 24 * HOUR);
  assert.equal((await buyer.call('/v1/session')).status, 200);
  clock.advance(2 * 24 * HOUR);
  const response = await buyer.call('/v1/session');
  assert.equal(response.status, 401);
  assert.equal(await codeOf(response), 'session_expired');
});
