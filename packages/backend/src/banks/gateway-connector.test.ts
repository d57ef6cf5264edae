import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startScriptedBank, type Script, type ScriptedBank } from '../testing/scripted-bank.ts';
import { systemClock } from '../platform/clock.ts';
import type { BankConnector } from './bank-connector.ts';
import { gatewayConnector } from './gateway-connector.ts';

const applicationId = 'app_000000000000000000000001';
const LIMIT_MS = 1500;

let bank: ScriptedBank;
let connector: BankConnector;

before(async () => {
  bank = await startScriptedBank('alpha');
  connector = gatewayConnector(bank.config, systemClock, LIMIT_MS);
});
after(() => bank.close());

const apply = () => connector.apply({ id: applicationId, body: '{"applicationId":"x"}', messageId: 'apply-1' });
const confirm = () => connector.command({ id: 'cmd_1', applicationId, kind: 'confirm', body: '{}' });
const declined = { applicationId, decision: 'declined' };

const again = (why: string) => ({ outcome: 'again', why });
const refused = (status: number, code: string | null) => ({ outcome: 'refused', status, code });

const answersToApply: [string, Script, object][] = [
  ['200 with a decision', { status: 200, body: declined }, { outcome: 'done', status: 200, body: declined }],
  ['a decision with more than we ask', { status: 200, body: { ...declined, score: 5 } }, { outcome: 'done', status: 200, body: declined }],
  [
    '202 pending',
    { status: 202, body: { ...declined, decision: 'pending' } },
    { outcome: 'done', status: 202, body: { ...declined, decision: 'pending' } },
  ],
  ['400', { status: 400, body: '' }, refused(400, null)],
  ['404 with a code', { status: 404, body: { code: 'application_unknown' } }, refused(404, 'application_unknown')],
  ['409', { status: 409, body: { code: 'other_state' } }, refused(409, 'other_state')],
  ['410', { status: 410, body: { code: 'gone' } }, refused(410, 'gone')],
  ['422 whose code is a sentence about the buyer', { status: 422, body: { code: 'Иванов И. И. не платит' } }, refused(422, null)],
  ['401', { status: 401, body: '<html>' }, refused(401, null)],
  ['408', { status: 408, body: {} }, again('error-answer')],
  ['425', { status: 425, body: {} }, again('error-answer')],
  ['429', { status: 429, body: {} }, again('error-answer')],
  ['500', { status: 500, body: 'oops' }, again('error-answer')],
  ['503', { status: 503, body: {} }, again('error-answer')],
  ['a redirect', { status: 302, body: '' }, again('unreadable')],
  ['malformed JSON', { status: 200, body: '{"applicationId":' }, again('unreadable')],
  ['an empty 200', { status: 200, body: '' }, again('unreadable')],
  [
    'a decision about another application',
    { status: 200, body: { ...declined, applicationId: 'app_000000000000000000000002' } },
    again('unreadable'),
  ],
  ['an approval without offers', { status: 200, body: { applicationId, decision: 'approved', offers: [] } }, again('unreadable')],
  ['more than 256 KiB', { status: 200, body: { ...declined, reason: 'x', more: 'x'.repeat(300 * 1024) } }, again('unreadable')],
  ['a connection that breaks', 'reset', again('silence')],
  ['no answer in time', 'silence', again('silence')],
  ['a body that never ends', 'endless', again('silence')],
];

for (const [name, script, reply] of answersToApply) {
  test(`an application answered with ${name}`, async () => {
    bank.script('apply', script);
    assert.deepEqual(await apply(), reply);
  });
}

test('a bank that refuses connections counts as unreachable', async () => {
  const shut = await startScriptedBank('shut');
  await shut.shut();
  const reply = await gatewayConnector(shut.config, systemClock, LIMIT_MS).poll(applicationId, 'poll-0');
  assert.deepEqual(reply, again('unreachable'));
});

test('a command is done by any 2xx but 202, with a body or without', async () => {
  bank.script('confirm', { status: 200, body: '' }, { status: 204, body: '' }, { status: 202, body: {} }, { status: 200, body: 'OK' });
  assert.deepEqual(await confirm(), { outcome: 'done', status: 200, body: {} });
  assert.deepEqual(await confirm(), { outcome: 'done', status: 204, body: {} });
  assert.deepEqual(await confirm(), again('unreadable'));
  assert.deepEqual(await confirm(), again('unreadable'));
});

test('a refund may be answered with 202', async () => {
  bank.script('refunds', { status: 202, body: {} });
  const reply = await connector.command({ id: 'cmd_2', applicationId, kind: 'refund', body: '{}' });
  assert.deepEqual(reply, { outcome: 'done', status: 202, body: {} });
});

test('an accept’s answer without an agreement is unreadable', async () => {
  bank.script('accept', { status: 200, body: {} });
  assert.deepEqual(await connector.command({ id: 'cmd_3', applicationId, kind: 'accept', body: '{}' }), again('unreadable'));
});

test('each request is signed, carries its key, and is sent byte for byte', async () => {
  const seen = bank.seen.length;
  const body = '{"applicationId":"app_1","action":"release"}';
  await connector.command({ id: 'cmd_4', applicationId, kind: 'release', body });
  await connector.command({ id: 'cmd_5', applicationId, kind: 'appointment-cancel', body: '' });
  await connector.slots(applicationId, 'slots-1');
  await connector.poll(applicationId, 'poll-1');
  assert.deepEqual(bank.seen.slice(seen), [
    { call: 'release', applicationId, key: 'cmd_4', webhookId: 'cmd_4', rawBody: body },
    { call: 'call-off', applicationId, key: null, webhookId: 'cmd_5', rawBody: '' },
    { call: 'slots', applicationId, key: null, webhookId: 'slots-1', rawBody: '' },
    { call: 'poll', applicationId, key: null, webhookId: 'poll-1', rawBody: '' },
  ]);
  assert.deepEqual(bank.faults, []);
});

test('a bank’s address may have a path of its own', async () => {
  const behindPath = gatewayConnector({ ...bank.config, url: `${bank.config.url}/gateway/` }, systemClock, LIMIT_MS);
  assert.deepEqual(await behindPath.poll(applicationId, 'poll-2'), refused(404, 'application_unknown'));
  assert.deepEqual(bank.faults, []);
});
