import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { CreatedOrder } from '@installment-button/protocol';
import { addDays } from '@installment-button/protocol/days';
import type { OrderDetail } from '@installment-button/protocol/cabinet/orders';
import type { PayoutList } from '@installment-button/protocol/cabinet/payouts';
import { moscowDay } from '@installment-button/protocol/moscow-day';
import { openBuyer } from '../../testing/buyer.ts';
import { openMember, type Member } from '../../testing/member.ts';
import { startScriptedBank, type ScriptedBank } from '../../testing/scripted-bank.ts';
import { openTestShop, type TestShop } from '../../testing/shop.ts';
import { startTestBackend, type TestBackend } from '../../testing/start-backend.ts';
import { waitFor } from '../../testing/wait-for.ts';

describe('the register of payouts', () => {
  let bank: ScriptedBank;
  let backend: TestBackend;
  let shop: TestShop;
  let head: Member;

  before(async () => {
    bank = await startScriptedBank('first', {
      plans: [{ product: 'installment', term: 12, rate: 18, minAmount: 100_000, maxAmount: 100_000_000 }],
    });
    backend = await startTestBackend({ banks: [bank.config] });
    shop = await openTestShop(backend, { autoConfirm: true });
    head = await openMember(backend, shop.id, 'head');
  });
  after(async () => {
    await backend.close();
    await bank.close();
  });

  const detailOf = (id: string) => head.gets<OrderDetail>(`/orders/${id}`);
  const today = () => moscowDay(new Date());
  const period = () => `mode=live&from=${addDays(today(), -20)}&to=${addDays(today(), 20)}`;
  const payouts = async () => (await head.gets<PayoutList>(`/payouts?${period()}`)).data;

  async function confirmed(externalId: string): Promise<CreatedOrder> {
    const order = await shop.createOrder({ externalId });
    const buyer = openBuyer(backend, order);
    await buyer.submits();
    await buyer.chooses('first');
    await buyer.signs();
    await waitFor('the confirmation', async () => (await detailOf(order.id)).order.status === 'confirmed', 8000);
    return order;
  }
  const pays = async (order: CreatedOrder, amount: number) => {
    const file = [...bank.files.values()].at(-1);
    assert.ok(file);
    const response = await bank.tell(file.request.applicationId, { type: 'settled', amount });
    assert.equal(response.status, 200);
    await waitFor('the payout', async () => (await detailOf(order.id)).order.status === 'settled', 8000);
  };

  it('explains what is expected, what came, and the difference', async () => {
    const order = await confirmed('В-1');
    const [waiting] = await payouts();
    assert.ok(waiting);
    const { offer } = (await detailOf(order.id)).order;
    assert.ok(offer && offer.creditAmount !== null);
    assert.equal(waiting.expected, offer.creditAmount + offer.firstPayment);
    assert.ok(waiting.interest > 0, 'in an installment the shop pays the interest');
    assert.equal(waiting.amount, waiting.expected + waiting.interest);
    assert.deepEqual([waiting.number, waiting.state, waiting.received], ['В-1', 'waiting', null]);
    await pays(order, waiting.expected);
    const [paid] = await payouts();
    assert.deepEqual([paid?.state, paid?.received, paid?.receivedOn], ['paid', waiting.expected, today()]);

    const other = await confirmed('В-2');
    await pays(other, waiting.expected - 12_345);
    const differing = (await payouts()).find(({ number }) => number === 'В-2');
    assert.deepEqual([differing?.state, (differing?.received ?? 0) - (differing?.expected ?? 0)], ['differs', -12_345]);
  });

  it('is a file whose lines add up', async () => {
    const query = { mode: 'live', from: addDays(today(), -20), to: addDays(today(), 20) };
    const response = await head.call('/payouts/export', { body: { ...query, format: 'csv', language: 'en' } });
    const [, ...lines] = (await response.text()).trim().split('\r\n');
    assert.equal(lines.length, 2);
    for (const line of lines) {
      const cells = line.split(',');
      const [price, interest, due] = cells.slice(3, 6).map(Number);
      assert.equal(Math.round(((price ?? 0) - (interest ?? 0)) * 100), Math.round((due ?? 0) * 100), line);
    }
    assert.ok(lines.some((line) => line.endsWith('Another amount: ask the bank')));
    const sheet = await head.call('/payouts/export', { body: { ...query, format: 'xlsx', language: 'ru' } });
    assert.equal(
      Buffer.from(await sheet.arrayBuffer())
        .subarray(0, 2)
        .toString(),
      'PK',
    );
  });

  it('takes a period of a year at most', async () => {
    await head.gets('/payouts?mode=live&from=2020-01-01&to=2026-01-01', { status: 422 });
    await head.gets(`/payouts?mode=live&from=${today()}&to=${addDays(today(), -1)}`, { status: 422 });
  });
});
