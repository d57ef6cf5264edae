import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { orderActions, type OrderAction, type OrderDetail, type OrderRowList } from '@installment-button/protocol/cabinet/orders';
import { openBuyer } from '../../testing/buyer.ts';
import { openMember, type Member } from '../../testing/member.ts';
import { startScriptedBank, type ScriptedBank } from '../../testing/scripted-bank.ts';
import { openTestShop, type TestShop } from '../../testing/shop.ts';
import { startTestBackend, type TestBackend } from '../../testing/start-backend.ts';
import { waitFor } from '../../testing/wait-for.ts';

const AMOUNT = 4_999_000;

/** Each action as a page of the cabinet asks for it. */
const requests: Record<OrderAction, { path: string; body?: unknown }> = {
  confirm: { path: 'confirm' },
  'take-back': { path: 'confirm/take-back' },
  cancel: { path: 'cancel', body: {} },
  refund: { path: 'refunds', body: { amount: 100_000 } },
  'refund-whole': { path: 'refunds', body: { amount: AMOUNT } },
  'send-link': { path: 'link', body: { channel: 'email', to: 'buyer@shop.example' } },
  handover: { path: 'handover' },
};

describe('the actions that the cabinet offers on an order', () => {
  let bank: ScriptedBank;
  let backend: TestBackend;
  let shop: TestShop;
  let manager: Member;

  before(async () => {
    bank = await startScriptedBank('first');
    backend = await startTestBackend({ banks: [bank.config] });
    shop = await openTestShop(backend);
    manager = await openMember(backend, shop.id, 'manager');
  });
  after(async () => {
    await backend.close();
    await bank.close();
  });

  const ask = (orderId: string, action: OrderAction) => {
    const { path, body } = requests[action];
    return manager.call(`/orders/${orderId}/${path}`, { method: 'POST', ...(body === undefined ? {} : { body }) });
  };
  const detailOf = (orderId: string) => manager.gets<OrderDetail>(`/orders/${orderId}`);
  const becomes = (orderId: string, status: string) => waitFor(status, async () => (await detailOf(orderId)).order.status === status, 5000);

  /** Page and list offer exactly these, and the server refuses each of the others. */
  async function offersOnly(orderId: string, expected: OrderAction[]): Promise<void> {
    assert.deepEqual((await detailOf(orderId)).actions, expected);
    const { data } = await manager.gets<OrderRowList>('/orders?mode=live');
    assert.deepEqual(data.find(({ id }) => id === orderId)?.actions, expected);
    for (const action of orderActions) {
      if (expected.includes(action)) continue;
      const { status } = await ask(orderId, action);
      assert.ok(status === 409 || status === 422, `${action} was answered ${status}`);
    }
    assert.deepEqual((await detailOf(orderId)).actions, expected, 'a refusal changed something');
  }

  async function accepts(orderId: string, action: OrderAction): Promise<void> {
    const response = await ask(orderId, action);
    assert.ok(response.ok, `${action} was refused: ${response.status} ${await response.text()}`);
  }

  it('are what the server accepts, from the link to the refund of all the money', async () => {
    const order = await shop.createOrder({ externalId: 'А-1' });
    await offersOnly(order.id, ['cancel', 'send-link']);
    await accepts(order.id, 'send-link');
    const buyer = openBuyer(backend, order);
    await buyer.submits();
    await buyer.chooses('first');
    await offersOnly(order.id, ['cancel', 'send-link']);
    await buyer.signs();
    await offersOnly(order.id, ['confirm', 'cancel']);
    await accepts(order.id, 'confirm');
    await offersOnly(order.id, ['take-back', 'cancel']);
    await accepts(order.id, 'take-back');

    const confirming = bank.hold('confirm');
    assert.equal((await shop.call(`/v1/orders/${order.id}/confirm`, { method: 'POST' })).status, 202);
    await confirming.arrived;
    await offersOnly(order.id, []);
    confirming.open();
    await becomes(order.id, 'confirmed');
    await offersOnly(order.id, ['cancel', 'refund', 'handover']);
    await accepts(order.id, 'refund');
    await offersOnly(order.id, ['refund', 'refund-whole', 'handover']);
    await accepts(order.id, 'handover');
    assert.deepEqual((await detailOf(order.id)).actions, ['refund', 'refund-whole']);
  });

  it('are none once the order has ended', async () => {
    const order = await shop.createOrder({ externalId: 'А-2' });
    await accepts(order.id, 'cancel');
    await offersOnly(order.id, []);
  });
});
