import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import type { Order, Signing } from '@installment-button/protocol';
import { openBuyer, type TestBuyer } from '../testing/buyer.ts';
import { shopWithBanks } from '../testing/shop-with-banks.ts';

const {
  backend,
  shop,
  banks: [bank, other],
} = await shopWithBanks(['ladoga', 'onega']);
afterEach(() => assert.deepEqual([...bank.faults, ...other.faults], []));

async function chosen() {
  const order = await shop.createOrder();
  const buyer = openBuyer(backend, order);
  await buyer.submits();
  await buyer.chooses('ladoga');
  const applicationId = [...bank.files.keys()].at(-1) ?? '';
  return { order, buyer, applicationId };
}

const meets = (buyer: TestBuyer, more: object = {}) =>
  buyer.call('/v1/session/signing', { body: { method: 'meeting', slotId: 'slot-1', address: 'город Н, улица Лесная, 1', ...more } });
const signingOf = async (response: Response) => (await response.json()) as Signing;
const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code;

test('a meeting is made and replaced, and the bank’s `signed` signs the contract', async () => {
  const { order, buyer, applicationId } = await chosen();
  const slots = await buyer.call('/v1/session/signing/slots');
  assert.deepEqual(await slots.json(), { data: [{ id: 'slot-1', date: '2030-01-10', from: '10:00', to: '12:00' }] });
  const response = await meets(buyer, { comment: 'домофон 12' });
  assert.equal(response.status, 202);
  const signing = await signingOf(response);
  assert.equal(signing.state, 'appointed');
  assert.equal(signing.method, 'meeting');
  assert.deepEqual(signing.appointment, { date: '2030-01-10', from: '10:00', to: '12:00', address: 'город Н, улица Лесная, 1' });
  const sent = bank.seen.find(({ call, applicationId: id }) => call === 'appointment' && id === applicationId);
  assert.match(sent?.rawBody ?? '', /домофон 12/);
  const second = await signingOf(await meets(buyer, { address: 'другой адрес' }));
  assert.equal(second.appointment?.address, 'другой адрес');
  const rows = JSON.stringify(await backend.context.sql.selectFrom('signings').selectAll().execute());
  assert.ok(!rows.includes('адрес'), 'the address is encrypted');

  await bank.tell(applicationId, { type: 'signed' });
  await buyer.waitsFor('signed', ({ order: { status } }) => status === 'signed');
  const view = (await (await shop.call(`/v1/orders/${order.id}`)).json()) as Order;
  assert.equal(view.agreement?.method, 'meeting');
});

test('the order does not expire before the day after the meeting', async () => {
  const { order, buyer } = await chosen();
  assert.ok(
    Date.parse(
      (
        await backend.context.sql.selectFrom('orders').select('expiresAt').where('id', '=', order.id).executeTakeFirstOrThrow()
      ).expiresAt?.toISOString() ?? '',
    ) < Date.parse('2030-01-01'),
  );
  await meets(buyer);
  const { expiresAt } = (await (await shop.call(`/v1/orders/${order.id}`)).json()) as Order;
  assert.ok(Date.parse(expiresAt ?? '') >= Date.parse('2030-01-11T00:00:00+03:00'));
});

test('a meeting time that is taken is refused at once, and the first appointment stands', async () => {
  const { buyer } = await chosen();
  bank.script('appointment', { status: 422, body: { code: 'slot_taken' } });
  const refused = await meets(buyer);
  assert.equal(refused.status, 422);
  assert.equal(await codeOf(refused), 'slot_taken');
  assert.equal((await meets(buyer)).status, 202);
  bank.script('appointment', { status: 422, body: { code: 'slot_taken' } });
  assert.equal((await meets(buyer, { address: 'другой' })).status, 422);
  const { signing } = await buyer.sees();
  assert.equal(signing?.state, 'appointed');
  assert.equal(signing.appointment?.address, 'город Н, улица Лесная, 1');
  assert.equal(signing.error?.code, 'slot_taken');
});

test('a meeting is called off, and without a meeting that is refused', async () => {
  const { buyer } = await chosen();
  const early = await buyer.call('/v1/session/signing', { method: 'DELETE' });
  assert.equal(early.status, 409);
  await meets(buyer);
  const response = await buyer.call('/v1/session/signing', { method: 'DELETE' });
  assert.equal(response.status, 202);
  const signing = await signingOf(response);
  assert.equal(signing.state, 'ready');
  assert.equal(signing.appointment, null);
  assert.ok(bank.count('call-off') > 0);
});

test('another choice ends the appointment', async () => {
  const { buyer } = await chosen();
  await meets(buyer);
  const { signing } = await buyer.chooses('onega');
  assert.equal(signing?.state, 'ready');
  assert.equal(signing.appointment, null);
});

test('a bank that does not answer with meeting times gets bank_unavailable to the buyer', async () => {
  const { buyer } = await chosen();
  bank.script('slots', { status: 500, body: {} });
  const response = await buyer.call('/v1/session/signing/slots');
  assert.equal(response.status, 502);
  assert.equal(await codeOf(response), 'bank_unavailable');
});
