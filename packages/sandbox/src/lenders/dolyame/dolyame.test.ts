import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { basic, rawRequest, type RawAnswer } from '../../neighbours/testing/raw-request.ts';
import { receiver } from '../../neighbours/testing/receiver.ts';
import { manualTimer } from '../../timer.ts';
import { startDolyame } from './dolyame.ts';

const receipt = { tax: 'vat22', payment_method: 'full_payment', payment_object: 'commodity', measurement_unit: 'шт' };
const items = [
  { name: 'Кофеварка', quantity: 2, price: 33.33, sku: 'a', receipt },
  { name: 'Доставка', quantity: 1, price: '33.34', receipt },
];

async function shop() {
  const timer = manualTimer(new Date('2026-12-01T09:00:00Z'));
  const hooks = await receiver();
  const lender = await startDolyame({ timer });
  after(async () => {
    await lender.close();
    await hooks.close();
  });
  const { ca, client } = lender.certificates;
  let paceMs = 200;

  function send(
    path: string,
    body?: unknown,
    change: { headers?: Record<string, string>; tls?: { ca: string }; method?: string } = {},
  ): Promise<RawAnswer> {
    const { headers, ...rest } = change;
    timer.advance(paceMs);
    return rawRequest(`${lender.url}/v1/orders/${path}`, {
      ...(body === undefined ? {} : { body }),
      headers: { ...basic('shop', 'secret'), 'x-correlation-id': randomUUID(), ...headers },
      tls: { ca, ...client },
      ...rest,
    });
  }
  const order = (id: string, change: object = {}) => ({
    order: { id, amount: 90, prepaid_amount: 10, items, ...change },
    client_info: { first_name: 'Иван', phone: '+79160000001', birthdate: '1990-01-01' },
    notification_url: `${hooks.url}/dolyame`,
  });
  async function held(id: string): Promise<void> {
    assert.equal((await send('create', order(id))).status, 200);
    lender.move(id, 'wait_for_commit');
  }
  return { lender, timer, hooks, send, order, held, ca, hurry: () => (paceMs = 0) };
}

test('an order is created, told of, committed once, and read', async () => {
  const { lender, hooks, send, held } = await shop();
  await held('1');
  await lender.settled();
  assert.equal((JSON.parse(hooks.received[0]!.body) as { status: string }).status, 'wait_for_commit');
  const body = { amount: '90.00', prepaid_amount: 10, items };
  assert.equal((await send('1/commit', { ...body, amount: 80 })).status, 422);
  assert.equal((await send('1/commit', body)).status, 200);
  assert.equal((await send('1/commit', body)).status, 422);
  const info = (await send('1/info')).json<{ status: string; payment_schedule: { amount: number }[] }>();
  assert.deepEqual([info.status, info.payment_schedule.reduce((sum, { amount }) => sum + amount, 0)], ['committed', 90]);
});

test('certificate, password and correlation id are demanded', async () => {
  const { send, order, ca } = await shop();
  assert.equal((await send('create', order('1'), { tls: { ca } })).status, 400);
  assert.equal((await send('create', order('1'), { headers: basic('shop', 'wrong') })).status, 401);
  assert.equal((await send('create', order('1'), { headers: { 'x-correlation-id': 'order-1' } })).status, 400);
  const once = { headers: { 'x-correlation-id': randomUUID() } };
  assert.equal((await send('create', order('1'), once)).status, 200);
  assert.equal((await send('create', order('2'), once)).status, 409);
  assert.equal((await send('create', order('1'))).status, 409);
});

test('sums that do not add up and wrong fields are refused with words', async () => {
  const { send, order, lender } = await shop();
  assert.equal((await send('create', order('1', { amount: 90.01 }))).status, 422);
  const wrong = async (change: object) => Object.keys((await send('create', order('1', change))).json<{ details: object }>().details);
  assert.deepEqual(await wrong({ colour: 'red' }), ['order.colour']);
  assert.deepEqual(await wrong({ amount: 90.005 }), ['order.amount']);
  assert.deepEqual(await wrong({ items: [{ ...items[0], name: 'й'.repeat(129) }] }), ['order.items.0.name']);
  assert.equal((await send('create', { ...order('1'), client_info: { phone: '89160000001' } })).status, 400);
  assert.equal(lender.orders.length, 0);
});

test('cancel is an empty POST before the commit; afterwards items are refunded, and the answer says what is still owed', async () => {
  const { lender, send, held } = await shop();
  await held('1');
  assert.equal((await send('1/cancel', {})).status, 400);
  assert.equal((await send('1/cancel', undefined, { method: 'POST' })).status, 200);
  await held('2');
  await send('2/commit', { amount: 90, prepaid_amount: 10, items });
  assert.equal((await send('2/cancel', undefined, { method: 'POST' })).status, 422);
  const back = (quantity: number, amount: number) =>
    send('2/refund', { amount, refunded_prepaid_amount: 0, returned_items: [{ ...items[0], quantity }] });
  assert.equal((await back(1, 30)).status, 422);
  const first = (await back(1, 33.33)).json<{ amount: number; refund_id: string }>();
  assert.equal(first.amount, 56.67);
  assert.equal((await back(2, 66.66)).status, 422);
  lender.processRefunds('2');
  const { refund_info: refunds } = (await send('2/info')).json<{
    refund_info: { total_refunded_amount: number; items: { refund_id: string; status: string }[] };
  }>();
  assert.deepEqual(
    [refunds.total_refunded_amount, refunds.items[0]!.refund_id, refunds.items[0]!.status],
    [33.33, first.refund_id, 'processed'],
  );
});

test('an unanswered notification comes again, and more than ten requests a second get 429', async () => {
  const { lender, hooks, send, held, timer, hurry } = await shop();
  hooks.answerNext(500);
  await held('1');
  await lender.settled();
  timer.advance(60_000);
  await lender.settled();
  assert.equal(hooks.received.length, 2);
  hurry();
  for (let count = 0; count < 10; count += 1) assert.equal((await send('1/info')).status, 200);
  const refused = await send('1/info');
  assert.deepEqual([refused.status, refused.headers['x-retry-after']], [429, '1']);
});
