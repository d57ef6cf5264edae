import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';
import type { Order, WebhookEvent } from '@installment-button/protocol';
import type { ReceiptRequest } from './receipt-request.ts';
import { openBuyer } from '../testing/buyer.ts';
import { startScriptedBank, type ScriptedBank } from '../testing/scripted-bank.ts';
import { openTestShop, type TestShop } from '../testing/shop.ts';
import { startTestBackend, type TestBackend } from '../testing/start-backend.ts';
import { waitFor } from '../testing/wait-for.ts';

const items = [
  { name: 'Холодильник', price: 4_000_000, quantity: 1, vat: '22' as const },
  { name: 'Чайник', price: 450_000, quantity: 2, vat: '10' as const },
];
type Written = Omit<ReceiptRequest, 'lines'> & { saleId: string | null; lines: Record<string, unknown>[] };
const brief = (lines: Record<string, unknown>[]) => lines.map(({ name, price, quantity, vat }) => ({ name, price, quantity, vat }));
const lines = [
  { name: 'Холодильник', price: 4_000_000, quantity: 1, vat: '22' },
  { name: 'Чайник', price: 450_000, quantity: 2, vat: '10' },
];

const asked: { request: Written; authorization: string | undefined }[] = [];
/** How the register meets the next requests; afterwards it issues. */
let script: number[] = [];
const register = createServer((request, response) => {
  let text = '';
  request.on('data', (chunk: Buffer) => (text += chunk.toString()));
  request.on('end', () => {
    const body = JSON.parse(text) as Written;
    asked.push({ request: body, authorization: request.headers.authorization });
    response.writeHead(script.shift() ?? 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ url: `https://receipts.example/${body.id}` }));
  });
});

let bank: ScriptedBank;
let testBank: ScriptedBank;
let backend: TestBackend;
let shop: TestShop;
before(async () => {
  register.listen(0, '127.0.0.1');
  await once(register, 'listening');
  bank = await startScriptedBank('ladoga');
  testBank = await startScriptedBank('onega');
  const receiptsUrl = `http://shop:secret@127.0.0.1:${(register.address() as AddressInfo).port}/receipts`;
  backend = await startTestBackend({ banks: [bank.config, { ...testBank.config, test: true }], config: { receiptsUrl } });
  shop = await openTestShop(backend, { autoConfirm: true });
});
after(async () => {
  await backend.close();
  await bank.close();
  await testBank.close();
  register.close();
});
beforeEach(() => {
  asked.length = 0;
  script = [];
});

async function confirmed(of: TestShop = shop, bankId = 'ladoga') {
  const order = await of.createOrder({ items });
  const buyer = openBuyer(backend, order);
  await buyer.submits();
  await buyer.chooses(bankId);
  await buyer.signs();
  await until(order.id, ({ status }) => status === 'confirmed', of);
  return order.id;
}

const read = async (orderId: string, of = shop) => (await (await of.call(`/v1/orders/${orderId}`)).json()) as Order;
const until = (orderId: string, holds: (order: Order) => boolean, of = shop) =>
  waitFor('the order', async () => {
    const order = await read(orderId, of);
    return holds(order) && order;
  });

test('the receipt of a sale follows the confirmation, however the register behaves', async () => {
  script = [500, 202];
  const orderId = await confirmed();
  const { receipts } = await until(orderId, (order) => order.receipts.length > 0);
  assert.equal(asked.length, 3, 'an error, not yet, issued');
  assert.equal(new Set(asked.map(({ request }) => JSON.stringify(request))).size, 1, 'the same each time');
  const [{ request, authorization } = { request: null, authorization: '' }] = asked;
  assert.deepEqual([request?.kind, request?.amount, request?.currency, request?.orderId], ['sale', 4_900_000, 'RUB', orderId]);
  assert.deepEqual(brief(request?.lines ?? []), lines);
  assert.match(request?.buyer.phone ?? '', /^\+79\d{9}$/);
  assert.equal(authorization, `Basic ${Buffer.from('shop:secret').toString('base64')}`);
  assert.deepEqual(
    receipts.map(({ id, kind, amount, url }) => ({ id, kind, amount, url })),
    [{ id: request?.id, kind: 'sale', amount: 4_900_000, url: `https://receipts.example/${request?.id}` }],
  );
  // The list stays below the oldest transaction that runs anywhere on the database server.
  const told = await waitFor('the event of the receipt', async () => {
    const { data } = (await (await shop.call('/v1/events?limit=100')).json()) as { data: WebhookEvent[] };
    return data.find((event) => event.type === 'receipt.issued' && event.data.order.id === orderId);
  });
  assert.deepEqual(told.data.receipt, receipts[0]);
  assert.ok(!backend.logLines.join('').includes(request?.buyer.phone ?? ''), 'the buyer’s phone is in the log');
});

test('a refund has a receipt of its own: the returned goods, or the sum spread over what is left', async () => {
  const orderId = await confirmed();
  const order = await until(orderId, ({ receipts }) => receipts.length === 1);
  const kettle = order.items[1]?.id ?? '';
  await shop.call(`/v1/orders/${orderId}/refunds`, { body: { items: [{ itemId: kettle, quantity: 1 }] } });
  await until(orderId, ({ receipts }) => receipts.length === 2);
  await shop.call(`/v1/orders/${orderId}/refunds`, { body: { amount: 100_00 } });
  const { receipts } = await until(orderId, (present) => present.receipts.length === 3);
  assert.deepEqual(
    receipts.map(({ kind, amount }) => [kind, amount]),
    [
      ['sale', 4_900_000],
      ['refund', 450_000],
      ['refund', 10_000],
    ],
  );
  assert.deepEqual(
    asked.slice(1).map(({ request }) => [request.saleId, brief(request.lines)]),
    [
      [receipts[0]?.id, [{ name: 'Чайник', price: 450_000, quantity: 1, vat: '10' }]],
      [
        receipts[0]?.id,
        [
          { name: 'Холодильник', price: 8_989, quantity: 1, vat: '22' },
          { name: 'Чайник', price: 1_011, quantity: 1, vat: '10' },
        ],
      ],
    ],
  );
});

test('a cancel after the confirmation reverses the sale once its receipt is issued', async () => {
  script = [202];
  const orderId = await confirmed();
  await shop.call(`/v1/orders/${orderId}/cancel`, { body: {} });
  const { receipts } = await until(orderId, (order) => order.receipts.length === 2);
  assert.deepEqual(
    asked.map(({ request }) => request.kind),
    ['sale', 'sale', 'refund'],
  );
  assert.deepEqual(receipts.map(({ kind, amount }) => [kind, amount]).at(1), ['refund', 4_900_000]);
});

test('a test order gets no receipt, nor does an order of a shop that issues its own', async () => {
  const trial = await openTestShop(backend, { test: true, autoConfirm: true });
  const own = await openTestShop(backend, { autoConfirm: true });
  await backend.context.sql.updateTable('shops').set({ issuesReceipts: false }).where('id', '=', own.id).execute();
  await confirmed(trial, 'onega');
  await confirmed(own);
  // The jobs before it in the queue have run when this receipt is issued.
  await until(await confirmed(), ({ receipts }) => receipts.length === 1);
  assert.equal(asked.length, 1);
  const { count } = await backend.context.sql
    .selectFrom('receipts')
    .innerJoin('orders', 'orders.id', 'receipts.orderId')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('orders.shopId', 'in', [trial.id, own.id])
    .executeTakeFirstOrThrow();
  assert.equal(Number(count), 0);
});
