import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Problem, Refund } from '@installment-button/protocol';
import { startSandbox, type Sandbox } from '@installment-button/sandbox';
import { holdConfirm, takeConfirmBack } from '../../packages/backend/src/after-sale/confirm.ts';
import { expire } from '../../packages/backend/src/after-sale/expiry.ts';
import { lockOrder } from '../../packages/backend/src/orders/store.ts';
import { startTestBackend, type TestBackend } from '../../packages/backend/src/testing/start-backend.ts';
import { call } from '../support/buyer.ts';
import { atBank, chosenOrder, openShop, signedOrder, type ShopDesk } from '../support/signed-order.ts';
import { waitFor } from '../support/wait-for.ts';

let sandbox: Sandbox;
let backend: TestBackend;
let shop: ShopDesk;

before(async () => {
  sandbox = await startSandbox({ banks: ['severny', 'ladoga'], delayFactor: 0.01 });
  backend = await startTestBackend({ banks: sandbox.banksFile });
  shop = await openShop(backend);
});
after(async () => {
  await backend.close();
  await sandbox.close();
});

/** The sandbox's bank pays out soon after the confirmation. */
const reached = new Set(['confirmed', 'settled']);

/** Confirmed, with a bank that keeps the money back: for what holds only before the settlement. */
async function confirmedUnpaid(orderId: string): Promise<void> {
  const { applicationId } = await atBank(backend, sandbox, orderId, 'severny');
  sandbox.control.setApplicationBehaviour('severny', applicationId, { settleAfterMs: null });
  await shop.post(orderId, '/confirm');
  await shop.until(orderId, 'confirmed', ({ status }) => status === 'confirmed');
}

const fieldOf = ({ body }: { body: unknown }) => (body as Problem).errors?.[0]?.path;
const codeOf = ({ body }: { body: unknown }) => (body as Problem).code;

test('the shop confirms a signed order: the bank first, then the status, with the day of the money', async () => {
  const { orderId } = await signedOrder(backend, shop);
  const answer = await shop.post(orderId, '/confirm');
  assert.deepEqual([answer.status, answer.body.confirmation], [202, { state: 'pending' }]);
  const order = await shop.until(orderId, 'confirmed', ({ status }) => reached.has(status));
  assert.equal(order.confirmation, null);
  assert.match(order.settlement?.expectedOn ?? '', /^\d{4}-\d{2}-\d{2}$/);
  assert.equal(order.settlement?.amount, order.offer?.creditAmount);
  assert.ok(reached.has((await atBank(backend, sandbox, orderId, 'severny')).view().state));
});

test('once signed, every other bank is told that its application ended', async () => {
  const { orderId } = await signedOrder(backend, shop);
  const other = await atBank(backend, sandbox, orderId, 'ladoga');
  await waitFor('the clean-up', async () => other.view().state === 'canceled');
  assert.equal((await atBank(backend, sandbox, orderId, 'severny')).view().state, 'signed');
});

test('an order that is not signed cannot be confirmed', async () => {
  const { orderId } = await chosenOrder(backend, shop);
  const answer = await shop.post(orderId, '/confirm');
  assert.deepEqual([answer.status, codeOf(answer)], [409, 'illegal_transition']);
  assert.equal((await shop.order(orderId)).status, 'approved');
});

test('auto-confirm confirms trusted orders by itself', async () => {
  const quick = await openShop(backend, { autoConfirm: true });
  const { orderId } = await signedOrder(backend, quick);
  const order = await quick.until(orderId, 'confirmed', ({ status }) => reached.has(status));
  assert.equal(order.trusted, true);
});

test('auto-confirm leaves an order alone whose prices a page has set', async () => {
  const quick = await openShop(backend, { autoConfirm: true });
  const buyer = await chosenOrder(backend, quick);
  await backend.context.sql.updateTable('orders').set({ trusted: false }).where('id', '=', buyer.orderId).execute();
  await buyer.post('/signing', { method: 'sms' });
  await buyer.post('/signing/code', { code: await buyer.nextCode() });
  await quick.until(buyer.orderId, 'signed', ({ status }) => status === 'signed');
  const other = await atBank(backend, sandbox, buyer.orderId, 'ladoga');
  // The clean-up is enqueued after the auto-confirm, so once it ran the other one had its turn.
  await waitFor('the clean-up', async () => other.view().state === 'canceled');
  assert.equal((await quick.order(buyer.orderId)).confirmation, null);
});

test('a bank that refuses the confirmation leaves the order signed and says so', async () => {
  const { orderId } = await signedOrder(backend, shop, 'Неподтвердов');
  await shop.post(orderId, '/confirm');
  const order = await shop.until(orderId, 'refused', ({ confirmation }) => confirmation?.state === 'refused');
  assert.equal(order.status, 'signed');
  const events = await backend.context.sql.selectFrom('events').select('type').where('orderId', '=', orderId).execute();
  assert.ok(events.some(({ type }) => type === 'order.updated'));
});

test('a manager’s confirm is held and may be taken back', async () => {
  const { orderId } = await signedOrder(backend, shop);
  await backend.context.transaction(async (tx) => holdConfirm(backend.context, tx, await lockOrder(tx.sql, orderId)));
  const held = await shop.order(orderId);
  assert.equal(held.confirmation?.state, 'held');
  const other = await shop.post(orderId, '/confirm');
  assert.deepEqual([other.status, codeOf(other)], [409, 'bank_call_in_progress']);
  await backend.context.transaction(async (tx) => takeConfirmBack(backend.context, tx, await lockOrder(tx.sql, orderId)));
  assert.equal((await shop.order(orderId)).confirmation, null);
  assert.equal((await atBank(backend, sandbox, orderId, 'severny')).view().state, 'signed');
});

test('while a command is at the bank, another one gets 409', async () => {
  const { orderId } = await signedOrder(backend, shop);
  const { applicationId } = await atBank(backend, sandbox, orderId, 'severny');
  sandbox.control.setApplicationBehaviour('severny', applicationId, {
    failures: [{ kind: 'late', on: 'confirm', times: 1, workDone: true, delayMs: 50_000 }],
  });
  await shop.post(orderId, '/confirm');
  for (const [path, body] of [['/confirm'], ['/cancel', {}]] as const) {
    const answer = await shop.post(orderId, path, body);
    assert.deepEqual([answer.status, codeOf(answer)], [409, 'bank_call_in_progress']);
  }
  await shop.until(orderId, 'confirmed', ({ status }) => reached.has(status));
});

test('a cancel before the signature is at once, and reaches every bank', async () => {
  const { orderId } = await chosenOrder(backend, shop);
  const answer = await shop.post(orderId, '/cancel', { reason: 'нет на складе' });
  assert.deepEqual([answer.status, answer.body.status, answer.body.canceled], [202, 'canceled', { by: 'shop', reason: 'нет на складе' }]);
  for (const bankId of ['severny', 'ladoga']) {
    const bank = await atBank(backend, sandbox, orderId, bankId);
    await waitFor(`the cancel at ${bankId}`, async () => bank.view().state === 'canceled');
  }
});

test('a cancel after the signature waits for the bank', async () => {
  const { orderId } = await signedOrder(backend, shop);
  const answer = await shop.post(orderId, '/cancel', { reason: 'передумали' });
  assert.deepEqual([answer.body.status, answer.body.cancellation], ['signed', { state: 'pending' }]);
  const order = await shop.until(orderId, 'canceled', ({ status }) => status === 'canceled');
  assert.deepEqual(order.canceled, { by: 'shop', reason: 'передумали' });
  assert.equal((await atBank(backend, sandbox, orderId, 'severny')).view().state, 'canceled');
});

test('a bank that refuses the cancel leaves the order signed', async () => {
  const { orderId } = await signedOrder(backend, shop, 'Неотменов');
  await shop.post(orderId, '/cancel');
  const order = await shop.until(orderId, 'refused', ({ cancellation }) => cancellation?.state === 'refused');
  assert.equal(order.status, 'signed');
});

test('the bank cancels the contract', async () => {
  const { orderId } = await signedOrder(backend, shop);
  const { applicationId } = await atBank(backend, sandbox, orderId, 'severny');
  sandbox.control.sendEvent('severny', applicationId, { type: 'contract-canceled' });
  const order = await shop.until(orderId, 'canceled', ({ status }) => status === 'canceled');
  assert.equal(order.canceled?.by, 'bank');
});

test('refunds: parts up to the amount, the whole before the money is a cancel', async () => {
  const { orderId } = await signedOrder(backend, shop);
  const early = await shop.post(orderId, '/refunds', { amount: 1 });
  assert.deepEqual([early.status, codeOf(early)], [409, 'illegal_transition']);
  await confirmedUnpaid(orderId);
  const whole = await shop.post(orderId, '/refunds', { amount: 4_999_000 });
  assert.deepEqual([whole.status, codeOf(whole)], [409, 'use_cancel']);
  const part = await shop.post<Refund>(orderId, '/refunds', { amount: 999_000 });
  assert.deepEqual([part.status, part.body.amount], [201, 999_000]);
  const tooMuch = await shop.post(orderId, '/refunds', { amount: 4_000_001 });
  assert.deepEqual([tooMuch.status, codeOf(tooMuch)], [422, 'refund_exceeds']);
  const cancel = await shop.post(orderId, '/cancel');
  assert.deepEqual([cancel.status, codeOf(cancel)], [409, 'illegal_transition']);
  const rest = await shop.post<Refund>(orderId, '/refunds', { amount: 4_000_000 });
  assert.equal(rest.status, 201);
  await waitFor('both refunds', async () => {
    const { body } = await call<{ data: Refund[] }>(`${backend.url}/v1/orders/${orderId}/refunds`, { token: shop.secretKey });
    return body.data.length === 2 && body.data.every(({ status }) => status === 'succeeded');
  });
  assert.equal((await shop.order(orderId)).refundedAmount, 4_999_000);
});

test('refunds by items count the pieces that are left', async () => {
  const { orderId } = await signedOrder(backend, shop);
  await shop.post(orderId, '/confirm');
  const { items } = await shop.until(orderId, 'confirmed', ({ status }) => reached.has(status));
  const itemId = items[0]?.id ?? '';
  const unknown = await shop.post(orderId, '/refunds', { items: [{ itemId: 'itm_00000000000000000000AAAA', quantity: 1 }] });
  assert.equal(unknown.status, 422);
  const tooMany = await shop.post(orderId, '/refunds', { items: [{ itemId, quantity: 2 }] });
  assert.deepEqual([tooMany.status, fieldOf(tooMany)], [422, '/items/0/quantity']);
});

test('a refund that fails later gives its sum back', async () => {
  const { orderId } = await signedOrder(backend, shop, 'Невозвратов');
  await shop.post(orderId, '/confirm');
  await shop.until(orderId, 'confirmed', ({ status }) => reached.has(status));
  const refund = await shop.post<Refund>(orderId, '/refunds', { amount: 500_000 });
  assert.equal(refund.body.status, 'pending');
  assert.equal((await shop.order(orderId)).refundedAmount, 500_000);
  await shop.until(orderId, 'with nothing refunded', ({ refundedAmount }) => refundedAmount === 0);
});

test('the money: the bank says settled, ahead of the confirmation’s answer too', async () => {
  const { orderId } = await signedOrder(backend, shop);
  const { applicationId } = await atBank(backend, sandbox, orderId, 'severny');
  // The bank has confirmed, but its answer is on the way for longer than its event.
  sandbox.control.setApplicationBehaviour('severny', applicationId, {
    failures: [{ kind: 'late', on: 'confirm', times: 1, workDone: true, delayMs: 300_000 }],
    settleAfterMs: 1_000,
  });
  await shop.post(orderId, '/confirm');
  const order = await shop.until(orderId, 'settled', ({ status }) => status === 'settled');
  const statuses = await backend.context.sql
    .selectFrom('events')
    .select('type')
    .where('orderId', '=', orderId)
    .orderBy('sequence')
    .execute();
  assert.deepEqual(statuses.map(({ type }) => type).slice(-2), ['order.confirmed', 'order.settled']);
  assert.notEqual(order.settlement?.settledAt, null);
});

test('a signed order that expires is canceled at the bank first; a refusal leaves it signed', async () => {
  for (const [surname, end] of [
    ['Одобров', 'expired'],
    ['Неотменов', 'signed'],
  ] as const) {
    const { orderId } = await signedOrder(backend, shop, surname);
    await backend.context.sql
      .updateTable('orders')
      .set({ expiresAt: new Date(0) })
      .where('id', '=', orderId)
      .execute();
    await expire(backend.context, orderId);
    await waitFor('the bank’s answer', async () => {
      const commands = await backend.context.sql.selectFrom('bankCommands').selectAll().where('orderId', '=', orderId).execute();
      return commands.some(({ subject, state }) => subject.purpose === 'expiry' && state !== 'pending');
    });
    assert.equal((await shop.order(orderId)).status, end);
  }
});
