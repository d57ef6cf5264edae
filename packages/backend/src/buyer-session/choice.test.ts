import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import type { CreatedOrder, Order, WebhookEvent } from '@installment-button/protocol';
import { openBuyer, type TestBuyer } from '../testing/buyer.ts';
import { offerFor, type ScriptedBank } from '../testing/scripted-bank.ts';
import { settableClock } from '../testing/settable-clock.ts';
import { shopWithBanks } from '../testing/shop-with-banks.ts';
import { waitFor } from '../testing/wait-for.ts';
import { giveUpChoice } from './choice.ts';

const clock = settableClock();
let order: CreatedOrder;
/** Of the order, by bank. */
let applications = new Map<string, string>();

const {
  backend,
  shop,
  banks: [ladoga, onega],
} = await shopWithBanks(['ladoga', 'onega'], { clock });
afterEach(() => assert.deepEqual([...ladoga.faults, ...onega.faults], []));

/** A buyer with an offer of each bank; Ладога has two. */
async function withOffers() {
  order = await shop.createOrder();
  const buyer = openBuyer(backend, order);
  ladoga.decides = 'pending';
  await buyer.submits();
  const rows = await backend.context.sql.selectFrom('bankApplications').selectAll().where('orderId', '=', order.id).execute();
  applications = new Map(rows.map(({ bankId, id }) => [bankId, id]));
  const file = await waitFor('the application', () => fileAt(ladoga));
  file.offers = [offerFor(file.request, clock.now()), offerFor({ ...file.request, term: 24 }, clock.now())];
  file.state = 'approved';
  assert.equal((await ladoga.decide(file.request.applicationId, 'approved')).status, 200);
  ladoga.decides = 'approved';
  const { offers } = await buyer.waitsFor('all offers', (view) => view.offers.length === 3);
  const of = (bankId: string, term: number) => offers.find((offer) => offer.bank.id === bankId && offer.term === term)?.id ?? '';
  return { buyer, first: of('ladoga', 12), second: of('ladoga', 24), third: of('onega', 12) };
}

const applicationOf = (bank: ScriptedBank) => applications.get(bank.config.id) ?? '';
const fileAt = (bank: ScriptedBank) => bank.files.get(applicationOf(bank));
const stateAt = (bank: ScriptedBank) => fileAt(bank)?.state;
const selects = (buyer: TestBuyer, offerId: string) => buyer.call('/v1/session/select', { body: { offerId } });
const chosen = (buyer: TestBuyer, offerId: string) => buyer.waitsFor('the choice', (view) => view.chosenOfferId === offerId);
const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code;
const calls = (bank: ScriptedBank) =>
  bank.seen.filter(({ applicationId }) => applicationId === applicationOf(bank)).map(({ call }) => call);

test('until the bank answers 200 the order stays submitted, `signing` is preparing, and signing is refused', async () => {
  const { buyer, third } = await withOffers();
  const held = onega.hold('accept');
  const answer = await selects(buyer, third);
  assert.equal(answer.status, 202);
  const view = (await answer.json()) as Awaited<ReturnType<TestBuyer['sees']>>;
  assert.equal(view.signing?.state, 'preparing');
  assert.equal(view.order.status, 'submitted');
  await held.arrived;
  const signing = await buyer.call('/v1/session/signing', { body: { method: 'sms' } });
  assert.equal(signing.status, 409);
  assert.equal(await codeOf(signing), 'bank_call_in_progress');
  // Pressed again, nothing more is sent.
  assert.equal((await selects(buyer, third)).status, 202);
  held.open();
  const after = await chosen(buyer, third);
  assert.equal(after.order.status, 'approved');
  assert.equal(after.signing?.state, 'ready');
  assert.equal(onega.count('accept', applicationOf(onega)), 1);
});

test('another choice asks the new bank first, and only then releases the old bank', async () => {
  const { buyer, first, third } = await withOffers();
  await selects(buyer, first);
  await chosen(buyer, first);
  const held = onega.hold('accept');
  await selects(buyer, third);
  await held.arrived;
  assert.equal((await buyer.sees()).chosenOfferId, first, 'the old choice stands');
  assert.ok(!calls(ladoga).includes('release'));
  held.open();
  await chosen(buyer, third);
  await waitFor('the release', () => stateAt(ladoga) === 'approved');
  assert.equal(stateAt(onega), 'accepted');
  // The list stays below the oldest transaction that runs anywhere on the database server.
  const own = await waitFor('the event of the change', async () => {
    const events = (await (await shop.call('/v1/events')).json()) as { data: WebhookEvent[] };
    const types = events.data.filter(({ data }) => data.order.id === order.id).map(({ type }) => type);
    return types.includes('order.updated') && types;
  });
  assert.deepEqual(own, ['order.created', 'order.submitted', 'order.approved', 'order.updated']);
});

test('another offer of the same bank replaces the first without a release', async () => {
  const { buyer, first, second } = await withOffers();
  await selects(buyer, first);
  const before = await chosen(buyer, first);
  await selects(buyer, second);
  const after = await chosen(buyer, second);
  assert.notEqual(after.agreement?.sha256, before.agreement?.sha256);
  assert.ok(!calls(ladoga).includes('release'));
  assert.equal(fileAt(ladoga)?.acceptedOfferId, fileAt(ladoga)?.offers[1]?.id);
});

test('a select supersedes the accept under way, whose late 200 is released', async () => {
  const { buyer, first, third } = await withOffers();
  const late = ladoga.hold('accept');
  await selects(buyer, first);
  await late.arrived;
  await selects(buyer, third);
  await chosen(buyer, third);
  late.open();
  await waitFor('the release', () => calls(ladoga).includes('release') && stateAt(ladoga) === 'approved');
  assert.equal((await buyer.sees()).chosenOfferId, third);
  assert.deepEqual(
    calls(ladoga).filter((call) => call !== 'apply' && call !== 'poll'),
    ['accept', 'release'],
  );
});

test('a select of the chosen offer supersedes the accept under way at another bank', async () => {
  const { buyer, first, third } = await withOffers();
  await selects(buyer, first);
  await chosen(buyer, first);
  const late = onega.hold('accept');
  await selects(buyer, third);
  await late.arrived;
  await selects(buyer, first);
  late.open();
  await waitFor('the release', () => stateAt(onega) === 'approved' && calls(onega).includes('release'));
  const view = await buyer.sees();
  assert.equal(view.chosenOfferId, first);
  assert.equal(view.signing?.state, 'ready');
  assert.equal((await buyer.signs()).order.status, 'signed');
});

test('a select of the chosen offer asks its bank again where another offer of that bank was asked for meanwhile', async () => {
  const { buyer, first, second } = await withOffers();
  await selects(buyer, first);
  await chosen(buyer, first);
  const late = ladoga.hold('accept');
  await selects(buyer, second);
  await late.arrived;
  await selects(buyer, first);
  late.open();
  await buyer.waitsFor('ready again', (view) => view.signing?.state === 'ready');
  assert.equal(fileAt(ladoga)?.acceptedOfferId, fileAt(ladoga)?.offers[0]?.id);
  assert.equal((await buyer.sees()).chosenOfferId, first);
});

test('after 60 s without an answer the choice fails, the bank is released, and the offer stays', async () => {
  const { buyer, third } = await withOffers();
  onega.always('accept', { status: 503, body: {} });
  await selects(buyer, third);
  const command = await waitFor('a try', () =>
    backend.context.sql.selectFrom('bankCommands').selectAll().where('orderId', '=', order.id).where('attempts', '>', 0).executeTakeFirst(),
  );
  clock.advance(61_000);
  await giveUpChoice(backend.context, command.id);
  const view = await buyer.sees();
  assert.equal(view.signing?.state, 'failed');
  assert.equal(view.signing.error?.code, 'bank_timeout');
  assert.equal(view.chosenOfferId, null);
  assert.equal(view.order.status, 'submitted');
  assert.ok(view.offers.some(({ id }) => id === third));
  await waitFor('the release', () => calls(onega).includes('release'));
  onega.always('accept', 'own');
  await selects(buyer, third);
  await chosen(buyer, third);
  assert.equal(stateAt(onega), 'accepted');
});

test('a choice that times out leaves the old choice as it was, at its bank too', async () => {
  const { buyer, first, second } = await withOffers();
  await selects(buyer, first);
  await chosen(buyer, first);
  // The bank takes the second offer, but its answer is lost.
  ladoga.always('accept', 'lost');
  await selects(buyer, second);
  const command = await waitFor('the lost try', () =>
    backend.context.sql
      .selectFrom('bankCommands')
      .selectAll()
      .where('orderId', '=', order.id)
      .where('state', '=', 'pending')
      .where('attempts', '>', 0)
      .where('claimedUntil', 'is', null)
      .executeTakeFirst(),
  );
  ladoga.always('accept', 'own');
  clock.advance(61_000);
  await giveUpChoice(backend.context, command.id);
  assert.equal((await buyer.sees()).chosenOfferId, first);
  await waitFor('the first offer again', () => fileAt(ladoga)?.acceptedOfferId === fileAt(ladoga)?.offers[0]?.id);
  await buyer.waitsFor('ready', (view) => view.signing?.state === 'ready');
  assert.equal((await buyer.signs()).order.status, 'signed');
});

for (const status of [404, 409, 410, 422]) {
  test(`after an accept answered ${status} the offer is gone, and another may be chosen`, async () => {
    const { buyer, first, third } = await withOffers();
    onega.script('accept', { status, body: { code: 'no' } });
    await selects(buyer, third);
    const view = await buyer.waitsFor('the failure', ({ signing }) => signing?.state === 'failed');
    assert.equal(view.signing?.error?.code, 'offer_gone');
    assert.ok(!view.offers.some(({ id }) => id === third));
    assert.equal(view.decisions.find(({ bank }) => bank.id === 'onega')?.decision, 'declined');
    assert.equal((await selects(buyer, third)).status, 410);
    await selects(buyer, first);
    assert.equal((await chosen(buyer, first)).order.status, 'approved');
  });
}

test('an accept refused otherwise fails, and the offer stays', async () => {
  const { buyer, third } = await withOffers();
  onega.script('accept', { status: 403, body: { code: 'closed' } });
  await selects(buyer, third);
  const view = await buyer.waitsFor('the failure', ({ signing }) => signing?.state === 'failed');
  assert.equal(view.signing?.error?.code, 'bank_refused');
  assert.ok(view.offers.some(({ id }) => id === third));
});

test('a cancel supersedes a choice under way, whose late 200 gets a cancel', async () => {
  const { buyer, third } = await withOffers();
  const late = onega.hold('accept');
  await selects(buyer, third);
  await late.arrived;
  assert.equal((await buyer.call('/v1/session/cancel', { method: 'POST' })).status, 202);
  late.open();
  await waitFor('both called off', () => stateAt(ladoga) === 'canceled' && stateAt(onega) === 'canceled');
  assert.equal((await selects(buyer, third)).status, 409);
});

test('an offer withdrawn while its bank is asked is not chosen', async () => {
  const { buyer, third } = await withOffers();
  const late = onega.hold('accept');
  await selects(buyer, third);
  await late.arrived;
  await onega.tell(applicationOf(onega), { type: 'offer-withdrawn' });
  late.open();
  const view = await buyer.waitsFor('the failure', ({ signing }) => signing?.state === 'failed');
  assert.equal(view.signing?.error?.code, 'offer_gone');
  assert.equal(view.chosenOfferId, null);
  await waitFor('the release', () => calls(onega).includes('release'));
});

test('a chosen offer that is withdrawn is chosen no more', async () => {
  const { buyer, third, first } = await withOffers();
  await selects(buyer, third);
  await chosen(buyer, third);
  await onega.tell(applicationOf(onega), { type: 'offer-withdrawn' });
  const view = await buyer.waitsFor('the loss', ({ chosenOfferId }) => chosenOfferId === null);
  assert.equal(view.signing?.error?.code, 'offer_gone');
  assert.equal(view.agreement, null);
  const { offer, bank, status } = (await (await shop.call(`/v1/orders/${order.id}`)).json()) as Order;
  assert.deepEqual([offer, bank, status], [null, null, 'approved']);
  assert.ok(!calls(onega).includes('release'));
  await selects(buyer, first);
  await chosen(buyer, first);
  await waitFor('the release of what that bank still keeps', () => calls(onega).includes('release'));
});

test('an offer of another order, or none, cannot be chosen', async () => {
  const other = await withOffers();
  const { buyer } = await withOffers();
  assert.equal((await selects(buyer, other.first)).status, 404);
  assert.equal((await selects(buyer, 'off_00000000000000000000000')).status, 404);
  assert.equal((await selects(buyer, 'bank-own-id')).status, 422);
});

test('an offer past its term cannot be chosen', async () => {
  const { buyer, third } = await withOffers();
  await backend.context.sql
    .updateTable('offers')
    .set({ validUntil: new Date(0) })
    .where('id', '=', third)
    .execute();
  const response = await selects(buyer, third);
  assert.equal(response.status, 410);
  assert.equal(await codeOf(response), 'offer_gone');
});
