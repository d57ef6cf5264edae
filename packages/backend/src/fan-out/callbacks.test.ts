import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { MINUTE } from '../platform/clock.ts';
import { openFanOut, type FanOut } from '../testing/fan-out.ts';
import type { CallbackOptions, ScriptedBank } from '../testing/scripted-bank.ts';

let fanOut: FanOut;
let alpha: ScriptedBank;
let beta: ScriptedBank;

before(async () => {
  fanOut = await openFanOut(['alpha', 'beta']);
  [alpha, beta] = fanOut.banks as [ScriptedBank, ScriptedBank];
  alpha.decides = 'pending';
  beta.decides = 'pending';
});
after(() => fanOut.close());

/** An order that both banks have acknowledged. */
async function pending() {
  const orderId = await fanOut.submit(alpha, beta);
  const [applicationId, atBeta] = await Promise.all([fanOut.applicationId(orderId, alpha), fanOut.applicationId(orderId, beta)]);
  await fanOut.passesUntil('both acknowledgements', () => alpha.files.has(applicationId) && beta.files.has(atBeta));
  return { orderId, applicationId, atBeta };
}

const decisionsOf = (bank: string) => `${fanOut.backend.url}/v1/banks/${bank}/decisions`;
const eventsOf = (bank: string) => `${fanOut.backend.url}/v1/banks/${bank}/events`;
const decline = (applicationId: string, more: object = {}) =>
  JSON.stringify({ applicationId, action: 'decision', decision: 'declined', ...more });

interface Problem {
  code: string;
  errors?: { path: string; code: string }[];
}
const problemOf = async (response: Response) => (await response.json()) as Problem;

test('an approval by callback becomes offers, and another bank’s decline a decision', async () => {
  const { orderId, applicationId, atBeta } = await pending();
  const answer = await alpha.decide(applicationId, 'approved');
  assert.equal(answer.status, 200);
  assert.deepEqual(await answer.json(), { received: true });
  assert.equal((await beta.decide(atBeta, 'declined')).status, 200);
  assert.deepEqual(await fanOut.decisions(orderId), ['approved', 'declined']);
  assert.equal((await fanOut.offers(orderId)).length, 1);
});

test('an old secret still verifies', async () => {
  const { applicationId } = await pending();
  const old = `whsec_${randomBytes(32).toString('base64')}`;
  alpha.config.inSecrets.push(old);
  assert.equal((await alpha.decide(applicationId, 'declined', { secret: old })).status, 200);
  alpha.config.inSecrets.pop();
});

const untrusted: [string, () => CallbackOptions][] = [
  ['signed with a secret of nobody', () => ({ secret: `whsec_${randomBytes(32).toString('base64')}` })],
  ['signed with our own secret', () => ({ secret: alpha.config.outSecrets[0] ?? '' })],
  ['signed with another bank’s secret', () => ({ secret: beta.config.inSecrets[0] ?? '' })],
  ['six minutes old', () => ({ at: new Date(fanOut.time.clock.now().getTime() - 6 * MINUTE) })],
  ['six minutes ahead', () => ({ at: new Date(fanOut.time.clock.now().getTime() + 6 * MINUTE) })],
];

for (const [name, options] of untrusted) {
  test(`a decision ${name} gets 401 and changes nothing`, async () => {
    const { orderId, applicationId } = await pending();
    const before = await fanOut.events(orderId);
    const response = await alpha.decide(applicationId, 'approved', options());
    assert.equal(response.status, 401);
    assert.equal(response.headers.get('content-type'), 'application/problem+json');
    assert.equal((await problemOf(response)).code, 'signature_invalid');
    assert.deepEqual(await fanOut.events(orderId), before);
    // What was refused so is not remembered: the same message, signed well, counts.
    assert.equal((await alpha.decide(applicationId, 'declined')).status, 200);
  });
}

test('an unsigned decision gets 401', async () => {
  const { applicationId } = await pending();
  const response = await fetch(decisionsOf('alpha'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: decline(applicationId),
  });
  assert.equal(response.status, 401);
});

test('an application of another bank, or one that does not exist, gets 404', async () => {
  const { orderId, atBeta } = await pending();
  const foreign = await alpha.post(decisionsOf('alpha'), decline(atBeta));
  assert.equal(foreign.status, 404);
  assert.equal((await problemOf(foreign)).code, 'not_found');
  assert.equal((await alpha.post(decisionsOf('alpha'), decline(`app_${'0'.repeat(24)}`))).status, 404);
  assert.equal((await alpha.post(decisionsOf('nobody'), decline(atBeta))).status, 404);
  assert.deepEqual(await fanOut.decisions(orderId), ['pending', 'pending']);
});

test('a message captured on one path is refused on another', async () => {
  const { orderId, applicationId } = await pending();
  const webhookId = 'captured';
  const replayed = await alpha.post(eventsOf('alpha'), decline(applicationId), { webhookId });
  assert.equal(replayed.status, 422);
  assert.ok((await problemOf(replayed)).errors?.some(({ path }) => path === '/action'));
  assert.equal((await alpha.post(decisionsOf('beta'), decline(applicationId))).status, 401);
  const event = JSON.stringify({ applicationId, action: 'event', eventId: 'e', type: 'signed', at: new Date().toISOString() });
  assert.equal((await alpha.post(decisionsOf('alpha'), event)).status, 422);
  assert.deepEqual(await fanOut.decisions(orderId), ['pending', 'pending']);
});

test('a repeat gets the same answer without the effect, at the same moment too', async () => {
  const { orderId, applicationId } = await pending();
  const webhookId = `repeated-${orderId}`;
  const answers = await Promise.all(Array.from({ length: 4 }, () => alpha.decide(applicationId, 'approved', { webhookId })));
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 200, 200],
  );
  // Another message under this id is no repeat, and is not lost silently.
  assert.equal((await alpha.decide(applicationId, 'declined', { webhookId })).status, 422);
  assert.equal((await alpha.decide(applicationId, 'approved')).status, 200);
  assert.equal((await fanOut.events(orderId)).filter((type) => type === 'bank.decision approved').length, 1);
  assert.equal((await fanOut.offers(orderId)).length, 1);
});

test('a refusal is remembered for ten minutes', async () => {
  const { applicationId, orderId } = await pending();
  const webhookId = 'refused-once';
  const sql = fanOut.backend.context.sql;
  const moved = (bankId: string) => sql.updateTable('bankApplications').set({ bankId }).where('id', '=', applicationId).execute();
  await moved('gamma');
  const first = await alpha.post(decisionsOf('alpha'), decline(applicationId), { webhookId });
  await moved('alpha');
  const repeat = await alpha.post(decisionsOf('alpha'), decline(applicationId), { webhookId });
  assert.deepEqual([first.status, repeat.status], [404, 404]);
  assert.deepEqual(await repeat.json(), await first.json());
  await fanOut.time.leap(10 * MINUTE + 1000);
  assert.equal((await alpha.post(decisionsOf('alpha'), decline(applicationId), { webhookId })).status, 200);
  assert.notEqual((await fanOut.decisions(orderId))[0], 'pending');
  const kept = await fanOut.backend.context.sql.selectFrom('bankMessages').selectAll().execute();
  assert.ok(
    kept.every(({ at }) => at.getTime() >= fanOut.time.clock.now().getTime() - 10 * MINUTE),
    'older ones are forgotten',
  );
});

const malformed: [string, (applicationId: string) => string, number, string?][] = [
  ['no JSON', () => '{"applicationId":', 400],
  ['no decision', (applicationId) => JSON.stringify({ applicationId, action: 'decision' }), 422, '/decision'],
  ['an unknown field', (applicationId) => decline(applicationId, { score: 7 }), 422, '/score'],
  ['another action', (applicationId) => decline(applicationId, { action: 'event' }), 422, '/action'],
  ['an approval without offers', (applicationId) => decline(applicationId, { decision: 'approved', offers: [] }), 422, '/offers'],
  ['300 KiB', (applicationId) => decline(applicationId, { reason: 'x'.repeat(300 * 1024) }), 413],
];

for (const [name, body, status, path] of malformed) {
  test(`a signed message with ${name} gets ${status}`, async () => {
    const { orderId, applicationId } = await pending();
    const before = await fanOut.events(orderId);
    const response = await alpha.post(decisionsOf('alpha'), body(applicationId));
    assert.equal(response.status, status);
    const { errors } = await problemOf(response);
    if (path) assert.equal(errors?.[0]?.path, path);
    assert.deepEqual(await fanOut.events(orderId), before);
  });
}

test('an approval whose offers do not add up gets 422 and leaves the bank pending', async () => {
  const { orderId, applicationId } = await pending();
  await alpha.decide(applicationId, 'approved', { url: eventsOf('alpha') });
  const { offers } = alpha.files.get(applicationId) ?? assert.fail();
  const crooked = offers.map((offer) => ({ ...offer, creditAmount: offer.creditAmount - 1 }));
  const body = JSON.stringify({ applicationId, action: 'decision', decision: 'approved', offers: crooked });
  const response = await alpha.post(decisionsOf('alpha'), body);
  assert.equal(response.status, 422);
  assert.equal((await problemOf(response)).code, 'validation_failed');
  assert.deepEqual(await fanOut.decisions(orderId), ['pending', 'pending']);
});

test('another content type gets 415', async () => {
  const response = await fetch(decisionsOf('alpha'), { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{}' });
  assert.equal(response.status, 415);
});

test('a decision that overtakes the answer to the application counts, and the answer changes nothing', async () => {
  const call = alpha.hold('apply');
  const orderId = await fanOut.submit(alpha);
  const { rawBody } = await call.arrived;
  const applicationId = await fanOut.applicationId(orderId, alpha);
  await alpha.post(decisionsOf('alpha'), decline(applicationId));
  assert.equal((await fanOut.order(orderId)).status, 'rejected');
  call.open();
  assert.match(rawBody, new RegExp(applicationId));
  await fanOut.passesUntil('the cancel', () => alpha.count('cancel', applicationId) > 0);
  assert.deepEqual(await fanOut.decisions(orderId), ['declined']);
});
