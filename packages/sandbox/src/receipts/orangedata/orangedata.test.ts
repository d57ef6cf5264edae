import assert from 'node:assert/strict';
import { createSign, generateKeyPairSync } from 'node:crypto';
import { after, test } from 'node:test';
import { rawRequest, type RawAnswer } from '../../neighbours/testing/raw-request.ts';
import { receiver } from '../../neighbours/testing/receiver.ts';
import { manualTimer } from '../../timer.ts';
import { issuedKopecks } from '../receipt-record.ts';
import { startOrangeData } from './orangedata.ts';

const position = {
  quantity: 3,
  price: 33.33,
  tax: 1,
  text: 'Кофеварка «Утро»',
  paymentMethodType: 4,
  paymentSubjectType: 1,
  quantityMeasurementUnit: 0,
};

const sale = (id: string, change: object = {}, top: object = {}) => ({
  id,
  inn: '7727401209',
  key: '7727401209',
  group: 'Main_2',
  content: {
    ffdVersion: 4,
    type: 1,
    positions: [position],
    checkClose: { payments: [{ type: 2, amount: 99.99 }], taxationSystem: 0 },
    customerContact: 'none',
    ...change,
  },
  ...top,
});

async function shop() {
  const timer = manualTimer(new Date('2026-12-01T09:00:00Z'));
  const orange = await startOrangeData({ timer });
  after(() => orange.close());
  const { ca, client, stranger } = orange.certificates;
  const sign = (text: string, key = orange.signingKey) => createSign('RSA-SHA256').update(text, 'utf8').sign(key, 'base64');

  function post(
    body: unknown,
    {
      path = 'documents/',
      signature,
      tls = { ca, ...client },
    }: { path?: string; signature?: string; tls?: { ca: string; key?: string; cert?: string } } = {},
  ): Promise<RawAnswer> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const headers = { 'content-type': 'application/json; charset=utf-8', 'x-signature': signature ?? sign(text) };
    return rawRequest(`${orange.url}/api/v2/${path}`, { body: text, headers, tls });
  }
  const status = (id: string, path = 'documents') =>
    rawRequest(`${orange.url}/api/v2/${path}/7727401209/status/${id}`, { tls: { ca, ...client } });

  return { orange, timer, post, status, sign, ca, stranger };
}

const errorsOf = (answer: RawAnswer) => answer.json<{ errors: string[] }>().errors;

test('a receipt is created with an empty 201, waited for with 202, read with 200 and called back unsigned', async () => {
  const { orange, timer, post, status } = await shop();
  const hooks = await receiver();
  after(() => hooks.close());
  const created = await post(sale('order-1', {}, { callbackUrl: `${hooks.url}/orange` }));
  assert.deepEqual([created.status, created.text], [201, '']);
  assert.deepEqual([(await status('order-1')).status, (await status('order-1')).text], [202, '']);
  timer.advance(200);
  await orange.settled();
  assert.equal((await status('order-1')).json<{ companyINN: string }>().companyINN, '7727401209');
  assert.equal(hooks.received.length, 1);
  assert.equal(issuedKopecks(orange.receipts).income, 99_99);
  assert.deepEqual(orange.receipts[0]!.printedNames, ['Кофеварка Утро']);
});

test('a call without a certificate, or with one of a foreign authority, gets 401', async () => {
  const { post, ca, stranger, orange } = await shop();
  assert.equal((await post(sale('order-1'), { tls: { ca } })).status, 401);
  assert.equal((await post(sale('order-1'), { tls: { ca, ...stranger } })).status, 401);
  assert.equal(orange.receipts.length, 0);
});

test('the signature is checked over the exact bytes, with the key that the body names', async () => {
  const { post, sign, orange } = await shop();
  const refused = ['Подпись не прошла проверку'];
  const text = JSON.stringify(sale('order-1'));
  assert.deepEqual(errorsOf(await post(`${text} `, { signature: sign(text) })), refused);
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  assert.deepEqual(errorsOf(await post(text, { signature: sign(text, other) })), refused);
  assert.deepEqual(errorsOf(await post(text, { signature: '' })), refused);
  assert.deepEqual(errorsOf(await post(sale('order-1', {}, { key: '7707083893' }))), refused);
  assert.deepEqual(errorsOf(await post(sale('order-1', {}, { inn: '7707083893' }))), refused);
  assert.equal(orange.receipts.length, 0);
  assert.equal((await post(text)).status, 201);
});

test('a repeated id gets 409, also after the document has expired with 524', async () => {
  const { orange, timer, post, status } = await shop();
  assert.equal((await post(sale('order-1'))).status, 201);
  assert.equal((await post(sale('order-1'))).status, 409);
  orange.expire('order-1');
  timer.advance(200);
  assert.equal((await status('order-1')).status, 524);
  assert.equal((await post(sale('order-1'))).status, 409);
  assert.equal((await post(sale('order-1-again'))).status, 201);
  assert.equal((await status('unknown')).status, 400);
});

test('wrong fields and sums get 400 with words', async () => {
  const { orange, post } = await shop();
  const wrong: object[] = [
    { colour: 'red' },
    { positions: [{ ...position, price: 33.333 }] },
    { positions: [{ ...position, tax: 11 }] },
    { positions: [{ ...position, text: 'й'.repeat(129) }] },
    { positions: [{ ...position, quantityMeasurementUnit: undefined }] },
    { positions: Array.from({ length: 251 }, () => ({ ...position, price: 0.01 })) },
    { checkClose: { payments: [{ type: 2, amount: 99.98 }], taxationSystem: 0 } },
    { checkClose: { payments: [{ type: 17, amount: 99.99 }], taxationSystem: 0 } },
    { customerContact: undefined },
    { customerContact: '89160000001' },
    { totalSum: 100 },
    { ffdVersion: 2, totalSum: 99.99 },
  ];
  for (const change of wrong) {
    const answer = await post(sale('order-1', change));
    assert.equal(answer.status, 400, JSON.stringify(change));
    assert.ok(errorsOf(answer).length > 0);
  }
  assert.equal(orange.receipts.length, 0);
});

test('code 1 is 22 %, and 20 % with useTax20', async () => {
  const { post } = await shop();
  const line = (taxSum: number) => ({
    positions: [{ ...position, price: 122, quantity: 1, taxSum }],
    checkClose: { payments: [{ type: 2, amount: 122 }], taxationSystem: 0 },
  });
  assert.equal((await post(sale('a', line(22)))).status, 201);
  assert.equal((await post(sale('b', line(20.33)))).status, 400);
  assert.equal((await post(sale('c', { ...line(20.33), useTax20: true }))).status, 201);
});

test('corrections: FFD 1.05 has sums and no positions, FFD 1.2 is a receipt with its cause', async () => {
  const { orange, timer, post, status } = await shop();
  const cause = { correctionType: 0, causeDocumentDate: '2026-11-25T00:00:00' };
  const sums = { type: 1, taxationSystem: 0, totalSum: 50, eCashSum: 50, ...cause };
  const old = (id: string, change: object = {}) => ({ id, inn: '7727401209', key: '7727401209', content: { ...sums, ...change } });
  assert.equal((await post(old('a', { type: 2 }), { path: 'corrections/' })).status, 400);
  assert.equal((await post(old('a', { causeDocumentDate: '2026-11-25T10:00:00' }), { path: 'corrections/' })).status, 400);
  assert.equal((await post(old('a', { correctionType: 1 }), { path: 'corrections/' })).status, 400);
  assert.equal((await post(old('a', { eCashSum: 49 }), { path: 'corrections/' })).status, 400);
  assert.equal((await post(old('a'), { path: 'corrections/' })).status, 201);
  assert.equal((await post(sale('a', { ...cause, type: 2 }), { path: 'correction12/' })).status, 201);
  timer.advance(200);
  assert.equal((await status('a', 'correction12')).status, 200);
  assert.deepEqual(issuedKopecks(orange.receipts), { income: 50_00, 'income-return': 99_99, expense: 0, 'expense-return': 0 });
});

test('503 says when to come back', async () => {
  const { orange, post } = await shop();
  orange.faults.add({ kind: 'unavailable' });
  const refused = await post(sale('order-1'));
  assert.deepEqual([refused.status, refused.headers['retry-after']], [503, '10']);
  assert.throws(() => orange.faults.add({ kind: 'expired-token' }), /no fault/);
});
