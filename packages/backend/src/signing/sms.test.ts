import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBuyer } from '../testing/buyer.ts';
import { startScriptedBank, type ScriptedBank } from '../testing/scripted-bank.ts';
import { openTestShop, type TestShop } from '../testing/shop.ts';
import { startTestBackend, type TestBackend } from '../testing/start-backend.ts';

let bank: ScriptedBank;
let other: ScriptedBank;
let backend: TestBackend;
let shop: TestShop;

before(async () => {
  bank = await startScriptedBank('ladoga');
  other = await startScriptedBank('onega');
  backend = await startTestBackend({ banks: [bank.config, other.config] });
  shop = await openTestShop(backend);
});

after(async () => {
  await backend.close();
  await bank.close();
  await other.close();
});

test('a buyer proves the phone, applies, chooses, signs by SMS, and the order is signed', async () => {
  const order = await shop.createOrder();
  const buyer = openBuyer(backend, order);
  const submitted = await buyer.submits();
  assert.equal(submitted.order.status, 'submitted');
  const chosen = await buyer.chooses('ladoga');
  assert.equal(chosen.order.status, 'approved');
  assert.equal(chosen.signing?.state, 'ready');
  const signed = await buyer.signs();
  assert.equal(signed.order.status, 'signed');
  const seen = await shop.call(`/v1/orders/${order.id}`);
  const view = (await seen.json()) as { agreement: { method: string; sha256: string }; bank: { id: string } };
  assert.equal(view.agreement.method, 'sms');
  assert.equal(view.bank.id, 'ladoga');
  assert.deepEqual(bank.faults, []);
});
