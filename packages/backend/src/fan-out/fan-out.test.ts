import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startScriptedBank, type ScriptedBank } from '../testing/scripted-bank.ts';
import { openTestShop, type TestShop } from '../testing/shop.ts';
import { startTestBackend, type TestBackend } from '../testing/start-backend.ts';
import { submitDirectly } from '../testing/submit.ts';
import { waitFor } from '../testing/wait-for.ts';

let banks: ScriptedBank[];
let backend: TestBackend;
let shop: TestShop;

before(async () => {
  banks = await Promise.all(['one', 'two', 'three'].map((id) => startScriptedBank(id)));
  backend = await startTestBackend({ banks: banks.map(({ config }) => config) });
  shop = await openTestShop(backend);
});

after(async () => {
  await backend.close();
  await Promise.all(banks.map((bank) => bank.close()));
});

test('every bank gets the application once and its offers become ours', async () => {
  const { id } = await shop.createOrder();
  await submitDirectly(backend.context, id, ['one', 'two', 'three']);
  const order = await waitFor('three decisions', async () => {
    const answer = (await (await shop.call(`/v1/orders/${id}`)).json()) as { decisions: { decision: string }[] };
    return answer.decisions.every(({ decision }) => decision === 'approved') && answer;
  });
  for (const bank of banks) {
    assert.deepEqual(bank.faults, []);
    assert.equal(bank.onlyFile().taken, 1);
  }
});
