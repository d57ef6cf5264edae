/**
 * A word of its own in every field into which a person can type about a buyer: none stands in plain text while the order lives (the
 * shop's own metadata and return addresses but for that), and none at all after the erasure. Goods and the shop's order number are
 * kept for the accounts, so no word is planted there.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { runCommand } from '../operator/run-command.ts';
import { purgeAnswers } from '../platform/http/idempotency.ts';
import { switchOn } from '../t-bank/ids.ts';
import { aPhone, openBuyer, type TestBuyer } from '../testing/buyer.ts';
import { everyRow, everySecret, naming } from '../testing/every-text.ts';
import { openMember } from '../testing/member.ts';
import { settableClock } from '../testing/settable-clock.ts';
import { shopWithBanks } from '../testing/shop-with-banks.ts';
import { anApplicant } from '../testing/submit.ts';
import { waitFor } from '../testing/wait-for.ts';
import { openWebhookReceiver } from '../testing/webhook-receiver.ts';

const DAY = 86_400_000;
const clock = settableClock();
const {
  backend,
  shop,
  banks: [bank],
} = await shopWithBanks(['first'], { clock });
const { context } = backend;

/** Cyrillic, as the form wants names; unlike any other word of the project. */
const planted: string[] = [];
const ends = 'абвгдежзиклмнопрстуфхцчшщэюя';
function word(): string {
  const number = planted.length;
  const made = `Щыпэж${ends[Math.floor(number / ends.length)] ?? ''}${ends[number % ends.length] ?? ''}ъёх`;
  planted.push(made);
  return made;
}
/** Words that stand in plain text by design while the order lives: the shop's server wrote them, for itself. */
const ofTheShop: string[] = [];
function shopsWord(): string {
  const made = word();
  ofTheShop.push(made);
  return made;
}
const mailOf = (name: string) => `${name.toLowerCase()}@mail.example`;
const latin = (name: string) => {
  const made = `zq${planted.length}${name}xjw`;
  planted.push(made);
  return made;
};

const filledApplicant = () => ({
  ...anApplicant,
  lastName: word(),
  firstName: word(),
  middleName: word(),
  birthPlace: `город ${word()}`,
  email: mailOf(latin('form')),
  passport: { ...anApplicant.passport, issuedBy: `Отделением ${word()}` },
  registrationAddress: `город Н, улица ${word()}, дом 1`,
  residenceAddress: `город Н, улица ${word()}, дом 2`,
  employment: { ...anApplicant.employment, employer: `ООО «${word()}»`, position: word() },
});

const unfinishedDraft = () => ({
  ...{ lastName: word(), firstName: word(), middleName: word(), birthDate: word(), birthPlace: word(), email: word() },
  passport: { series: word(), number: word(), issuedAt: word(), issuedBy: word(), departmentCode: word() },
  ...{ registrationAddress: word(), residenceAddress: word() },
  employment: { kind: word(), employer: word(), position: word(), monthlyIncome: word() },
  ...{ snils: word(), inn: word() },
});

const statusOf = async (id: string) => ((await (await shop.call(`/v1/orders/${id}`)).json()) as { status: string }).status;
const waitForStatus = (id: string, status: string) => waitFor(status, async () => (await statusOf(id)) === status);
const head = await openMember(backend, shop.id, 'head');
const receiver = await openWebhookReceiver();
after(() => receiver.close());
await shop.call('/v1/webhook-endpoints', { body: { url: receiver.url } });

/** Fills draft and form, meets, signs; each request under an `Idempotency-Key`, so that its answer is kept. */
async function signs(buyer: TestBuyer): Promise<void> {
  const agent = { 'user-agent': latin('agent') };
  assert.equal(
    (await buyer.call('/v1/session/draft', { method: 'PUT', body: { applicant: unfinishedDraft() }, headers: agent })).status,
    204,
  );
  const { phone: _phone, ...applicant } = filledApplicant();
  const body = { ...(await buyer.form()), applicant };
  const keyed = { ...agent, 'idempotency-key': randomUUID() };
  const submitted = await buyer.call('/v1/session/submit', { body, headers: keyed });
  assert.equal(submitted.status, 202, await submitted.clone().text());
  await buyer.chooses(bank.config.id);
  const meeting = { method: 'meeting', slotId: 'slot-1', address: `город Н, ${word()}`, comment: `спросить ${word()}` };
  assert.equal((await buyer.call('/v1/session/signing', { body: meeting, headers: { 'idempotency-key': randomUUID() } })).status, 202);
  await buyer.waitsFor('the appointment', ({ signing }) => signing?.state === 'appointed');
  await buyer.signs();
}

async function orderOfServer(): Promise<string> {
  const phone = aPhone();
  const order = await shop.createOrder({
    buyer: { lastName: word(), firstName: word(), middleName: word(), phone, email: mailOf(latin('prefill')) },
    metadata: { [shopsWord()]: shopsWord() },
    returnUrls: {
      success: `${shop.origin}/?name=${encodeURIComponent(shopsWord())}`,
      failure: `${shop.origin}/${latin('failure')}`,
      cancel: `${shop.origin}/?to=${latin('cancel')}`,
    },
  });
  ofTheShop.push(...planted.slice(-2));
  const buyer = openBuyer(backend, order, phone);
  await buyer.provesPhone();
  await signs(buyer);
  return order.id;
}

async function orderByHand(): Promise<string> {
  const phone = aPhone();
  const body = {
    ...{ mode: 'live', product: 'installment', items: [{ name: 'Холодильник', price: 4_999_000, quantity: 1 }] },
    ...{ phone, email: mailOf(latin('link')) },
  };
  const { id, link } = await head.gets<{ id: string; link: string }>('/links', { body, status: 201 });
  await head.gets(`/orders/${id}/link`, { body: { channel: 'email', to: mailOf(latin('sent')) }, status: 202 });
  await head.gets(`/orders/${id}/notes`, { body: { text: `${word()} просит позвонить` }, status: 201 });
  const buyer = openBuyer(backend, { session: link.split('#')[1] ?? '' }, phone);
  await buyer.provesPhone();
  await signs(buyer);
  await head.gets('/orders/search', { body: { mode: 'live', search: word() } });
  return id;
}

async function orderOfTBank(): Promise<string> {
  const { showcaseId } = await context.transaction((tx) => switchOn(context, tx, shop.id));
  const response = await fetch(`${backend.url}/api/partners/v2/orders/create`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ showcaseId, sum: 49_990, items: [{ name: 'Холодильник', price: 49_990, quantity: 1 }] },
      ...{ orderNumber: 'A-1', promoCode: 'installment_0_0_6_10', webhookURL: `${shop.origin}/hook` },
      values: {
        contact: {
          fio: { lastName: word(), firstName: word(), middleName: word() },
          ...{ mobilePhone: aPhone(), email: mailOf(latin('contact')) },
        },
      },
    }),
  });
  assert.equal(response.status, 200, await response.clone().text());
  return (await context.sql.selectFrom('orders').select('id').where('externalId', '=', 'A-1').executeTakeFirstOrThrow()).id;
}

test('no word that a person typed stands in plain text while the order lives, nor anywhere after the erasure', async () => {
  const [canceledByServer, canceledByMember, refunded, ofTBank] = [
    await orderOfServer(),
    await orderByHand(),
    await orderOfServer(),
    await orderOfTBank(),
  ];
  await shop.call(`/v1/orders/${canceledByServer}/cancel`, {
    body: { reason: `${word()} передумала` },
    headers: { 'idempotency-key': randomUUID() },
  });
  await head.gets(`/orders/${canceledByMember}/cancel`, { body: { reason: word() }, status: 202 });
  await shop.call(`/v1/orders/${ofTBank}/cancel`, { body: { reason: word() } });
  assert.equal((await shop.call(`/v1/orders/${refunded}/confirm`, { body: {} })).status, 202);
  await waitForStatus(refunded, 'confirmed');
  await head.gets(`/orders/${refunded}/refunds`, { body: { amount: 100, reason: word() }, status: 201 });
  const ofBank = context.sql.selectFrom('bankApplications').select('id').where('orderId', '=', refunded);
  await bank.tell((await ofBank.executeTakeFirstOrThrow()).id, { type: 'settled' });
  await waitForStatus(refunded, 'settled');
  for (const id of [canceledByServer, canceledByMember, ofTBank]) await waitForStatus(id, 'canceled');
  await quiet();

  const plain = planted.filter((each) => !ofTheShop.includes(each));
  assert.ok(plain.length > 100, `${plain.length} words`);
  assert.deepEqual(naming(await everyRow(context), plain), []);
  const secrets = await everySecret(context);
  const found = plain.filter((each) => naming(secrets, [each]).length > 0);
  assert.ok(found.length > 40, `encrypted they are kept: ${found.length}`);
  assert.ok(
    receiver.received.some(({ body }) => naming([body], ['передумала']).length > 0),
    'the shop hears the reason',
  );

  for (const id of [canceledByServer, canceledByMember, refunded, ofTBank])
    assert.deepEqual((await runCommand(context, ['buyer', 'erase', '--order', id])).exitCode, 0);
  // The kept answers of Idempotency-Key live a day.
  clock.advance(2 * DAY);
  await purgeAnswers(context);
  assert.deepEqual(naming(await everyRow(context), planted), [], 'tables and the queue');
  assert.deepEqual(naming(await everySecret(context), planted), [], 'encrypted values');
  assert.deepEqual(naming(backend.logLines, planted), [], 'the log');
  const events = (await (await shop.call('/v1/events?limit=100')).text()) + (await (await shop.call('/v1/orders?limit=100')).text());
  assert.deepEqual(naming([events], planted), [], 'the API');
  // The first session has ended meanwhile.
  const reader = await openMember(backend, shop.id, 'head');
  const cabinet = await Promise.all(
    [canceledByServer, canceledByMember, refunded, ofTBank].map(async (id) => JSON.stringify(await reader.gets(`/orders/${id}`))),
  );
  assert.deepEqual(naming([...cabinet, JSON.stringify(await reader.gets('/audit'))], planted), [], 'the cabinet');
});

/** Banks have answered every command, shops have taken every webhook, every message is out. */
async function quiet(): Promise<void> {
  await waitFor('everything sent', async () => {
    const { sql } = context;
    const open = [
      await sql.selectFrom('bankCommands').select('id').where('state', '=', 'pending').where('supersededAt', 'is', null).execute(),
      await sql.selectFrom('webhookDeliveries').select('id').where('state', '=', 'pending').execute(),
      await sql.selectFrom('messages').select('id').where('sentAt', 'is', null).execute(),
    ];
    return open.flat().length === 0;
  });
}
