import assert from 'node:assert/strict';
import { createHmac, randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { basic, rawRequest, type RawAnswer } from '../../neighbours/testing/raw-request.ts';
import { receiver } from '../../neighbours/testing/receiver.ts';
import { manualTimer } from '../../timer.ts';
import { issuedKopecks } from '../receipt-record.ts';
import { startCloudKassir } from './cloudkassir.ts';

interface Answer {
  Success: boolean;
  Message: string;
  Model: { Id: string; ErrorCode: number };
}

const login = basic('pk_sandbox', 'sandbox-secret');
const line = { Label: 'Кофеварка', Price: 33.33, Quantity: 3, Amount: 99.99, Vat: 22, Method: 4, Object: 1 };

const sale = (change: object = {}) => ({
  Inn: '7707083893',
  Type: 'Income',
  InvoiceId: 'order-1',
  CustomerReceipt: { Items: [line], TaxationSystem: 0, Email: 'buyer@buyer.example', Amounts: { Electronic: 99.99 }, ...change },
});

async function shop(limits: { parallel?: number; handlingMs?: number } = {}) {
  const timer = manualTimer(new Date('2026-12-01T09:00:00Z'));
  const hooks = await receiver();
  const kassir = await startCloudKassir({ timer, ...limits, notificationUrl: `${hooks.url}/receipts` });
  after(async () => {
    await kassir.close();
    await hooks.close();
  });
  const send = (path: string, body: unknown, requestId: string = randomUUID()): Promise<RawAnswer> =>
    rawRequest(`${kassir.url}/kkt/${path}`, { body, headers: { ...login, 'x-request-id': requestId } });
  return { kassir, timer, hooks, send };
}

test('a receipt is queued, printed and told of with a signature over the raw body', async () => {
  const { kassir, timer, hooks, send } = await shop();
  const created = (await send('receipt', sale())).json<Answer>();
  assert.deepEqual([created.Success, created.Message], [true, 'Queued']);
  const status = async () => (await send('receipt/status/get', { Id: created.Model.Id })).json<{ Model: string }>().Model;
  assert.equal(await status(), 'Queued');
  timer.advance(200);
  await kassir.settled();
  assert.equal(await status(), 'Processed');
  const [told] = hooks.received;
  const hash = (text: string) => createHmac('sha256', 'sandbox-secret').update(text).digest('base64');
  assert.equal(told!.headers['content-hmac'], hash(told!.body));
  assert.equal(told!.headers['x-content-hmac'], hash(decodeURIComponent(told!.body.replaceAll('+', ' '))));
  assert.equal(new URLSearchParams(told!.body).get('Amount'), '99.99');
  assert.equal(issuedKopecks(kassir.receipts).income, 99_99);
});

test('a wrong password gets a page of HTML with 401', async () => {
  const { kassir } = await shop();
  const refused = await rawRequest(`${kassir.url}/kkt/receipt`, { body: sale(), headers: basic('pk_sandbox', 'wrong') });
  assert.equal(refused.status, 401);
  assert.match(String(refused.headers['content-type']), /html/);
  assert.equal((await rawRequest(`${kassir.url}/kkt/receipt`, { body: sale() })).status, 401);
});

test('a repeated X-Request-ID gets the identical answer for an hour and prints a second receipt afterwards', async () => {
  const { kassir, timer, send } = await shop();
  const first = await send('receipt', sale(), 'key-1');
  assert.equal((await send('receipt', sale(), 'key-1')).text, first.text);
  assert.equal(kassir.receipts.length, 1);
  timer.advance(60 * 60_000);
  assert.notEqual((await send('receipt', sale(), 'key-1')).text, first.text);
  assert.equal(kassir.receipts.length, 2);
});

test('failures are HTTP 200 with the codes of the service', async () => {
  const { kassir, send } = await shop();
  const codeOf = async (change: object) => {
    const answer = await send('receipt', sale(change));
    const { Success, Model } = answer.json<Answer>();
    assert.deepEqual([answer.status, Success], [200, false]);
    return Model.ErrorCode;
  };
  assert.equal(await codeOf({ Amounts: { Electronic: 99.98 } }), 13);
  assert.equal(await codeOf({ Amounts: { Electronic: 60, Credit: 40 } }), 14);
  assert.equal(await codeOf({ Amounts: { Electronic: 99.999 } }), 23);
  assert.equal(await codeOf({ Items: [{ ...line, Price: 33.335 }] }), 23);
  assert.equal(await codeOf({ Items: [{ ...line, Amount: 100 }], Amounts: { Electronic: 100 } }), -1);
  assert.equal(await codeOf({ Items: [{ ...line, Vat: 18 }] }), -1);
  assert.equal(await codeOf({ Items: [{ ...line, Vat: '22' }] }), -1);
  assert.equal(await codeOf({ Items: [{ ...line, Label: 'й'.repeat(125) }] }), -1);
  assert.equal(await codeOf({ Colour: 'red' }), -1);
  assert.equal(kassir.receipts.length, 0);
});

test('a fraction in an integer field is rounded in silence', async () => {
  const { kassir, send } = await shop();
  assert.equal((await send('receipt', sale({ Items: [{ ...line, Method: 4.4 }] }))).json<Answer>().Success, true);
  assert.equal(kassir.receipts.length, 1);
});

test('an unknown receipt is NotFound under Success: true', async () => {
  const { send } = await shop();
  const { Success, Model } = (await send('receipt/status/get', { Id: 'unknown' })).json<{ Success: boolean; Model: string }>();
  assert.deepEqual([Success, Model], [true, 'NotFound']);
});

test('more requests at once than the limit get 429', async () => {
  const { send } = await shop({ parallel: 5, handlingMs: 100 });
  const answers = await Promise.all(Array.from({ length: 40 }, () => send('receipt/status/get', { Id: 'x' })));
  assert.ok(answers.every(({ status }) => status === 200 || status === 429));
  assert.ok(answers.some(({ status }) => status === 429));
});

test('a correction has a body of its own, whose rates have numbers', async () => {
  const { kassir, send, timer } = await shop();
  const correction = (VatRate: number) => ({
    CorrectionReceiptData: {
      OrganizationInn: '7707083893',
      VatRate,
      TaxationSystem: 0,
      CorrectionReceiptType: 'Income',
      CauseCorrection: { CorrectionDate: '2026-11-25', CorrectionNumber: '17' },
      Amounts: { Electronic: 50 },
    },
  });
  assert.equal((await send('correction-receipt', correction(22))).json<Answer>().Success, false);
  assert.equal((await send('correction-receipt', correction(1))).json<Answer>().Success, true);
  timer.advance(200);
  assert.equal(issuedKopecks(kassir.receipts).income, 50_00);
});

test('500 after success: the repeat with the same key finds the receipt of the first', async () => {
  const { kassir, send } = await shop();
  kassir.faults.add({ kind: 'server-error', workDone: true });
  assert.equal((await send('receipt', sale(), 'key-1')).status, 500);
  const again = (await send('receipt', sale(), 'key-1')).json<Answer>();
  assert.deepEqual(
    kassir.receipts.map(({ id }) => id),
    [again.Model.Id],
  );
});
