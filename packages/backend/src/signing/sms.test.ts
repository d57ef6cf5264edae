import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { afterEach, test } from 'node:test';
import type { Agreement, BankSignature, CreatedOrder, Order, Signing } from '@installment-button/protocol';
import { codeOfSms, openBuyer, type TestBuyer } from '../testing/buyer.ts';
import { settableClock } from '../testing/settable-clock.ts';
import { shopWithBanks } from '../testing/shop-with-banks.ts';
import { waitFor } from '../testing/wait-for.ts';
import { giveUpSignature } from './send-signature.ts';

const HOUR = 3_600_000;
const clock = settableClock();

const {
  backend,
  shop,
  banks: [ladoga, onega],
} = await shopWithBanks(['ladoga', 'onega'], { clock });
afterEach(() => assert.deepEqual([...ladoga.faults, ...onega.faults], []));

async function chosen(): Promise<{ order: CreatedOrder; buyer: TestBuyer; applicationAt(bankId: string): Promise<string> }> {
  const order = await shop.createOrder();
  const buyer = openBuyer(backend, order);
  await buyer.submits();
  await buyer.chooses('ladoga');
  return {
    order,
    buyer,
    applicationAt: async (bankId) => {
      const { sql } = backend.context;
      const rows = await sql.selectFrom('bankApplications').select(['id', 'bankId']).where('orderId', '=', order.id).execute();
      return rows.find((row) => row.bankId === bankId)?.id ?? '';
    },
  };
}

async function asksForCode(buyer: TestBuyer): Promise<string> {
  const before = backend.messages.length;
  const response = await buyer.call('/v1/session/signing', { body: { method: 'sms' } });
  assert.equal(response.status, 202, await response.clone().text());
  assert.equal(((await response.json()) as Signing).state, 'code-sent');
  return codeOfSms(backend, before);
}

const signs = (buyer: TestBuyer, code: string) => buyer.call('/v1/session/signing/code', { body: { code } });
const problem = async (response: Response) => (await response.json()) as { code: string; attemptsLeft?: number };
const statusOf = async ({ id }: CreatedOrder) => ((await (await shop.call(`/v1/orders/${id}`)).json()) as Order).status;

test('the code signs, and the bank gets the evidence', async () => {
  const { order, buyer, applicationAt } = await chosen();
  const { text, sha256 } = (await (await buyer.call('/v1/session/agreement')).json()) as Agreement;
  assert.equal(sha256, createHash('sha256').update(text).digest('hex'));
  const code = await asksForCode(buyer);
  assert.match(backend.messages.at(-1)?.text ?? '', /Bank ladoga/);
  const { signing } = await buyer.sees();
  assert.equal(signing?.attemptsLeft, 5);
  assert.ok(signing.resendAt && signing.expiresAt);
  const held = ladoga.hold('signature');
  const sent = (await (await signs(buyer, code)).json()) as Signing;
  assert.equal(sent.state, 'sent-to-bank');
  const { rawBody, key } = await held.arrived;
  assert.ok(key);
  assert.equal(await statusOf(order), 'approved', 'the bank moves first');
  held.open();
  await buyer.waitsFor('signed', (view) => view.order.status === 'signed');
  const { applicationId, method, evidence } = JSON.parse(rawBody) as BankSignature;
  assert.equal(applicationId, await applicationAt('ladoga'));
  assert.equal(method, 'sms');
  assert.equal(evidence.agreementSha256, sha256);
  assert.match(evidence.sms?.phoneMasked ?? '', /^\+7900\*{5}\d\d$/);
  assert.ok(Date.parse(evidence.sms?.codeSentAt ?? '') <= Date.parse(evidence.sms?.confirmedAt ?? ''));
  assert.ok(evidence.sms?.address);
  const view = (await (await shop.call(`/v1/orders/${order.id}`)).json()) as Order;
  assert.equal(view.agreement?.sha256, sha256);
  assert.equal(view.agreement.method, 'sms');
  assert.equal(view.bank?.id, 'ladoga');
  const other = await applicationAt('onega');
  await waitFor('the clean-up', () => onega.files.get(other)?.state === 'canceled');
  assert.equal((await buyer.sees()).signing, null);
});

test('a wrong code is refused and counted, and the right code still signs', async () => {
  const { buyer } = await chosen();
  const code = await asksForCode(buyer);
  const refusal = await signs(buyer, code === '000000' ? '111111' : '000000');
  assert.equal(refusal.status, 422);
  assert.deepEqual([(await problem(refusal)).code, (await buyer.sees()).signing?.attemptsLeft], ['code_wrong', 4]);
  assert.equal((await signs(buyer, code)).status, 202);
  await buyer.waitsFor('signed', ({ order }) => order.status === 'signed');
});

test('a code signs only the offer and the text that it was sent for', async () => {
  const { buyer } = await chosen();
  const code = await asksForCode(buyer);
  await buyer.chooses('onega');
  const refusal = await signs(buyer, code);
  assert.equal(refusal.status, 422);
  assert.equal((await problem(refusal)).code, 'code_expired');
  clock.advance(61_000);
  assert.equal((await signs(buyer, await asksForCode(buyer))).status, 202);
  await buyer.waitsFor('signed', ({ order }) => order.status === 'signed');
});

test('a code that proves the phone signs nothing', async () => {
  const order = await shop.createOrder();
  const buyer = openBuyer(backend, order);
  const before = backend.messages.length;
  await buyer.submits();
  const phoneCode = await codeOfSms(backend, before);
  await buyer.chooses('ladoga');
  assert.equal((await problem(await signs(buyer, phoneCode))).code, 'code_expired');
});

test('while the signature is at the bank, other commands are refused', async () => {
  const { order, buyer } = await chosen();
  const held = ladoga.hold('signature');
  const offers = (await buyer.sees()).offers;
  await signs(buyer, await asksForCode(buyer));
  await held.arrived;
  const offerId = offers.find(({ bank }) => bank.id === 'onega')?.id;
  for (const [path, body] of [
    ['/v1/session/select', { offerId }],
    ['/v1/session/signing', { method: 'sms' }],
    ['/v1/session/signing/code', { code: '123456' }],
    ['/v1/session/cancel', {}],
  ] as const) {
    const response = await buyer.call(path, { body });
    assert.deepEqual([response.status, (await problem(response)).code], [409, 'bank_call_in_progress'], path);
  }
  assert.equal((await shop.call(`/v1/orders/${order.id}/cancel`, { body: {} })).status, 409);
  held.open();
  await buyer.waitsFor('signed', (view) => view.order.status === 'signed');
});

for (const status of [404, 409, 410, 422]) {
  test(`after a signature answered ${status} the offer is gone, and another bank may be chosen and signed with`, async () => {
    const { buyer } = await chosen();
    ladoga.script('signature', { status, body: { code: 'no' } });
    await signs(buyer, await asksForCode(buyer));
    const view = await buyer.waitsFor('the refusal', ({ signing }) => signing?.state === 'failed');
    assert.equal(view.signing?.error?.code, 'offer_gone');
    assert.equal(view.chosenOfferId, null);
    assert.equal(view.agreement, null);
    assert.equal(view.order.status, 'approved');
    await buyer.chooses('onega');
    clock.advance(61_000);
    await buyer.signs();
  });
}

test('a signature refused otherwise fails, and the buyer may sign again', async () => {
  const { buyer } = await chosen();
  ladoga.script('signature', { status: 400, body: { code: 'evidence_unreadable' } });
  await signs(buyer, await asksForCode(buyer));
  const view = await buyer.waitsFor('the refusal', ({ signing }) => signing?.state === 'failed');
  assert.equal(view.signing?.error?.code, 'bank_refused');
  assert.ok(view.chosenOfferId);
  clock.advance(61_000);
  await buyer.signs();
});

test('the bank’s event `signed` counts as its answer to the signature', async () => {
  const { buyer, applicationAt } = await chosen();
  const held = ladoga.hold('signature', 'silence');
  await signs(buyer, await asksForCode(buyer));
  await held.arrived;
  await ladoga.tell(await applicationAt('ladoga'), { type: 'signed' });
  held.open();
  await buyer.waitsFor('signed', ({ order }) => order.status === 'signed');
});

test('a signature unanswered for an hour is given up: its bank gets a cancel, and its offers are gone', async () => {
  const { order, buyer, applicationAt } = await chosen();
  ladoga.always('signature', { status: 503, body: {} });
  await signs(buyer, await asksForCode(buyer));
  const command = await waitFor('a try', () =>
    backend.context.sql
      .selectFrom('bankCommands')
      .selectAll()
      .where('orderId', '=', order.id)
      .where('kind', '=', 'signature')
      .where('attempts', '>', 0)
      .where('claimedUntil', 'is', null)
      .executeTakeFirst(),
  );
  await giveUpSignature(backend.context, command.id);
  assert.equal((await buyer.sees()).signing?.state, 'sent-to-bank', 'not before the hour is over');
  clock.advance(HOUR + 1000);
  await giveUpSignature(backend.context, command.id);
  const view = await buyer.sees();
  assert.equal(view.signing?.error?.code, 'bank_timeout');
  assert.equal(view.order.status, 'approved');
  assert.ok(!view.offers.some(({ bank }) => bank.id === 'ladoga'));
  const application = await applicationAt('ladoga');
  await waitFor('the cancel', () => ladoga.files.get(application)?.state === 'canceled');
  // It says `signed` though: called off again.
  const before = ladoga.count('cancel', application);
  assert.equal((await ladoga.tell(application, { type: 'signed' })).status, 200);
  await waitFor('another cancel', () => ladoga.count('cancel', application) > before);
  ladoga.always('signature', 'own');
  await buyer.chooses('onega');
  await buyer.signs();
});

test('an offer that cannot be signed by SMS is refused with the method’s name', async () => {
  const { order, buyer } = await chosen();
  const { terms } = await backend.context.sql
    .selectFrom('offers')
    .select('terms')
    .where('orderId', '=', order.id)
    .where('bankId', '=', 'ladoga')
    .executeTakeFirstOrThrow();
  await backend.context.sql
    .updateTable('offers')
    .set({ terms: JSON.stringify({ ...terms, signing: ['meeting'] }) })
    .where('orderId', '=', order.id)
    .execute();
  const response = await buyer.call('/v1/session/signing', { body: { method: 'sms' } });
  assert.equal(response.status, 422);
  assert.equal((await problem(response)).code, 'signing_method_unavailable');
});

test('before a choice there is nothing to sign', async () => {
  const buyer = openBuyer(backend, await shop.createOrder());
  await buyer.provesPhone();
  const response = await buyer.call('/v1/session/signing', { body: { method: 'sms' } });
  assert.deepEqual([response.status, (await problem(response)).code], [409, 'illegal_transition']);
});
