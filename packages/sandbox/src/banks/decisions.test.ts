import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bankAnswerSchema, bankDecisionCallbackSchema } from '@installment-button/protocol/bank-gateway';
import { oneBank, turned } from '../testing/one-bank.ts';
import { manualTimer } from '../timer.ts';

test('a bank that approves at once answers with offers that add up', async () => {
  const { bank, application } = await oneBank('severny');
  const { status, body } = await bank.apply(application());
  assert.equal(status, 200);
  const answer = bankAnswerSchema.parse(body);
  assert.equal(answer.decision, 'approved');
  const [offer] = answer.decision === 'approved' ? answer.offers : [];
  assert.equal(offer?.product, 'installment');
  assert.equal(offer?.totalPayment, 4_999_000);
  assert.equal(offer?.monthlyPayment, 416_584);
  assert.ok(offer.creditAmount < 4_999_000);
  assert.equal(offer?.rate, 19.9);
  assert.equal(offer?.fullCostRate, 19.9);
  assert.equal(
    offer?.schedule.reduce((sum, { payment }) => sum + payment, 0),
    4_999_000,
  );
  assert.deepEqual(offer?.signing, ['sms', 'self-id', 'meeting']);
});

test('a bank without an installment of that term offers a credit', async () => {
  const { bank, application } = await oneBank('ladoga', { banks: [{ id: 'ladoga', behaviour: 'approves' }] });
  const answer = bankAnswerSchema.parse((await bank.apply(application())).body);
  const [offer] = answer.decision === 'approved' ? answer.offers : [];
  assert.equal(offer?.product, 'credit');
  assert.equal(offer?.term, 12);
  assert.ok(offer.totalPayment > 4_999_000);
});

test('a bank that calls back says pending, then its decision, signed', async () => {
  const timer = manualTimer();
  const { bank, backend, application, sandbox } = await oneBank('ladoga', { timer });
  const mine = application();
  const { status, body } = await bank.apply(mine);
  assert.equal(status, 202);
  assert.deepEqual(body, { applicationId: mine.applicationId, decision: 'pending' });
  timer.advance(3_999);
  assert.equal(sandbox.control.application('ladoga', mine.applicationId).state, 'pending');
  timer.advance(1);
  const [callback] = await backend.until(1);
  assert.equal(callback?.path, '/v1/banks/ladoga/decisions');
  assert.ok(callback?.verified);
  assert.equal(bankDecisionCallbackSchema.parse(callback.body).decision, 'approved');
});

test('a bank that must be polled never calls', async () => {
  const timer = manualTimer();
  const { bank, backend, application } = await oneBank('meridian', { timer });
  const mine = application();
  assert.equal((await bank.apply(mine)).status, 202);
  assert.equal((await bank.decision(mine.applicationId)).body['decision'], 'pending');
  timer.advance(9_000);
  assert.equal((await bank.decision(mine.applicationId)).body['decision'], 'approved');
  assert.equal(backend.received.length, 0);
});

test('a bank that declines gives a reason and no offer', async () => {
  const { bank, application } = await oneBank('volna', { banks: [{ id: 'volna', behaviour: 'declines' }] });
  const answer = bankAnswerSchema.parse((await bank.apply(application())).body);
  assert.deepEqual(answer, { applicationId: answer.applicationId, decision: 'declined', reason: 'scoring' });
});

const goods = { name: 'Чайник', quantity: 1, unit: 'piece', vendorCode: null, category: null, discountShare: 0 } as const;

test('an amount that no plan fits is declined', async () => {
  const { bank, application } = await oneBank('severny');
  const answer = bankAnswerSchema.parse(
    (await bank.apply(application({ amount: 100_00, items: [{ ...goods, price: 100_00, lineTotal: 100_00 }] }))).body,
  );
  assert.equal(answer.decision, 'declined');
});

test('a bank that never answers keeps the application and the connection', async () => {
  const { bank, application, sandbox } = await oneBank('severny', { banks: [{ id: 'severny', behaviour: 'never-answers' }] });
  const mine = application();
  let answers = 0;
  const ask = () =>
    bank.apply(mine).then(
      () => (answers += 1),
      () => undefined, // broken off when the sandbox closes
    );
  void ask();
  await turned(() => sandbox.control.requests('severny').length === 1);
  void ask();
  await turned(() => sandbox.control.requests('severny').length === 2);
  assert.equal(sandbox.control.application('severny', mine.applicationId).state, 'pending');

  sandbox.control.setBehaviour('severny', 'approves');
  assert.equal((await bank.apply(mine)).body['decision'], 'approved');
  assert.equal(sandbox.control.applications('severny').length, 1);
  assert.equal(answers, 0);
});

test('a failing bank fails in four ways, keeps one application, and recovers', async () => {
  const timer = manualTimer();
  const { bank, application, sandbox } = await oneBank('severny', { banks: [{ id: 'severny', behaviour: 'fails-then-recovers' }], timer });
  const mine = application();
  assert.equal((await bank.apply(mine)).status, 500);
  await assert.rejects(bank.apply(mine), /fetch failed/);
  await assert.rejects(bank.apply(mine), SyntaxError);
  const slow = bank.apply(mine);
  slow.catch(() => undefined);
  while (sandbox.control.requests('severny').length < 4) await new Promise(setImmediate);
  assert.equal((await bank.apply(mine)).status, 200);
  const { posts } = sandbox.control.application('severny', mine.applicationId);
  assert.deepEqual(posts, [{ action: 'apply', requests: 5, distinctKeys: 1, distinctBodies: 1, distinctWebhookIds: 5 }]);
});

test('callbacks are repeated with the same id and bytes until they are taken', async () => {
  const timer = manualTimer();
  const { bank, backend, application, sandbox } = await oneBank('ladoga', { timer });
  backend.answerNext(500, 503);
  const mine = application();
  await bank.apply(mine);
  timer.advance(4_000);
  await backend.until(1);
  await turned(() => sandbox.control.callbacks('ladoga')[0]?.lastStatus === 500);
  timer.advance(1_000);
  await backend.until(2);
  await turned(() => sandbox.control.callbacks('ladoga')[0]?.lastStatus === 503);
  timer.advance(2_000);
  const received = await backend.until(3);
  assert.equal(new Set(received.map(({ webhookId }) => webhookId)).size, 1);
  assert.equal(new Set(received.map(({ rawBody }) => rawBody)).size, 1);
  await turned(() => sandbox.control.callbacks('ladoga')[0]?.state === 'delivered');
});
