import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { OrderDetail, OrderRowList, OrderSummary, Revealed } from '@installment-button/protocol/cabinet/orders';
import { openBuyer } from '../../testing/buyer.ts';
import { openMember, type Member } from '../../testing/member.ts';
import { startScriptedBank, type ScriptedBank } from '../../testing/scripted-bank.ts';
import { openTestShop, type TestShop } from '../../testing/shop.ts';
import { startTestBackend, type TestBackend } from '../../testing/start-backend.ts';
import { waitFor } from '../../testing/wait-for.ts';

describe('the manager’s orders', () => {
  let bank: ScriptedBank;
  let backend: TestBackend;
  let shop: TestShop;
  let manager: Member;
  let signedId: string;

  before(async () => {
    bank = await startScriptedBank('first', {
      plans: [{ product: 'installment', term: 12, rate: 0, minAmount: 100_000, maxAmount: 100_000_000 }],
    });
    backend = await startTestBackend({ banks: [bank.config] });
    shop = await openTestShop(backend);
    manager = await openMember(backend, shop.id, 'manager');
    await shop.createOrder({ externalId: 'Т-1', items: [{ name: 'Чайник', price: 500_000, quantity: 2 }] });
    const order = await shop.createOrder({ externalId: 'Т-2' });
    signedId = order.id;
    const buyer = openBuyer(backend, order);
    await buyer.submits();
    await buyer.chooses('first');
    await buyer.signs();
  });
  after(async () => {
    await backend.close();
    await bank.close();
  });

  const list = (query: string) => manager.gets<OrderRowList>(`/orders?mode=live&${query}`);
  const numbers = async (query: string) => (await list(query)).data.map(({ number }) => number);

  it('stand in a list, the newest first, with the sums of their day', async () => {
    const { data, days, total, nextCursor } = await list('');
    assert.deepEqual(
      data.map(({ number, status, amount, title }) => ({ number, status, amount, title })),
      [
        { number: 'Т-2', status: 'signed', amount: 4_999_000, title: 'Холодильник' },
        { number: 'Т-1', status: 'created', amount: 1_000_000, title: 'Чайник' },
      ],
    );
    assert.deepEqual(
      days.map(({ count, amount }) => ({ count, amount })),
      [{ count: 2, amount: 5_999_000 }],
    );
    assert.equal(total, 2);
    assert.equal(nextCursor, null);
    assert.deepEqual(data[0]?.bank, { id: 'first', name: 'Bank first' });
    assert.equal(data[0]?.buyer?.name, 'П*****');
  });

  it('open with a quantity of 2.5 metres', async () => {
    const mercery = await openTestShop(backend);
    const other = await openMember(backend, mercery.id, 'manager');
    const { id, items } = await mercery.createOrder({ items: [{ name: 'Ткань', price: 200_000, quantity: 2.5, unit: 'm' }] });
    const { refundable } = await other.gets<OrderDetail>(`/orders/${id}`);
    assert.deepEqual(refundable, [{ itemId: items[0]?.id, quantity: 2.5, refunded: 0 }]);
    const { data } = await other.gets<OrderRowList>('/orders?mode=live');
    assert.deepEqual([data[0]?.title, data[0]?.quantity], ['Ткань', 2.5]);
  });

  it('answer 422, never 500, to dates, cursors and numbers that are out of range', async () => {
    for (const query of [
      'from=0000-01-01',
      'to=9999-12-31',
      'min=9007199254740991&max=9007199254740993',
      'after=%2B275760-09-13T00:00:00.000Z~ord_x',
      'after=-271821-04-20T00:00:00.000Z~ord_x',
      'after=x~ord_x',
    ]) {
      const { status } = await manager.call(`/orders?mode=live&${query}`);
      assert.ok(status === 200 || status === 422, `${query} answered ${status}`);
    }
  });

  it('come page by page', async () => {
    const first = await list('limit=1');
    assert.deepEqual(
      first.data.map(({ number }) => number),
      ['Т-2'],
    );
    const second = await list(`limit=1&after=${encodeURIComponent(first.nextCursor ?? '')}`);
    assert.deepEqual(
      second.data.map(({ number }) => number),
      ['Т-1'],
    );
    assert.equal(second.nextCursor, null);
  });

  it('are narrowed by status, sum, bank, product, trust and source', async () => {
    assert.deepEqual(await numbers('status=signed,approved'), ['Т-2']);
    assert.deepEqual(await numbers('max=1000000'), ['Т-1']);
    assert.deepEqual(await numbers('bank=first'), ['Т-2']);
    assert.deepEqual(await numbers('product=credit'), []);
    assert.deepEqual(await numbers('trusted=true'), ['Т-2', 'Т-1']);
    assert.deepEqual(await numbers('source=page'), []);
    assert.deepEqual((await manager.gets<OrderRowList>('/orders?mode=test')).data, []);
  });

  it('are summed up', async () => {
    const summary = await manager.gets<OrderSummary>('/orders/summary?mode=live');
    assert.deepEqual(summary.waiting, { count: 1, amount: 4_999_000 });
    assert.equal(summary.today.created, 2);
    assert.equal(summary.today.approvedPercent, 100);
    assert.ok((summary.today.firstDecisionSeconds ?? -1) >= 0);
  });

  it('are shown one by one, the buyer masked until asked for', async () => {
    const detail = await manager.gets<OrderDetail>(`/orders/${signedId}`);
    assert.deepEqual(detail.buyer, { name: 'В***** П***** П.', phone: '+7900*****01', email: null, address: 'город Н, у*****' });
    assert.deepEqual(
      detail.banks.map(({ bank, decision, chosen }) => [bank.id, decision, chosen]),
      [['first', 'approved', true]],
    );
    assert.ok(!JSON.stringify(detail).includes('Вымыслова'));
    const revealed = await manager.gets<Revealed>(`/orders/${signedId}/reveal`, { body: { field: 'phone' } });
    assert.equal(revealed.value, '+79000000001');
    const after = await manager.gets<OrderDetail>(`/orders/${signedId}`);
    const entry = after.timeline.find(({ type }) => type === 'order.reveal');
    assert.deepEqual([entry?.by, entry?.detail], [{ kind: 'member', name: 'Олег Пробный' }, { field: 'phone' }]);
    await manager.gets(`/orders/${signedId}/reveal`, { body: { field: 'email' }, status: 404 });
  });

  it('take notes that only members see', async () => {
    await manager.gets(`/orders/${signedId}/notes`, { body: { text: 'Привезти после 18:00' }, status: 201 });
    const { notes } = await manager.gets<OrderDetail>(`/orders/${signedId}`);
    assert.deepEqual(
      notes.map(({ text, by }) => ({ text, by })),
      [{ text: 'Привезти после 18:00', by: 'Олег Пробный' }],
    );
    const seen = await (await shop.call(`/v1/orders/${signedId}`)).text();
    assert.ok(!seen.includes('18:00'));
  });

  it('are confirmed after a hold, which can be taken back', async () => {
    const held = await manager.gets<OrderDetail>(`/orders/${signedId}/confirm`, { method: 'POST', status: 202 });
    assert.equal(held.order.confirmation?.state, 'held');
    await manager.gets(`/orders/${signedId}/confirm`, { method: 'POST', status: 409 });
    const back = await manager.gets<OrderDetail>(`/orders/${signedId}/confirm/take-back`, { method: 'POST', status: 202 });
    assert.equal(back.order.confirmation, null);
    assert.equal(bank.count('confirm'), 0);
  });

  it('are told live to everybody though somebody resumes after a number that was never given', async () => {
    const [odd, honest] = await Promise.all(
      [`&after=${Number.MAX_SAFE_INTEGER}`, ''].map((query) => manager.call(`/orders/live?mode=live${query}`)),
    );
    const third = await manager.call('/orders/live?mode=live', { headers: { 'last-event-id': '-5' } });
    assert.deepEqual([odd?.status, honest?.status, third.status], [200, 200, 200]);
    assert.equal((await manager.call('/orders/live?mode=live&after=1e300')).status, 422);
    const { id } = await shop.createOrder();
    for (const response of [odd, honest, third]) {
      const told = response!.body!.pipeThrough(new TextDecoderStream()).getReader();
      let text = '';
      while (!text.includes(id)) text += (await told.read()).value ?? assert.fail('the stream ended');
      await told.cancel();
    }
    await shop.call(`/v1/orders/${id}/cancel`, { body: {} });
  });

  it('reach the live list as they change', async () => {
    const { liveFrom } = await list('');
    const controller = new AbortController();
    const response = await manager.call(`/orders/live?mode=live&after=${liveFrom}`, {});
    let heard = '';
    const reading = (async () => {
      for await (const chunk of response.body!) heard += Buffer.from(chunk as Uint8Array).toString();
    })().catch(() => undefined);
    const created = await shop.createOrder({ externalId: 'Т-3' });
    await waitFor('the new row', () => heard.includes(created.id), 3000);
    assert.match(heard, /event: order\ndata: \{"id":"ord_/);
    await manager.gets(`/orders/${signedId}/confirm`, { method: 'POST', status: 202 });
    await waitFor('the hold', () => heard.includes('"held"'), 3000);
    await manager.gets(`/orders/${signedId}/confirm/take-back`, { method: 'POST', status: 202 });
    await manager.gets('/sign-out', { method: 'POST', status: 204 });
    await reading;
    controller.abort();
    await manager.gets('/orders?mode=live', { status: 401 });
  });
});
