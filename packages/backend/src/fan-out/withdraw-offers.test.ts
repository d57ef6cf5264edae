import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { commandBank } from '../banks/commands.ts';
import { DAY, SECOND } from '../platform/clock.ts';
import { openFanOut, type FanOut } from '../testing/fan-out.ts';
import { offerFor, type ScriptedBank } from '../testing/scripted-bank.ts';
import { waitFor } from '../testing/wait-for.ts';

let fanOut: FanOut;
let alpha: ScriptedBank;
let beta: ScriptedBank;

before(async () => {
  fanOut = await openFanOut(['alpha', 'beta'], { config: { expiryHours: { created: 999, submitted: 999, approved: 999, signed: 999 } } });
  [alpha, beta] = fanOut.banks as [ScriptedBank, ScriptedBank];
});
after(() => fanOut.close());

/** Alpha makes two offers, beta one. */
async function threeOffers() {
  alpha.script('apply', ({ rawBody }) => {
    const request = JSON.parse(rawBody) as Parameters<typeof offerFor>[0];
    const now = fanOut.time.clock.now();
    const offers = [offerFor(request, now, `${request.applicationId}-1`), offerFor(request, now, `${request.applicationId}-2`)];
    alpha.files.set(request.applicationId, {
      request,
      taken: 1,
      state: 'approved',
      offers,
      acceptedOfferId: null,
      refunded: 0,
      history: [],
    });
    return { status: 200, body: { applicationId: request.applicationId, decision: 'approved', offers } };
  });
  const orderId = await fanOut.submit(alpha, beta);
  await fanOut.decided(orderId, 'approved', 'approved');
  const offers = await fanOut.offers(orderId);
  const [first, second] = offers.filter(({ bankId }) => bankId === 'alpha');
  const ofBeta = offers.find(({ bankId }) => bankId === 'beta');
  assert.ok(first && second && ofBeta);
  return { orderId, first, second, ofBeta };
}

const standing = async (orderId: string) => (await fanOut.offers(orderId)).filter(({ goneAt }) => goneAt === null).map(({ id }) => id);

test('an offer that its bank withdraws is gone, and the bank’s other offer stands', async () => {
  const { orderId, first, second, ofBeta } = await threeOffers();
  const response = await alpha.tell(first.applicationId, { type: 'offer-withdrawn', offerId: first.bankOfferId });
  assert.equal(response.status, 200);
  assert.deepEqual(new Set(await standing(orderId)), new Set([second.id, ofBeta.id]));
  assert.deepEqual(await fanOut.decisions(orderId), ['approved', 'approved']);
  assert.equal((await fanOut.events(orderId)).at(-1), 'bank.decision approved');
});

test('a bank that withdraws all its offers counts as declined', async () => {
  const { orderId, first, ofBeta } = await threeOffers();
  await alpha.tell(first.applicationId, { type: 'offer-withdrawn' });
  assert.deepEqual(await standing(orderId), [ofBeta.id]);
  assert.deepEqual(await fanOut.decisions(orderId), ['declined', 'approved']);
  assert.equal((await fanOut.order(orderId)).status, 'submitted');
});

test('an order without a bank that has an offer left is rejected', async () => {
  const { orderId, first, ofBeta } = await threeOffers();
  await alpha.tell(first.applicationId, { type: 'offer-withdrawn' });
  await beta.tell(ofBeta.applicationId, { type: 'offer-withdrawn' });
  assert.equal((await fanOut.order(orderId)).status, 'rejected');
});

test('a chosen offer that is withdrawn is chosen no more, and another may be chosen', async () => {
  const { orderId, first, ofBeta } = await threeOffers();
  await fanOut.choose(orderId, first);
  await alpha.tell(first.applicationId, { type: 'offer-withdrawn', offerId: first.bankOfferId });
  const order = await fanOut.order(orderId);
  assert.equal(order.status, 'approved');
  assert.equal(order.offer, null);
  assert.equal(order.bank, null);
  assert.equal((await fanOut.events(orderId)).at(-1), 'order.updated');
  await fanOut.choose(orderId, ofBeta);
});

test('an approved order is rejected when the last offer is gone', async () => {
  const orderId = await fanOut.submit(beta);
  await fanOut.decided(orderId, 'approved');
  const [offer] = await fanOut.offers(orderId);
  assert.ok(offer);
  await fanOut.choose(orderId, offer);
  await beta.tell(offer.applicationId, { type: 'offer-withdrawn' });
  assert.deepEqual((await fanOut.events(orderId)).slice(-3), ['bank.decision declined', 'order.updated', 'order.rejected']);
  const order = await fanOut.order(orderId);
  assert.deepEqual([order.status, order.offer], ['rejected', null]);
});

test('an offer that its bank calls gone at the accept is gone', async () => {
  const { orderId, first, second, ofBeta } = await threeOffers();
  alpha.script('accept', { status: 410, body: { code: 'offer_gone' } });
  const { context } = fanOut.backend;
  const application = { id: first.applicationId, orderId, bankId: 'alpha' };
  await context.transaction((tx) => commandBank(context, tx, application, 'accept', { offerId: first.bankOfferId }, { offerId: first.id }));
  await waitFor('the offer to go', async () => (await standing(orderId)).length === 2);
  assert.deepEqual(new Set(await standing(orderId)), new Set([second.id, ofBeta.id]));
});

test('an offer past its term is gone', async () => {
  const { orderId } = await threeOffers();
  await fanOut.time.leap(7 * DAY - 10 * SECOND);
  assert.equal((await standing(orderId)).length, 3);
  await fanOut.passesUntil('rejected', async () => (await fanOut.order(orderId)).status === 'rejected');
  assert.deepEqual(await standing(orderId), []);
});

test('an offer past its term stays while its bank is being called', async () => {
  const { orderId, first, second, ofBeta } = await threeOffers();
  await fanOut.time.leap(7 * DAY - 5 * SECOND);
  const held = alpha.hold('accept');
  const { context } = fanOut.backend;
  const application = { id: first.applicationId, orderId, bankId: 'alpha' };
  await context.transaction((tx) => commandBank(context, tx, application, 'accept', { offerId: first.bankOfferId }, { offerId: first.id }));
  await held.arrived;
  await fanOut.passesUntil('the other bank’s term', async () => !(await standing(orderId)).includes(ofBeta.id));
  assert.deepEqual(new Set(await standing(orderId)), new Set([first.id, second.id]));
  held.open();
  await fanOut.passesUntil('the term of the rest', async () => (await standing(orderId)).length === 0);
  assert.equal((await fanOut.order(orderId)).status, 'rejected');
});

test('an event with a known id is a duplicate, in another message too', async () => {
  const { orderId, first } = await threeOffers();
  const event = { type: 'offer-withdrawn', eventId: `once-${orderId}`, offerId: first.bankOfferId } as const;
  assert.equal((await alpha.tell(first.applicationId, event)).status, 200);
  const before = await fanOut.events(orderId);
  assert.equal((await alpha.tell(first.applicationId, event)).status, 200);
  assert.equal((await alpha.tell(first.applicationId, { ...event, offerId: undefined })).status, 200);
  assert.deepEqual(await fanOut.events(orderId), before);
});

test('a withdrawal of an unknown offer gets 200 and alerts', async () => {
  const { orderId, first } = await threeOffers();
  const before = await fanOut.order(orderId);
  assert.equal((await alpha.tell(first.applicationId, { type: 'offer-withdrawn', offerId: 'never-made' })).status, 200);
  assert.deepEqual(await fanOut.order(orderId), before);
  assert.match(await fanOut.backend.context.metrics.registry.metrics(), /installment_alerts_total\{what="bank-event"\} 1/);
});

test('events of other banks’ applications and malformed events are refused', async () => {
  const { first } = await threeOffers();
  const body = (change: object) =>
    JSON.stringify({
      eventId: 'x',
      applicationId: first.applicationId,
      action: 'event',
      type: 'signed',
      at: new Date().toISOString(),
      ...change,
    });
  const url = (bank: string) => `${fanOut.backend.url}/v1/banks/${bank}/events`;
  assert.equal((await beta.post(url('beta'), body({}))).status, 404);
  assert.equal((await alpha.post(url('alpha'), body({ type: 'exploded' }))).status, 422);
  assert.equal((await alpha.post(url('alpha'), body({ type: 'refunded' }))).status, 422);
  assert.equal((await alpha.post(url('alpha'), body({ more: 1 }))).status, 422);
  assert.equal((await beta.post(url('alpha'), body({}))).status, 401);
});
