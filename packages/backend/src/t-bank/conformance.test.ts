import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBuyer } from '../testing/buyer.ts';
import { startScriptedBank, type ScriptedBank } from '../testing/scripted-bank.ts';
import { openTestShop, type TestShop } from '../testing/shop.ts';
import { startTestBackend, type TestBackend } from '../testing/start-backend.ts';
import { waitFor } from '../testing/wait-for.ts';
import { switchOn, type TBankIds } from './ids.ts';
import { createCases, OWN, type CreateCase } from './testing/create-cases.ts';
import { infoFields, stageCases, stages, type Stage } from './testing/stage-cases.ts';

type Body = Record<string, unknown> & { errors?: string[]; validations?: Record<string, string>; id?: string; link?: string };

let bank: ScriptedBank;
let demoBank: ScriptedBank;
let backend: TestBackend;
let shop: TestShop;
let ids: TBankIds;
before(async () => {
  bank = await startScriptedBank('ladoga', { minAmount: 300_000, maxAmount: 50_000_000 });
  demoBank = await startScriptedBank('volna', { test: true });
  backend = await startTestBackend({ banks: [bank.config, demoBank.config] });
  shop = await openTestShop(backend, { origin: OWN });
  ids = await backend.context.transaction((tx) => switchOn(backend.context, tx, shop.id));
});
after(async () => {
  await backend.close();
  await bank.close();
  await demoBank.close();
});

let numbers = 0;
const aNumber = () => `C-${(numbers += 1)}`;
const goods = { sum: 5000, items: [{ name: 'Чайник', price: 5000, quantity: 1 }] };

async function send(
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: Body; headers: Headers }> {
  const response = await fetch(backend.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Body, headers: response.headers };
}

function create(
  change: Record<string, unknown>,
  { client = 'raw', demo = false }: Partial<CreateCase> | { demo: boolean; client?: 'raw' } = {},
) {
  const widget = client === 'widget';
  const id = widget ? ids.widgetId : ids.showcaseId;
  const filled = Object.entries({ shopId: 'shop', showcaseId: id, orderNumber: aNumber(), ...goods, ...change }).map(([name, value]) => [
    name,
    value === 'ID' ? id : value === 'ID IN CAPITALS' ? id.toUpperCase() : value,
  ]);
  const base = widget ? '/api/online/application' : '/api/partners/v2/orders';
  const call = demo ? 'create-demo' : widget ? 'create-no-redirect' : 'create';
  return send(`${base}/${call}`, Object.fromEntries(filled), widget ? { origin: OWN } : {});
}

for (const one of createCases) {
  const { name, client, change, status = 200, error, fields = [], order: expected } = one;
  test(`create (${client}): ${name}`, async () => {
    const answer = await create(change, one);
    assert.equal(answer.status, status, JSON.stringify(answer.body));
    assert.match(answer.headers.get('content-type') ?? '', /^application\/json/);
    if (status !== 200) {
      const [reason = '', ...others] = answer.body.errors ?? [];
      assert.deepEqual(others, []);
      assert.match(reason, /^[А-Я]/);
      assert.ok(!/\b(the|is|must|not|expected|invalid)\b/i.test(reason), reason);
      if (error !== undefined) assert.ok(reason.includes(error), reason);
      assert.deepEqual(Object.keys(answer.body.validations ?? {}).sort(), fields);
      for (const field of fields)
        assert.ok(reason.includes(field) || reason.startsWith('Не найдено настроек'), `${reason} does not name ${field}`);
      return;
    }
    assert.match(String(answer.body.link), /\/apply\/ord_\w+#ses_/);
    assert.deepEqual(Object.keys(answer.body).sort(), ['id', 'link']);
    if (expected) {
      const { orderId } = /\/apply\/(?<orderId>ord_\w+)/.exec(String(answer.body.link))?.groups ?? {};
      const row = await backend.context.sql
        .selectFrom('orders')
        .selectAll()
        .where('id', '=', orderId ?? '')
        .executeTakeFirstOrThrow();
      for (const [field, value] of Object.entries(expected)) assert.deepEqual(row[field as keyof typeof row], value, field);
    }
  });
}

test('create: a broken body, another content type and a body of 300 KB are refused in Russian', async () => {
  for (const [body, type, status] of [
    ['{', 'application/json', 400],
    ['a=1', 'application/x-www-form-urlencoded', 415],
    [JSON.stringify({ a: 'x'.repeat(300_000) }), 'application/json', 413],
    ['[]', 'application/json', 400],
    ['"text"', 'application/json', 400],
  ] as const) {
    const response = await fetch(`${backend.url}/api/partners/v2/orders/create`, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    });
    assert.equal(response.status, status, body.slice(0, 20));
    assert.match(((await response.json()) as Body).errors?.[0] ?? '', /^[А-Я]/);
  }
});

const repeats: [string, Record<string, unknown>][] = [
  ['nothing', {}],
  ['the phone', { values: { contact: { mobilePhone: '+79001234567' } } }],
  ['the e-mail', { values: { contact: { email: 'other@buyer.example' } } }],
  ['the return address, whose nonce rotates', { returnURL: `${OWN}/cart?nonce=2` }],
  ['the webhook’s address', { webhookURL: `${OWN}/hook-2` }],
  ['the webhook’s address to one that is not allowed', { webhookURL: 'https://other.example/hook' }],
  ['the promo code', { promoCode: 'default' }],
  ['numbers to text', { sum: '5000.00', items: [{ name: 'Чайник', price: '5000', quantity: '1' }] }],
];
for (const [what, change] of repeats) {
  test(`a repeated create that changes ${what} gets the same link`, async () => {
    const orderNumber = aNumber();
    const first = await create({ orderNumber, returnURL: `${OWN}/cart?nonce=1`, promoCode: 'installment_0_0_6_10' });
    const again = await create({ orderNumber, ...change });
    assert.deepEqual([first.status, again.status, again.body], [200, 200, first.body]);
  });
}

test('other goods under the number are refused while the order lives, and make a new order after a cancel or a rejection', async () => {
  const other = { sum: 6000, items: [{ name: 'Чайник', price: 6000, quantity: 1 }] };
  for (const end of ['canceled', 'rejected'] as const) {
    const { number } = await reach(end === 'canceled' ? 'new' : 'rejected');
    if (end === 'canceled') {
      const refused = await create({ orderNumber: number, ...other });
      assert.deepEqual([refused.status, refused.body.validations], [422, { orderNumber: 'Номер занят' }]);
      assert.equal((await command(number, 'cancel')).status, 200);
    }
    const made = await create({ orderNumber: number, ...other });
    assert.equal(made.status, 200, end);
    assert.equal((await info(number)).body['status'], 'new');
  }
});

const basic = (login: string, key = shop.secretKey) => ({ authorization: `Basic ${Buffer.from(`${login}:${key}`).toString('base64')}` });
const info = async (number: string, headers: Record<string, string> = basic(ids.showcaseId)) => {
  const response = await fetch(`${backend.url}/api/partners/v2/orders/${encodeURIComponent(number)}/info`, { headers });
  return { status: response.status, body: (await response.json()) as Body };
};
const command = (number: string, call: 'commit' | 'cancel') =>
  send(`/api/partners/v2/orders/${encodeURIComponent(number)}/${call}`, undefined, basic(ids.showcaseId));

/** An application that has come so far. */
async function reach(stage: Stage): Promise<{ number: string }> {
  const number = aNumber();
  const made = await create({ orderNumber: number, promoCode: 'installment_0_0_6_10' });
  const buyer = openBuyer(backend, { session: new URL(String(made.body.link)).hash.slice(1) });
  if (stage === 'new') return { number };
  if (stage === 'canceled') {
    assert.equal((await command(number, 'cancel')).status, 200);
    return { number };
  }
  await buyer.provesPhone();
  if (stage === 'inprogress') return { number };
  bank.decides = stage === 'asked' ? 'pending' : stage === 'rejected' ? 'declined' : 'approved';
  await buyer.submits();
  if (stage === 'asked') return { number };
  await buyer.waitsFor('the answer', ({ decisions }) => decisions.every(({ decision }) => decision !== 'pending'));
  if (stage === 'approved' || stage === 'rejected') return { number };
  await buyer.chooses('ladoga');
  if (stage === 'chosen') return { number };
  await buyer.signs();
  if (stage === 'committed') assert.equal((await command(number, 'commit')).status, 200);
  return { number };
}

for (const { stage, call, status, says, committed, error } of stageCases) {
  test(`${call} of an application that is ${stage}: ${status} ${says ?? error ?? ''}`, async () => {
    const { number } = await reach(stage);
    const answer = call === 'info' ? await info(number) : await command(number, call);
    assert.equal(answer.status, status, JSON.stringify(answer.body));
    if (says !== undefined) assert.equal(answer.body['status'], says);
    if (committed !== undefined) assert.equal(answer.body['committed'], committed);
    if (error !== undefined) assert.ok(answer.body.errors?.[0]?.includes(error), answer.body.errors?.[0]);
  });
}

test('the fields that clients read are filled from their stage on', async () => {
  const seen = new Map<Stage, Body>();
  for (const stage of ['new', 'asked', 'approved', 'chosen', 'signed'] as const)
    seen.set(stage, (await info((await reach(stage)).number)).body);
  for (const [field, from, what] of infoFields) {
    const value = seen.get(from)?.[field];
    const label = `${field} at ${from}: ${JSON.stringify(value)}`;
    if (what instanceof RegExp) assert.match(String(value), what, label);
    else assert.deepEqual(value, what, label);
    const before = stages.slice(0, stages.indexOf(from)).filter((stage) => seen.has(stage));
    if (field === 'phone' || field === 'chosen_bank' || field === 'signing_type' || field === 'monthly_payment')
      for (const stage of before) assert.equal(seen.get(stage)?.[field], undefined, `${field} at ${stage}`);
  }
  const { created_at: created, expected_overdue_at: overdue } = seen.get('new') ?? {};
  assert.equal(new Date(String(overdue)).getTime() - new Date(String(created)).getTime(), 14 * 86_400_000);
});

test('an application that begins anew after a rejection stays the same to the shop, up to the commit', async () => {
  const number = aNumber();
  const made = await create({ orderNumber: number, promoCode: 'installment_0_0_6_10' });
  const buyer = openBuyer(backend, { session: new URL(String(made.body.link)).hash.slice(1) });
  bank.decides = 'declined';
  await buyer.submits();
  await waitFor('the rejection', async () => (await info(number)).body['status'] === 'rejected');
  const before = (await info(number)).body;
  bank.decides = 'approved';
  const restarted = (await (await buyer.call('/v1/session/restart', { body: {} })).json()) as { session: string; token: string };
  assert.equal((await info(number)).body['status'], 'inprogress');
  const again = openBuyer(backend, restarted);
  again.token = restarted.token;
  await again.submits();
  await again.chooses('ladoga');
  const phone = (await again.sees()).order;
  assert.equal(phone.status, 'approved');
  const { created_at: created, expected_overdue_at: overdue, status } = (await info(number)).body;
  assert.deepEqual([created, overdue, status], [before['created_at'], before['expected_overdue_at'], 'approved']);
  const repeated = await create({ orderNumber: number, promoCode: 'installment_0_0_6_10' });
  assert.equal(new URL(String(repeated.body.link)).hash.slice(1), restarted.session, 'a repeat gets the successor’s link');
});

test('commit and cancel never answer 200 while the bank is silent, and info tells how it ended', async () => {
  const { number } = await reach('signed');
  bank.always('confirm', { status: 503, body: {} });
  const answer = await command(number, 'commit');
  assert.deepEqual([answer.status, answer.body.errors?.[0]?.includes('покажет info')], [422, true]);
  assert.equal((await info(number)).body['committed'], false);
  bank.always('confirm', 'own');
  await waitFor('the bank’s yes', async () => (await info(number)).body['committed'] === true, 20_000);
});

const logins: [string, (() => Record<string, string>) | null, number][] = [
  ['no login', null, 401],
  ['the showcase id', () => basic(ids.showcaseId), 200],
  ['the widget id', () => basic(ids.widgetId), 200],
  ['a wrong password', () => basic(ids.showcaseId, 'sk_live_guess'), 401],
  ['an empty password', () => basic(ids.showcaseId, ''), 401],
  ['a publishable key as the password', () => basic(ids.showcaseId, shop.publishableKey), 401],
  ['an unknown id', () => basic('00000000-0000-4000-8000-000000000000'), 401],
  ['an empty login', () => basic(''), 401],
  ['a bearer key', () => ({ authorization: `Bearer ${shop.secretKey}` }), 401],
  ['a login that is no base64', () => ({ authorization: 'Basic ///' }), 401],
  ['a browser', () => ({ ...basic(ids.showcaseId), origin: OWN }), 403],
];
for (const [who, headers, status] of logins) {
  test(`info with ${who}: ${status}`, async () => {
    const { number } = await reach('new');
    const answer = await info(number, headers?.() ?? {});
    assert.equal(answer.status, status, JSON.stringify(answer.body));
    if (status !== 200) assert.match(answer.body.errors?.[0] ?? '', /^[А-Я]/);
  });
}

for (const call of ['info', 'commit', 'cancel'] as const) {
  test(`${call} of an unknown number: 404`, async () => {
    const answer = call === 'info' ? await info('no-such') : await command('no-such', call);
    assert.deepEqual([answer.status, answer.body.errors], [404, ['Заявка не найдена']]);
  });
}

test('a demo order opens to demo- and the id alone', async () => {
  const { body } = await create({}, { demo: true });
  assert.equal((await info(String(body.id), basic(`demo-${ids.showcaseId}`))).body['demo'], true);
  assert.equal((await info(String(body.id))).status, 404);
});
