import assert from 'node:assert/strict';
import { test } from 'node:test';
import { oneBank, turned } from '../testing/one-bank.ts';
import { manualTimer } from '../timer.ts';

test('Повторов: one decision comes three times, twice under one webhook-id', async () => {
  const timer = manualTimer();
  const { bank, backend, application } = await oneBank('severny', { timer });
  await bank.apply(application({ lastName: 'Повторова' }));
  timer.advance(5_000);
  const received = await backend.until(3);
  assert.equal(new Set(received.map(({ rawBody }) => rawBody)).size, 1);
  assert.equal(new Set(received.map(({ webhookId }) => webhookId)).size, 2);
  assert.ok(received.every(({ verified }) => verified));
});

test('Отзывов: the offers are withdrawn half a minute after the approval', async () => {
  const timer = manualTimer();
  const { backend, approved, sandbox } = await oneBank('severny', { timer });
  const { id } = await approved({ lastName: 'Отзывов' });
  timer.advance(30_000);
  const [callback] = await backend.until(1);
  assert.equal(callback?.body['type'], 'offer-withdrawn');
  assert.equal(callback?.body['offerId'], undefined);
  assert.equal(sandbox.control.application('severny', id).offers.length, 0);
});

test('held callbacks are released in the given order or backwards', async () => {
  const { backend, approved, sandbox } = await oneBank('severny');
  const { id } = await approved();
  sandbox.control.hold('severny');
  sandbox.control.sendEvent('severny', id, { type: 'signed' });
  sandbox.control.sendEvent('severny', id, { type: 'settled' });
  assert.equal(sandbox.control.banks()[0]?.heldCallbacks, 2);
  assert.equal(backend.received.length, 0);
  await sandbox.control.release('severny', 'reversed');
  assert.deepEqual(
    (await backend.until(2)).map(({ body }) => body['type']),
    ['settled', 'signed'],
  );
});

test('a contradiction can be told, and changes nothing at the bank', async () => {
  const { backend, approved, sandbox } = await oneBank('severny');
  const { id } = await approved();
  sandbox.control.decide('severny', id, 'declined');
  assert.equal((await backend.until(1))[0]?.body['decision'], 'declined');
  assert.equal(sandbox.control.application('severny', id).state, 'approved');
});

test('a callback that is refused for good is not repeated', async () => {
  const { backend, approved, sandbox } = await oneBank('severny');
  const { id } = await approved();
  backend.answerNext(404);
  sandbox.control.sendEvent('severny', id, { type: 'sign-failed' });
  await turned(() => sandbox.control.callbacks('severny')[0]?.state === 'refused');
  assert.equal(backend.received.length, 1);
});

test('callbacks with a fault in their signature do not verify', async () => {
  const { backend, approved, sandbox } = await oneBank('severny');
  const { id } = await approved();
  for (const [index, signatureFault] of (['missing', 'wrong', 'old'] as const).entries()) {
    sandbox.control.sendEvent('severny', id, { type: 'signed' }, { signatureFault });
    assert.equal((await backend.until(index + 1))[index]?.verified, false, signatureFault);
  }
});

test('a bank taken down refuses connections, and comes up on its port with its memory', async () => {
  const { bank, approved, sandbox } = await oneBank('severny');
  const { id } = await approved();
  await sandbox.control.takeDown('severny');
  await assert.rejects(bank.decision(id), /fetch failed/);
  await sandbox.control.bringUp('severny');
  assert.equal((await bank.decision(id)).body['decision'], 'approved');
});

test('Расторгов: the bank cancels the contract after the signature', async () => {
  const timer = manualTimer();
  const { backend, approved, sandbox, bank } = await oneBank('severny', { timer });
  const { id, offer } = await approved({ lastName: 'Расторгов' });
  await bank.command(id, 'accept', { offerId: offer.id });
  sandbox.control.sendEvent('severny', id, { type: 'signed' });
  await backend.until(1);
  timer.advance(20_000);
  assert.equal((await backend.until(2))[1]?.body['type'], 'contract-canceled');
  assert.equal(sandbox.control.application('severny', id).state, 'canceled');
});
