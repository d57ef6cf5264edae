import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { lockOrder } from '../orders/store.ts';
import { MINUTE, SECOND, after as later } from '../platform/clock.ts';
import type { CommandKind, CommandSubject, Row } from '../tables/schema.ts';
import { openFanOut, type FanOut } from '../testing/fan-out.ts';
import type { Script, ScriptedBank } from '../testing/scripted-bank.ts';
import { waitFor } from '../testing/wait-for.ts';
import { answerCommand } from './answer-command.ts';
import { commandBank, commandCalls } from './commands.ts';
import { reviveCommands } from './maintenance.ts';

let fanOut: FanOut;
let alpha: ScriptedBank;
let beta: ScriptedBank;
let sick: ScriptedBank;

before(async () => {
  fanOut = await openFanOut(['alpha', 'beta', 'sick']);
  [alpha, beta, sick] = fanOut.banks as [ScriptedBank, ScriptedBank, ScriptedBank];
});
after(() => fanOut.close());

interface Approved {
  orderId: string;
  applicationId: string;
  offer: Row<'offers'>;
  tell(kind: CommandKind, body?: Record<string, unknown>, subject?: CommandSubject): Promise<string>;
}

/** An order with the bank's approval, and commands to that bank. */
async function approvedBy(bank: ScriptedBank): Promise<Approved> {
  const orderId = await fanOut.submit(bank);
  await fanOut.decided(orderId, 'approved');
  const [offer] = await fanOut.offers(orderId);
  assert.ok(offer);
  const application = { id: offer.applicationId, orderId, bankId: offer.bankId };
  const { context } = fanOut.backend;
  return {
    orderId,
    applicationId: application.id,
    offer,
    tell: (kind, body = {}, subject = {}) => context.transaction((tx) => commandBank(context, tx, application, kind, body, subject)),
  };
}

const find = (id: string) =>
  fanOut.backend.context.sql.selectFrom('bankCommands').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const finished = async (id: string) => (await find(id)).state !== 'pending';
const history = (bank: ScriptedBank, { applicationId }: Approved) => bank.files.get(applicationId)?.history;
const calls = (bank: ScriptedBank, { applicationId }: Approved) =>
  bank.seen.filter((seen) => seen.applicationId === applicationId && seen.call !== 'apply').map(({ call }) => call);

const failures: [string, Script][] = [
  ['500', { status: 500, body: 'oops' }],
  ['408', { status: 408, body: {} }],
  ['425', { status: 425, body: {} }],
  ['429', { status: 429, body: {} }],
  ['202, which only a refund may get', { status: 202, body: {} }],
  ['a broken connection', 'reset'],
  ['an answer that is lost though the bank obeyed', 'lost'],
  ['a page of HTML', { status: 200, body: '<html></html>' }],
];

for (const [name, script] of failures) {
  test(`a command answered with ${name} is repeated, byte for byte under the same key, until the bank answers`, async () => {
    const order = await approvedBy(alpha);
    alpha.script('cancel', script, script);
    const id = await order.tell('cancel', { reason: 'no more' }, { purpose: 'clean-up' });
    await fanOut.passesUntil('the answer', () => finished(id));
    const sent = alpha.seen.filter(({ call, applicationId }) => call === 'cancel' && applicationId === order.applicationId);
    assert.equal(sent.length, 3);
    assert.deepEqual(new Set(sent.map(({ key, webhookId }) => `${key} ${webhookId}`)), new Set([`${id} ${id}`]));
    assert.deepEqual(new Set(sent.map(({ rawBody }) => rawBody)).size, 1);
    assert.deepEqual(history(alpha, order), ['cancel']);
    assert.deepEqual(alpha.faults, []);
    const { state, answerStatus, attempts, claimedUntil } = await find(id);
    assert.deepEqual(
      { state, answerStatus, attempts, claimedUntil },
      { state: 'done', answerStatus: 200, attempts: 3, claimedUntil: null },
    );
  });
}

for (const status of [400, 404, 409, 410, 422]) {
  test(`a command answered with ${status} is refused for good`, async () => {
    const order = await approvedBy(alpha);
    alpha.script('release', { status, body: { code: 'not_so' } });
    const id = await order.tell('release');
    await waitFor('the answer', () => finished(id));
    await fanOut.time.advance(3 * SECOND);
    const { state, answerStatus, answerCode } = await find(id);
    assert.deepEqual({ state, answerStatus, answerCode }, { state: 'refused', answerStatus: status, answerCode: 'not_so' });
    assert.deepEqual(calls(alpha, order), ['release']);
  });
}

test('an application’s commands are sent one at a time, in their order', async () => {
  const order = await approvedBy(alpha);
  const first = alpha.hold('accept');
  await order.tell('accept', { offerId: order.offer.bankOfferId }, { offerId: order.offer.id });
  await first.arrived;
  await order.tell('release');
  const last = await order.tell('cancel', { reason: 'no more' }, { purpose: 'clean-up' });
  await fanOut.time.advance(3 * SECOND);
  assert.deepEqual(calls(alpha, order), ['accept']);
  first.open();
  await waitFor('the last one', () => finished(last));
  assert.deepEqual(history(alpha, order), ['accept', 'release', 'cancel']);
});

test('a command that must be repeated holds back the commands after it', async () => {
  const order = await approvedBy(alpha);
  alpha.script('release', { status: 503, body: {} }, { status: 503, body: {} });
  await order.tell('release');
  const last = await order.tell('cancel', { reason: 'no more' }, { purpose: 'clean-up' });
  await fanOut.passesUntil('the last one', () => finished(last));
  assert.deepEqual(calls(alpha, order), ['release', 'release', 'release', 'cancel']);
});

test('refunds wait for nothing, and nothing waits for them', async () => {
  const order = await approvedBy(alpha);
  const { sql } = fanOut.backend.context;
  await sql.updateTable('bankApplications').set({ signed: true }).where('id', '=', order.applicationId).execute();
  const held = alpha.hold('release');
  const [one, two] = [alpha.hold('refunds', { status: 422, body: {} }), alpha.hold('refunds', { status: 422, body: {} })];
  await order.tell('release');
  await held.arrived;
  await order.tell('refund', { refundId: 'rfd_00000001', amount: 1 }, { refundId: 'rfd_00000001' });
  await order.tell('refund', { refundId: 'rfd_00000002', amount: 1 }, { refundId: 'rfd_00000002' });
  await Promise.all([one.arrived, two.arrived]);
  held.open();
  await waitFor('the release', () => history(alpha, order)?.includes('release'));
  one.open();
  two.open();
});

test('a superseded command is not sent again, and the next command is sent', async () => {
  const order = await approvedBy(alpha);
  const { sql, clock } = fanOut.backend.context;
  const held = alpha.hold('accept', { status: 500, body: {} });
  const first = await order.tell('accept', { offerId: order.offer.bankOfferId }, { offerId: order.offer.id });
  await held.arrived;
  const next = await order.tell('release');
  await sql.updateTable('bankCommands').set({ supersededAt: clock.now() }).where('id', '=', first).execute();
  held.open();
  await waitFor('the next one', () => finished(next));
  await fanOut.time.advance(5 * SECOND);
  assert.deepEqual(calls(alpha, order), ['accept', 'release']);
});

test('a command that was superseded before its first attempt is never sent', async () => {
  const order = await approvedBy(alpha);
  const { context } = fanOut.backend;
  const application = { id: order.applicationId, orderId: order.orderId, bankId: 'alpha' };
  const next = await context.transaction(async (tx) => {
    const first = await commandBank(context, tx, application, 'accept', { offerId: 'x' });
    await tx.sql.updateTable('bankCommands').set({ supersededAt: context.clock.now() }).where('id', '=', first).execute();
    return commandBank(context, tx, application, 'release', {});
  });
  await waitFor('the next one', () => finished(next));
  assert.deepEqual(calls(alpha, order), ['release']);
});

test('a command whose worker died is sent again when the claim ends, not before', async () => {
  const order = await approvedBy(alpha);
  const { context } = fanOut.backend;
  // As a killed worker leaves it: leased and counted, the job given to another.
  const id = await context.transaction(async (tx) => {
    const id = await commandBank(context, tx, { id: order.applicationId, orderId: order.orderId, bankId: 'alpha' }, 'release', {});
    const change = { attempts: 1, claimedUntil: later(context.clock.now(), 15 * SECOND) };
    await tx.sql.updateTable('bankCommands').set(change).where('id', '=', id).execute();
    return id;
  });
  await fanOut.time.advance(13 * SECOND);
  assert.deepEqual(calls(alpha, order), []);
  await fanOut.passesUntil('the answer', () => finished(id));
  assert.deepEqual(calls(alpha, order), ['release']);
});

test('a job that runs twice or too late sends nothing', async () => {
  const order = await approvedBy(alpha);
  const { context } = fanOut.backend;
  const held = alpha.hold('release', { status: 500, body: {} });
  const id = await order.tell('release');
  const again = () => context.transaction((tx) => tx.enqueue(commandCalls.job({ commandId: id, bankId: 'alpha' })));
  await held.arrived;
  await again();
  held.open();
  await fanOut.passesUntil('the answer', () => finished(id));
  await again();
  await fanOut.time.advance(20 * SECOND);
  assert.deepEqual(calls(alpha, order), ['release', 'release']);
});

test('an event that comes before the answer counts as the answer, and the answer changes nothing', async () => {
  const order = await approvedBy(alpha);
  const { context } = fanOut.backend;
  const held = alpha.hold('release', { status: 409, body: {} });
  const id = await order.tell('release');
  await held.arrived;
  await context.transaction(async (tx) => {
    const command = await tx.sql.selectFrom('bankCommands').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    await answerCommand(context, tx, await lockOrder(tx.sql, order.orderId), command, { state: 'done', status: 200, body: {} });
  });
  held.open();
  await fanOut.time.advance(3 * SECOND);
  const { state, answerStatus } = await find(id);
  assert.deepEqual({ state, answerStatus }, { state: 'done', answerStatus: 200 });
});

test('a bank that does not answer gets no calls for a while, and its commands are sent when it answers', async () => {
  const orders = await Promise.all(Array.from({ length: 10 }, () => approvedBy(sick)));
  sick.always('release', 'reset');
  const ids = await Promise.all(orders.map(({ tell }) => tell('release')));
  const isOpen = () => fanOut.backend.logLines.some((line) => line.includes('its circuit is open'));
  await fanOut.passesUntil('the open circuit', isOpen);
  const elsewhere = await approvedBy(beta);
  const other = await elsewhere.tell('release');
  await waitFor('the healthy bank', () => finished(other));
  const pending = await Promise.all(ids.map(async (id) => (await find(id)).state));
  assert.ok(pending.every((state) => state === 'pending'));
  sick.always('release', 'own');
  await fanOut.passesUntil('all answers', async () => (await Promise.all(ids.map(finished))).every(Boolean), 600);
  for (const [index, order] of orders.entries()) {
    const { attempts } = await find(ids[index] ?? '');
    assert.equal(attempts, calls(sick, order).length, 'what was only postponed is no try');
  }
});

test('a command to a bank that BANKS_FILE no longer lists alerts, and is sent when the bank is listed again', async () => {
  const order = await approvedBy(alpha);
  const { context } = fanOut.backend;
  const without = { ...context, banks: new Map([...context.banks].filter(([id]) => id !== alpha.config.id)) };
  const application = { id: order.applicationId, orderId: order.orderId, bankId: alpha.config.id };
  const id = await context.transaction((tx) => commandBank(without, tx, application, 'release', {}));
  await fanOut.time.leap(11 * MINUTE);
  await reviveCommands(without);
  assert.match(await context.metrics.registry.metrics(), /installment_stranded_bank_commands\{bank="alpha"\} 1/);
  assert.ok(!(await finished(id)));
  await reviveCommands(context);
  await waitFor('the answer', () => finished(id));
  assert.doesNotMatch(await context.metrics.registry.metrics(), /installment_stranded_bank_commands\{/);
});

test('bodies of commands are stored encrypted and never logged', async () => {
  const order = await approvedBy(alpha);
  const address = 'город Н, улица Тайная, дом 3';
  const id = await order.tell('appointment', { slotId: 'slot-1', address });
  await waitFor('the answer', () => finished(id));
  assert.match(alpha.seen.at(-1)?.rawBody ?? '', /Тайная/);
  assert.doesNotMatch((await find(id)).body, /Тайная/);
  assert.ok(!fanOut.backend.logLines.join('').includes('Тайная'));
  assert.ok(!JSON.stringify(await fanOut.jobs()).includes('Тайная'));
});
