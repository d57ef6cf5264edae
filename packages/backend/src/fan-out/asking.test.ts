import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { BankApplication } from '@installment-button/protocol';
import { askBank } from './ask-bank.ts';
import { attempt } from '../testing/attempt.ts';
import { openFanOut, type FanOut } from '../testing/fan-out.ts';
import { offerFor, type Script, type ScriptedBank } from '../testing/scripted-bank.ts';

let fanOut: FanOut;
let alpha: ScriptedBank;
let beta: ScriptedBank;

before(async () => {
  fanOut = await openFanOut(['alpha', 'beta']);
  [alpha, beta] = fanOut.banks as [ScriptedBank, ScriptedBank];
});
after(() => fanOut.close());

const honest = (rawBody: string) => {
  const request = JSON.parse(rawBody) as BankApplication;
  return { applicationId: request.applicationId, decision: 'approved', offers: [offerFor(request, fanOut.time.clock.now())] };
};

const crooked = (rawBody: string) => {
  const answer = honest(rawBody);
  return { ...answer, offers: answer.offers.map((offer) => ({ ...offer, totalPayment: offer.totalPayment + 1 })) };
};

/** What one order's bank saw, and that it had nothing to complain of. */
async function tried(orderId: string, bank: ScriptedBank) {
  const applicationId = await fanOut.applicationId(orderId, bank);
  const attempts = bank.seen.filter((seen) => seen.call === 'apply' && seen.applicationId === applicationId);
  assert.deepEqual(bank.faults, []);
  assert.equal(new Set(attempts.map(({ rawBody }) => rawBody)).size, 1, 'the same bytes at every attempt');
  assert.deepEqual(new Set(attempts.map(({ key }) => key)), new Set([applicationId]));
  assert.equal(new Set(attempts.map(({ webhookId }) => webhookId)).size, 1);
  return { attempts: attempts.length, taken: bank.files.get(applicationId)?.taken ?? 0 };
}

test('every bank gets the application once, and its offers get ids of ours', async () => {
  const orderId = await fanOut.submit(alpha, beta);
  await fanOut.decided(orderId, 'approved', 'approved');
  assert.deepEqual(await tried(orderId, alpha), { attempts: 1, taken: 1 });
  assert.deepEqual(await tried(orderId, beta), { attempts: 1, taken: 1 });
  const file = alpha.files.get(await fanOut.applicationId(orderId, alpha));
  const offer = (await fanOut.offers(orderId)).find(({ bankId }) => bankId === 'alpha');
  assert.equal(offer?.bankOfferId, file?.offers[0]?.id);
  assert.match(offer?.id ?? '', /^off_/);
  assert.deepEqual(await fanOut.events(orderId), ['order.created', 'order.submitted', 'bank.decision approved', 'bank.decision approved']);
});

test('the application has the contract’s shape, with the consents for this bank only', async () => {
  const orderId = await fanOut.submit(alpha, beta);
  await fanOut.decided(orderId, 'approved', 'approved');
  const { request } = alpha.files.get(await fanOut.applicationId(orderId, alpha)) ?? assert.fail();
  const order = await fanOut.order(orderId);
  const fields = ['applicationId', 'action', 'test', 'product', 'amount', 'currency', 'term', 'firstPayment', 'items', 'applicant'];
  assert.deepEqual(new Set(Object.keys(request)), new Set([...fields, 'consents', 'deadline', 'callbackUrl']));
  assert.deepEqual(
    request.consents.map(({ kind }) => kind),
    ['personal-data', 'credit-history'],
  );
  assert.equal(request.amount, order.amount);
  assert.equal(request.callbackUrl, `${fanOut.backend.url}/v1/banks/alpha/decisions`);
  assert.equal(request.applicant.phone, '+79000000001');
  assert.equal(new Date(request.deadline).getTime() - new Date(order.submittedAt ?? 0).getTime(), 120_000);
});

const failures: [string, Script][] = [
  ['500', { status: 500, body: 'oops' }],
  ['429', { status: 429, body: {} }],
  ['408', { status: 408, body: {} }],
  ['425', { status: 425, body: {} }],
  ['a broken connection', 'reset'],
  ['an answer that is lost though the bank took the application', 'lost'],
  ['malformed JSON', { status: 200, body: '{"applicationId":' }],
  ['a page of HTML', { status: 200, body: '<html></html>' }],
  ['300 KiB', { status: 200, body: JSON.stringify({ a: 'x'.repeat(300 * 1024) }) }],
  ['a redirect', { status: 307, body: {} }],
  ['an offer whose sums do not add up', ({ rawBody }) => ({ status: 200, body: crooked(rawBody) })],
];

for (const [name, script] of failures) {
  test(`a bank that answers ${name} is asked again with the same application`, async () => {
    alpha.script('apply', script, script);
    const orderId = await fanOut.submit(alpha);
    await fanOut.passesUntil('an approval', async () => (await fanOut.decisions(orderId))[0] === 'approved');
    const { attempts, taken } = await tried(orderId, alpha);
    assert.equal(attempts, 3);
    assert.equal(taken, 1);
    assert.equal((await fanOut.offers(orderId)).length, 1);
  });
}

for (const status of [400, 401, 404, 409, 410, 422]) {
  test(`a bank that answers ${status} has refused for good`, async () => {
    alpha.script('apply', { status, body: { code: 'no' } });
    const orderId = await fanOut.submit(alpha);
    await fanOut.decided(orderId, 'failed');
    await fanOut.hasStatus(orderId, 'rejected');
    assert.deepEqual(await tried(orderId, alpha), { attempts: 1, taken: 0 });
  });
}

test('when all banks declined or refused, the order is rejected at once', async () => {
  alpha.script('apply', ({ applicationId }) => ({ status: 200, body: { applicationId, decision: 'declined', reason: 'score' } }));
  beta.script('apply', { status: 422, body: {} });
  const orderId = await fanOut.submit(alpha, beta);
  await fanOut.hasStatus(orderId, 'rejected');
  assert.deepEqual(await fanOut.decisions(orderId), ['declined', 'failed']);
});

test('a pending decision is polled a second after the acknowledgement, then less often', async () => {
  alpha.decides = 'pending';
  const orderId = await fanOut.submit(alpha);
  const applicationId = await fanOut.applicationId(orderId, alpha);
  const polls = () => alpha.count('poll', applicationId);
  await fanOut.passesUntil('three polls', () => polls() === 3);
  const file = alpha.files.get(applicationId) ?? assert.fail();
  alpha.decides = 'approved';
  file.state = 'declined';
  await fanOut.passesUntil('a refusal', async () => (await fanOut.order(orderId)).status === 'rejected');
  assert.deepEqual(await tried(orderId, alpha), { attempts: 1, taken: 1 });
  assert.equal(new Set(alpha.seen.filter(({ call }) => call === 'poll').map(({ webhookId }) => webhookId)).size, alpha.count('poll'));
});

test('a bank that lost an acknowledged application gets the same application again', async () => {
  alpha.decides = 'pending';
  const orderId = await fanOut.submit(alpha);
  const applicationId = await fanOut.applicationId(orderId, alpha);
  await fanOut.passesUntil('a poll', () => alpha.count('poll', applicationId) === 1);
  alpha.decides = 'approved';
  alpha.forget(applicationId);
  await fanOut.passesUntil('an approval', async () => (await fanOut.decisions(orderId))[0] === 'approved');
  const attempts = alpha.seen.filter((seen) => seen.call === 'apply' && seen.applicationId === applicationId);
  assert.equal(attempts.length, 2);
  assert.equal(attempts[0]?.rawBody, attempts[1]?.rawBody);
  assert.notEqual(attempts[0]?.webhookId, attempts[1]?.webhookId);
});

test('an offer that does not add up is dropped, and the bank’s other offers stay', async () => {
  alpha.script('apply', ({ rawBody }) => {
    const { offers, ...answer } = crooked(rawBody);
    const [bad] = offers;
    return { status: 200, body: { ...answer, offers: [bad, ...honest(rawBody).offers] } };
  });
  const orderId = await fanOut.submit(alpha);
  await fanOut.decided(orderId, 'approved');
  assert.equal((await fanOut.offers(orderId)).length, 1);
});

test('two workers with the same attempt make one application and one decision', async () => {
  const call = alpha.hold('apply');
  const orderId = await fanOut.submit(alpha);
  await call.arrived;
  await attempt(askBank, fanOut.backend.context, { applicationId: await fanOut.applicationId(orderId, alpha), bankId: 'alpha' }, 0);
  await fanOut.decided(orderId, 'approved');
  call.open();
  await fanOut.time.advance(3000);
  assert.deepEqual(await tried(orderId, alpha), { attempts: 2, taken: 1 });
  assert.equal((await fanOut.events(orderId)).filter((type) => type === 'bank.decision approved').length, 1);
  assert.equal((await fanOut.offers(orderId)).length, 1);
});

test('a job whose attempt is over asks nobody', async () => {
  const orderId = await fanOut.submit(alpha);
  await fanOut.decided(orderId, 'approved');
  await attempt(askBank, fanOut.backend.context, { applicationId: await fanOut.applicationId(orderId, alpha), bankId: 'alpha' }, 0);
  await attempt(askBank, fanOut.backend.context, { applicationId: await fanOut.applicationId(orderId, alpha), bankId: 'alpha' }, 1);
  assert.deepEqual(await tried(orderId, alpha), { attempts: 1, taken: 1 });
});

test('an attempt that a crash lost before the order’s end gets a cancel at the bank', async () => {
  const { context } = fanOut.backend;
  alpha.script('apply', { status: 500, body: {} });
  const orderId = await fanOut.submit(alpha);
  const applicationId = await fanOut.applicationId(orderId, alpha);
  await fanOut.passesUntil('the first try', () => alpha.count('apply', applicationId) === 1);
  await fanOut.shop.call(`/v1/orders/${orderId}/cancel`, { body: {} });
  await fanOut.passesUntil('the clean-up', () => alpha.count('cancel', applicationId) === 1);
  // As a killed worker leaves it: begun, and its end not written down.
  const { attempts } = await context.sql
    .updateTable('bankApplications')
    .set({ claimedAt: context.clock.now() })
    .where('id', '=', applicationId)
    .returning('attempts')
    .executeTakeFirstOrThrow();
  await attempt(askBank, context, { applicationId, bankId: 'alpha' }, attempts);
  await fanOut.passesUntil('a second cancel', () => alpha.count('cancel', applicationId) === 2);
  await attempt(askBank, context, { applicationId, bankId: 'alpha' }, attempts);
  assert.equal(alpha.count('cancel', applicationId), 2);
});

test('a bank that meets each new application with four errors decides all of them before the deadline', async () => {
  alpha.always('apply', ({ applicationId }) => (alpha.count('apply', applicationId) <= 4 ? { status: 500, body: {} } : 'own'));
  const orderIds = await Promise.all(Array.from({ length: 15 }, () => fanOut.submit(alpha)));
  const decided = async () =>
    (await Promise.all(orderIds.map((orderId) => fanOut.decisions(orderId)))).every(([one]) => one === 'approved');
  await fanOut.passesUntil('all decisions', decided, 60);
  alpha.always('apply', 'own');
});

test('a bank that does not answer delays no other bank', async () => {
  alpha.always('apply', 'silence');
  const held = await Promise.all(Array.from({ length: 12 }, () => fanOut.submit(alpha)));
  const orderId = await fanOut.submit(beta);
  await fanOut.decided(orderId, 'approved');
  assert.equal(held.length, 12);
});

test('the log and the queue hold nothing about the buyer', async () => {
  const jobs = JSON.stringify(await fanOut.jobs());
  const log = fanOut.backend.logLines.join('\n');
  for (const text of [jobs, log]) {
    assert.doesNotMatch(text, /Вымыслова|4510\W{0,12}123456|79000000001|Лесная|инженер/);
  }
  assert.match(jobs, /app_/);
});
