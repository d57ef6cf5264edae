import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Restarted } from '@installment-button/protocol';
import { withdrawOffers } from '../fan-out/withdraw-offers.ts';
import { lockOrder } from '../orders/store.ts';
import { openBuyer } from '../testing/buyer.ts';
import { openFanOut, type FanOut } from '../testing/fan-out.ts';
import type { ScriptedBank } from '../testing/scripted-bank.ts';

let fanOut: FanOut;
let bank: ScriptedBank;

before(async () => {
  fanOut = await openFanOut(['alpha'], { config: { decisionSeconds: 10, lateMinutes: 5 } });
  [bank] = fanOut.banks as [ScriptedBank];
});
after(() => fanOut.close());

test('a buyer whose banks stay silent may begin anew without waiting for the late answers', async () => {
  bank.decides = 'pending';
  const order = await fanOut.shop.createOrder();
  const buyer = openBuyer(fanOut.backend, order);
  await buyer.submits();
  const restart = () => buyer.call('/v1/session/restart', { body: { term: 6 } });
  assert.equal((await restart()).status, 409, 'within the two minutes the bank may still answer');

  await fanOut.passesUntil('the deadline', async () => (await fanOut.decisions(order.id)).join() === 'timeout');
  assert.equal((await fanOut.order(order.id)).status, 'submitted');
  const response = await restart();
  assert.equal(response.status, 200, await response.clone().text());
  const { orderId } = (await response.json()) as Restarted;
  assert.deepEqual(
    [(await fanOut.order(order.id)).status, (await fanOut.order(orderId)).status, (await fanOut.order(orderId)).term],
    ['rejected', 'created', 6],
  );
  await fanOut.passesUntil('the clean-up at the bank', () => bank.count('cancel') === 1);
});

test('an outage is told as an outage by SMS too, and a buyer who began anew gets none', async () => {
  await bank.shut();
  const order = await fanOut.shop.createOrder();
  const buyer = openBuyer(fanOut.backend, order);
  await buyer.submits();
  await fanOut.passesUntil('the rejection', async () => {
    // An attempt under way at the deadline could still be answered: it would be a timeout, no outage.
    await fanOut.asksNobody();
    return (await fanOut.order(order.id)).status === 'rejected';
  });
  await bank.open();
  const { messages } = fanOut.backend;
  await fanOut.passesUntil('the SMS', () => messages.some(({ text }) => text.includes(order.link) && text.includes('сбой, а не отказ')));
  assert.ok(!messages.some(({ text }) => text.includes('не одобрили')));
});

test('a bank whose offers are gone is told apart from one that refused', async () => {
  bank.decides = 'approved';
  const order = await fanOut.shop.createOrder();
  const buyer = openBuyer(fanOut.backend, order);
  await buyer.submits();
  const { offers } = await buyer.waitsFor('an offer', (view) => view.offers.length > 0);
  const { context } = fanOut.backend;
  await context.transaction(async (tx) => {
    await withdrawOffers(
      context,
      tx,
      await lockOrder(tx.sql, order.id),
      offers.map(({ id }) => id),
    );
  });
  const view = await buyer.sees();
  assert.deepEqual([view.order.status, view.order.canceled], ['rejected', null]);
  assert.deepEqual(
    view.decisions.map(({ decision, reason }) => [decision, reason]),
    [['declined', 'withdrawn']],
  );
});

test('a canceled order says who canceled it', async () => {
  const order = await fanOut.shop.createOrder();
  const buyer = openBuyer(fanOut.backend, order);
  await buyer.provesPhone();
  assert.equal((await buyer.call('/v1/session/cancel', { body: {} })).status, 202);
  assert.deepEqual((await buyer.sees()).order.canceled, { by: 'buyer' });
});
