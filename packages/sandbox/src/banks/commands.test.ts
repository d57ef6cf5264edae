import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { bankAcceptedSchema, bankAppointmentSchema, bankEventSchema, bankSlotsSchema } from '@installment-button/protocol/bank-gateway';
import type { SandboxOptions } from '../start-sandbox.ts';
import { oneBank } from '../testing/one-bank.ts';
import { manualTimer } from '../timer.ts';

/** A bank and an application on its way: `accept` and `sign` take it as far as the test needs. */
async function contract(change: { lastName?: string } = {}, options: SandboxOptions = {}) {
  const parts = await oneBank('severny', options);
  const { id, offer } = await parts.approved(change);
  const state = () => parts.sandbox.control.application('severny', id).state;
  const command = (action: string, fields?: object) => parts.bank.command(id, action, fields);

  async function accept(offerId = offer.id) {
    const { agreement } = bankAcceptedSchema.parse((await command('accept', { offerId })).body);
    return { ...agreement, sha256: createHash('sha256').update(agreement.text).digest('hex') };
  }
  const signWith = (sha256: string) =>
    command('signature', { method: 'sms', evidence: { agreementSha256: sha256, at: new Date().toISOString() } });
  const sign = async () => signWith((await accept()).sha256);
  return { ...parts, id, offer, state, command, accept, signWith, sign };
}

test('accept gives the agreement, with the full cost first and the whole schedule', async () => {
  const { accept, state } = await contract();
  const agreement = await accept();
  assert.match(agreement.text, /^ПОЛНАЯ СТОИМОСТЬ КРЕДИТА: 19,900 % ГОДОВЫХ/);
  assert.match(agreement.text, /\n12\. .*4\s165,76\s₽/);
  assert.doesNotMatch(agreement.text, /Ивлев|345678/);
  assert.equal(state(), 'accepted');
  assert.deepEqual(await accept(), agreement);
});

test('a signature of another text is refused, of this one it signs', async () => {
  const { accept, signWith, state } = await contract();
  const { sha256 } = await accept();
  assert.equal((await signWith('0'.repeat(64))).body['code'], 'agreement_mismatch');
  assert.equal(state(), 'accepted');
  assert.equal((await signWith(sha256)).status, 200);
  assert.equal(state(), 'signed');
});

test('release undoes accept and leaves the application open', async () => {
  const { accept, command, state, signWith } = await contract();
  const { sha256 } = await accept();
  assert.equal((await command('release')).status, 200);
  assert.equal(state(), 'approved');
  assert.equal((await signWith(sha256)).status, 410);
  await accept();
  assert.equal(state(), 'accepted');
});

test('confirm needs a signature, and both take place once', async () => {
  const { sign, command, state } = await contract();
  assert.equal((await command('confirm')).status, 409);
  await sign();
  assert.equal((await command('confirm')).status, 200);
  assert.equal((await command('confirm')).status, 200);
  assert.equal(state(), 'confirmed');
});

test('a canceled application stays canceled', async () => {
  const { accept, command, state, offer } = await contract();
  await accept();
  assert.equal((await command('cancel', { reason: 'buyer' })).status, 200);
  assert.equal((await command('cancel', { reason: 'buyer' })).status, 200);
  assert.equal((await command('accept', { offerId: offer.id })).status, 409);
  assert.equal((await command('release')).status, 409);
  assert.equal((await command('confirm')).status, 409);
  assert.equal(state(), 'canceled');
});

test('an offer past its day, withdrawn or unknown is gone', async () => {
  const timer = manualTimer();
  const { command, offer, sandbox, id } = await contract({}, { timer });
  assert.equal((await command('accept', { offerId: 'severny-none' })).status, 410);
  sandbox.control.sendEvent('severny', id, { type: 'offer-withdrawn', offerId: offer.id });
  assert.equal((await command('accept', { offerId: offer.id })).status, 410);
  assert.equal(sandbox.control.application('severny', id).offers.length, 0);
  const other = await contract({}, { timer });
  timer.advance(7 * 24 * 3_600_000);
  assert.equal((await other.command('accept', { offerId: other.offer.id })).status, 410);
});

test('a meeting takes a free slot, and a taken one is refused', async () => {
  const { accept, bank, id, command, approved } = await contract();
  await accept();
  const { data } = bankSlotsSchema.parse((await bank.send('GET', `/applications/${id}/slots`, undefined)).body);
  const [slot, second] = data;
  const made = await command('appointment', { slotId: slot!.id, address: 'Псков, ул. Новая, 1' });
  assert.deepEqual(bankAppointmentSchema.parse(made.body), {
    date: slot!.date,
    from: slot!.from,
    to: slot!.to,
    address: 'Псков, ул. Новая, 1',
  });

  const other = await approved();
  await bank.command(other.id, 'accept', { offerId: other.offer.id });
  const taken = await bank.command(other.id, 'appointment', { slotId: slot!.id, address: 'Псков' });
  assert.deepEqual([taken.status, taken.body['code']], [422, 'slot_taken']);

  assert.equal((await command('appointment', { slotId: second!.id, address: 'Псков' })).status, 200);
  assert.equal((await bank.command(other.id, 'appointment', { slotId: slot!.id, address: 'Псков' })).status, 200);
  assert.equal((await bank.send('DELETE', `/applications/${id}/appointment`, undefined)).status, 200);
  assert.equal((await bank.command(other.id, 'appointment', { slotId: second!.id, address: 'Псков' })).status, 200);
});

test('refunds: never more than the price, at once or with an event later', async () => {
  const timer = manualTimer();
  const { sign, command, backend, sandbox, id } = await contract({}, { timer });
  assert.equal((await command('refunds', { refundId: 'rfd_00000001', amount: 1_000 })).status, 409);
  await sign();
  await command('confirm');
  assert.equal((await command('refunds', { refundId: 'rfd_00000001', amount: 1_000 })).status, 200);
  assert.equal((await command('refunds', { refundId: 'rfd_00000002', amount: 4_998_001 })).body['code'], 'refund_too_large');

  sandbox.control.setBehaviour('severny', undefined, { refunds: 'later' });
  assert.equal((await command('refunds', { refundId: 'rfd_00000003', amount: 2_000 })).status, 202);
  timer.advance(20_000);
  const [callback] = await backend.until(1);
  const { type, refundId, amount } = bankEventSchema.parse(callback?.body);
  assert.deepEqual({ type, refundId, amount }, { type: 'refunded', refundId: 'rfd_00000003', amount: 2_000 });
  assert.equal(callback?.path, '/v1/banks/severny/events');

  sandbox.control.setBehaviour('severny', undefined, { refunds: 'later-failed' });
  await command('refunds', { refundId: 'rfd_00000004', amount: 3_000 });
  timer.advance(20_000);
  assert.equal((await backend.until(2))[1]?.body['type'], 'refund-failed');
  assert.deepEqual(
    sandbox.control.application('severny', id).refunds.map(({ status }) => status),
    ['succeeded', 'succeeded', 'failed'],
  );
});

test('after the confirmation the bank settles and names the sum', async () => {
  const timer = manualTimer();
  const { sign, command, backend, offer, state } = await contract({}, { timer });
  await sign();
  await command('confirm');
  timer.advance(60_000);
  const [callback] = await backend.until(1);
  const { type, amount } = bankEventSchema.parse(callback?.body);
  assert.deepEqual({ type, amount }, { type: 'settled', amount: offer.creditAmount });
  assert.equal(state(), 'settled');
  assert.equal((await command('cancel', { reason: 'shop' })).status, 409);
});

for (const [lastName, action, status] of [
  ['Пропадов', 'accept', 410],
  ['Неподписова', 'signature', 422],
  ['Неподтвердов', 'confirm', 422],
  ['Неотменова', 'cancel', 422],
] as const) {
  test(`${lastName}: the bank refuses ${action}`, async () => {
    const { command, offer, sign, state } = await contract({ lastName });
    if (action === 'accept') assert.equal((await command('accept', { offerId: offer.id })).status, status);
    else {
      const signature = await sign();
      if (action === 'signature') assert.equal(signature.status, status);
      else {
        assert.equal(state(), 'signed');
        assert.equal((await command(action, action === 'cancel' ? { reason: 'shop' } : {})).status, status);
      }
    }
  });
}

test('Потерин: the work is done, the first answer is lost, the retry gets it', async () => {
  const { bank, application, sandbox } = await oneBank('severny');
  const mine = application({ lastName: 'Потерин' });
  await assert.rejects(bank.apply(mine));
  assert.equal(sandbox.control.application('severny', mine.applicationId).state, 'approved');
  assert.equal((await bank.apply(mine)).status, 200);
  const [offer] = sandbox.control.application('severny', mine.applicationId).offers;
  const accept = () => bank.command(mine.applicationId, 'accept', { offerId: offer!.id }, { key: 'one' });
  await assert.rejects(accept());
  assert.equal(sandbox.control.application('severny', mine.applicationId).state, 'accepted');
  assert.equal((await accept()).status, 200);
});
