import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { MINUTE, SECOND } from '../platform/clock.ts';
import { openFanOut, type FanOut } from '../testing/fan-out.ts';
import type { Script, ScriptedBank } from '../testing/scripted-bank.ts';
import { waitFor } from '../testing/wait-for.ts';
import { reachDeadline } from './deadline.ts';

const DECISION_SECONDS = 10;
const LATE_MINUTES = 0.5;

let fanOut: FanOut;
let alpha: ScriptedBank;
let beta: ScriptedBank;
/** Banks that fail until their circuit opens. */
let sick: ScriptedBank;
let shut: ScriptedBank;

before(async () => {
  fanOut = await openFanOut(['alpha', 'beta', 'sick', 'shut'], {
    config: { decisionSeconds: DECISION_SECONDS, lateMinutes: LATE_MINUTES },
  });
  [alpha, beta, sick, shut] = fanOut.banks as [ScriptedBank, ScriptedBank, ScriptedBank, ScriptedBank];
});
after(() => fanOut.close());
beforeEach(() => {
  alpha.decides = 'approved';
  beta.decides = 'approved';
});

const declining: Script = ({ applicationId }) => ({ status: 200, body: { applicationId, decision: 'declined' } });
const become = (orderId: string, ...decisions: string[]) =>
  fanOut.passesUntil(decisions.join(', '), async () => (await fanOut.decisions(orderId)).join() === decisions.join());
const becomes = (orderId: string, status: string) =>
  fanOut.passesUntil(status, async () => (await fanOut.order(orderId)).status === status);

/** An order that alpha has not decided by the deadline, and beta has declined. */
async function timedOut(): Promise<{ orderId: string; applicationId: string }> {
  alpha.decides = 'pending';
  beta.script('apply', declining);
  const orderId = await fanOut.submit(alpha, beta);
  await become(orderId, 'timeout', 'declined');
  return { orderId, applicationId: await fanOut.applicationId(orderId, alpha) };
}

test('a bank pending at the deadline timed out, and the order waits for late answers before it is rejected', async () => {
  alpha.decides = 'pending';
  beta.script('apply', declining);
  const orderId = await fanOut.submit(alpha, beta);
  await fanOut.decided(orderId, 'pending', 'declined');
  await fanOut.time.advance((DECISION_SECONDS - 1) * SECOND);
  assert.deepEqual(await fanOut.decisions(orderId), ['pending', 'declined']);
  await become(orderId, 'timeout', 'declined');
  await fanOut.time.advance(LATE_MINUTES * MINUTE - 5 * SECOND);
  assert.equal((await fanOut.order(orderId)).status, 'submitted');
  await becomes(orderId, 'rejected');
  await fanOut.passesUntil('the clean-up at both banks', () => alpha.count('cancel') === 1 && beta.count('cancel') === 1);
});

test('a call under way at the deadline is a timeout, though every attempt before met an error', async () => {
  alpha.script('apply', { status: 500, body: {} });
  const call = alpha.hold('apply');
  const orderId = await fanOut.submit(alpha);
  await fanOut.passesUntil('a second try', () => alpha.count('apply', undefined) > 0 && isThere(call.arrived));
  await become(orderId, 'timeout');
  call.open();
  await fanOut.decided(orderId, 'approved');
});

test('a bank whose every attempt met a refused connection or an error has failed at the deadline, and the order is rejected at once', async () => {
  const { context } = fanOut.backend;
  const { sql } = context;
  sick.always('apply', { status: 503, body: {} });
  await shut.shut();
  const orderId = await fanOut.submit(sick, shut);
  await fanOut.passesUntil('two attempts at each', async () => {
    const rows = await sql.selectFrom('bankApplications').select('attempts').where('orderId', '=', orderId).execute();
    return rows.every(({ attempts }) => attempts >= 2);
  });
  // A try that is under way at the deadline makes it a timeout, and when the next is due is drawn: the deadline comes between two.
  await fanOut.asksNobody();
  await sql.updateTable('orders').set({ decisionDeadline: context.clock.now() }).where('id', '=', orderId).execute();
  await reachDeadline(context, orderId);
  assert.deepEqual(await fanOut.decisions(orderId), ['failed', 'failed']);
  assert.equal((await fanOut.order(orderId)).status, 'rejected');
  assert.ok(sick.count('apply', await fanOut.applicationId(orderId, sick)) > 1);
  const events = await fanOut.events(orderId);
  assert.deepEqual(events.slice(-3), ['bank.decision failed', 'bank.decision failed', 'order.rejected']);
});

test('one unreadable answer among errors makes the decision a timeout', async () => {
  sick.script('apply', { status: 200, body: 'OK' });
  const orderId = await fanOut.submit(sick);
  await become(orderId, 'timeout');
  assert.equal((await fanOut.order(orderId)).status, 'submitted');
});

test('a late approval becomes an offer, and the shop gets an event', async () => {
  const { orderId, applicationId } = await timedOut();
  assert.equal((await alpha.decide(applicationId, 'approved')).status, 200);
  assert.deepEqual(await fanOut.decisions(orderId), ['approved', 'declined']);
  assert.equal((await fanOut.offers(orderId)).length, 1);
  assert.deepEqual((await fanOut.events(orderId)).slice(-2), ['bank.decision approved', 'order.updated']);
  await fanOut.time.advance(2 * MINUTE);
  assert.equal((await fanOut.order(orderId)).status, 'submitted');
});

test('a late approval does not change the choice', async () => {
  alpha.decides = 'pending';
  const orderId = await fanOut.submit(alpha, beta);
  await fanOut.decided(orderId, 'pending', 'approved');
  const [offer] = await fanOut.offers(orderId);
  await fanOut.choose(orderId, offer ?? assert.fail());
  await become(orderId, 'timeout', 'approved');
  await alpha.decide(await fanOut.applicationId(orderId, alpha), 'approved');
  const order = await fanOut.order(orderId);
  assert.equal(order.status, 'approved');
  assert.equal(order.offer?.id, offer?.id);
  assert.equal((await fanOut.offers(orderId)).length, 2);
  assert.deepEqual((await fanOut.events(orderId)).slice(-2), ['bank.decision approved', 'order.updated']);
});

test('a late refusal ends the waiting', async () => {
  const { orderId, applicationId } = await timedOut();
  await alpha.decide(applicationId, 'declined');
  assert.deepEqual(await fanOut.decisions(orderId), ['declined', 'declined']);
  assert.equal((await fanOut.order(orderId)).status, 'rejected');
});

test('an approval after the end gets 200, then a cancel, and changes nothing', async () => {
  const { orderId, applicationId } = await timedOut();
  await becomes(orderId, 'rejected');
  await fanOut.passesUntil('the clean-up', () => alpha.count('cancel', applicationId) === 1);
  const before = await fanOut.order(orderId);
  assert.equal((await alpha.decide(applicationId, 'approved')).status, 200);
  await waitFor('a second cancel', () => alpha.count('cancel', applicationId) === 2);
  assert.equal((await alpha.decide(applicationId, 'approved')).status, 200);
  assert.deepEqual(await fanOut.order(orderId), before);
  assert.equal(alpha.count('cancel', applicationId), 2);
  assert.equal(alpha.files.get(applicationId)?.state, 'canceled');
});

test('an application that reaches its bank after the cancel gets another cancel', async () => {
  const call = alpha.hold('apply');
  const orderId = await fanOut.submit(alpha);
  await call.arrived;
  const applicationId = await fanOut.applicationId(orderId, alpha);
  assert.equal((await fanOut.shop.call(`/v1/orders/${orderId}/cancel`, { body: {} })).status, 202);
  await waitFor('a cancel that came too early', () => alpha.count('cancel', applicationId) === 1);
  call.open();
  await waitFor('a cancel that came in time', () => alpha.files.get(applicationId)?.state === 'canceled');
  assert.equal((await fanOut.order(orderId)).status, 'canceled');
  assert.deepEqual(await fanOut.offers(orderId), []);
});

test('a bank is not asked about an order that was canceled before the first attempt', async () => {
  const calls = Array.from({ length: 4 }, () => alpha.hold('apply'));
  const held = await Promise.all(calls.map(() => fanOut.submit(alpha)));
  await Promise.all(calls.map(({ arrived }) => arrived));
  const orderId = await fanOut.submit(alpha);
  const applicationId = await fanOut.applicationId(orderId, alpha);
  await fanOut.shop.call(`/v1/orders/${orderId}/cancel`, { body: {} });
  calls.forEach((call) => call.open());
  await Promise.all(held.map((id) => fanOut.decided(id, 'approved')));
  await fanOut.time.advance(3 * SECOND);
  assert.equal(alpha.count('apply', applicationId), 0);
});

test('the first final answer wins, and a contradiction is only logged', async () => {
  const orderId = await fanOut.submit(alpha);
  await fanOut.decided(orderId, 'approved');
  const before = await fanOut.events(orderId);
  const applicationId = await fanOut.applicationId(orderId, alpha);
  assert.equal((await alpha.decide(applicationId, 'declined')).status, 200);
  assert.equal((await alpha.decide(applicationId, 'approved')).status, 200);
  assert.deepEqual(await fanOut.events(orderId), before);
  assert.deepEqual(await fanOut.decisions(orderId), ['approved']);
  assert.ok(fanOut.backend.logLines.some((line) => line.includes('a bank contradicts itself')));
});

/** Whether a promise is fulfilled already. */
async function isThere(promise: Promise<unknown>): Promise<boolean> {
  const not = Symbol('not yet');
  return (await Promise.race([promise, Promise.resolve(not)])) !== not;
}
