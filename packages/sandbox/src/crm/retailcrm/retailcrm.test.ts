import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, test } from 'node:test';
import { form, rawRequest, type RawAnswer } from '../../neighbours/testing/raw-request.ts';
import { receiver } from '../../neighbours/testing/receiver.ts';
import { manualTimer } from '../../timer.ts';
import { startRetailCrm, type RetailCrmOptions } from './retailcrm.ts';

interface Answer {
  success: boolean;
  id: number;
  errorMsg: string;
  errors: Record<string, string>;
  result: Record<string, unknown>;
}

async function shop(options: RetailCrmOptions = {}) {
  const timer = manualTimer(new Date('2026-12-01T09:00:00Z'));
  const module = await receiver();
  const crm = await startRetailCrm({ timer, ...options });
  after(async () => {
    await crm.close();
    await module.close();
  });
  const send = (path: string, fields: Record<string, unknown>, key = 'sandbox-key'): Promise<RawAnswer> => {
    const texts = Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
    );
    const { headers, body } = form(texts);
    return rawRequest(`${crm.url}/api/v5/${path}`, { headers: { ...headers, 'x-api-key': key }, body });
  };
  async function post(path: string, fields: Record<string, unknown>): Promise<{ status: number } & Answer> {
    timer.advance(1_000);
    const answer = await send(path, fields);
    return { status: answer.status, ...answer.json<Answer>() };
  }
  const get = (path: string) => rawRequest(`${crm.url}/api/v5/${path}`, { headers: { 'x-api-key': 'sandbox-key' } });
  return { crm, timer, module, send, post, get };
}

const order = {
  externalId: 'ord_1',
  firstName: 'Иван',
  phone: '+79160000001',
  items: [{ productName: 'Кофеварка', initialPrice: 50, quantity: 2, vatRate: '22' }],
  payments: [{ externalId: 'pay_1', type: 'installment', status: 'not-paid', amount: 100 }],
};

test('an order is created with its payment, edited and read by the id that `by` names', async () => {
  const { post, get } = await shop();
  const created = await post('orders/create', { site: 'shop', order });
  assert.deepEqual([created.status, created.success], [201, true]);
  assert.equal((await post('orders/ord_1/edit', { by: 'externalId', site: 'shop', order: { status: 'complete' } })).success, true);
  assert.equal(
    (
      await post('orders/payments/pay_1/edit', {
        by: 'externalId',
        site: 'shop',
        payment: { status: 'paid', paidAt: '2026-12-01 12:00:00' },
      })
    ).success,
    true,
  );
  const read = (await get(`orders/${created.id}?by=id&site=shop`)).json<{
    order: { status: string; totalSumm: number; payments: Record<string, { status: string }> };
  }>();
  assert.deepEqual([read.order.status, read.order.totalSumm, Object.values(read.order.payments)[0]!.status], ['complete', 100, 'paid']);
  assert.equal((await get(`orders/${created.id}`)).status, 404);
});

test('keys: missing, wrong and without rights', async () => {
  const { crm, send } = await shop();
  const messageOf = (answer: RawAnswer) => answer.json<Answer>().errorMsg;
  assert.equal(messageOf(await rawRequest(`${crm.url}/api/v5/orders`)), '"apiKey" is missing.');
  assert.equal(messageOf(await send('orders/create', { order }, 'wrong')), 'Wrong "apiKey" value.');
  assert.equal(messageOf(await send('orders/create', { order }, 'read-only-key')), 'Access denied.');
});

test('wrong entities name their fields, a repeated order is refused, an unknown one is not found', async () => {
  const { post, crm } = await shop();
  const errorOf = async (change: object) =>
    Object.keys((await post('orders/create', { site: 'shop', order: { ...order, ...change } })).errors);
  assert.deepEqual(await errorOf({ colour: 'red' }), ['colour']);
  assert.deepEqual(await errorOf({ items: [{ initialPrice: '50', quantity: 1 }] }), ['items.0.initialPrice']);
  assert.deepEqual(await errorOf({ items: [{ initialPrice: 50.005, quantity: 1 }] }), ['items.0.initialPrice']);
  assert.deepEqual(await errorOf({ payments: [{ type: 'rassrochka' }] }), ['type']);
  assert.deepEqual(await errorOf({ status: 'paid' }), ['status']);
  assert.equal((await post('orders/create', { site: 'other', order })).errorMsg, 'Errors in the entity format');
  await post('orders/create', { site: 'shop', order });
  const again = await post('orders/create', { site: 'shop', order });
  assert.deepEqual([again.status, again.errorMsg], [400, 'Order already exists.']);
  assert.deepEqual((await post('orders/unknown/edit', { by: 'externalId', order: {} })).status, 404);
  assert.equal(crm.account.orders.length, 1);
});

test('payments are created once by their externalId, and deleted', async () => {
  const { post, crm } = await shop();
  await post('orders/create', { site: 'shop', order: { ...order, payments: [] } });
  const payment = { externalId: 'pay_1', type: 'installment', amount: 100, order: { externalId: 'ord_1' } };
  assert.equal((await post('orders/payments/create', { site: 'shop', payment })).status, 201);
  assert.deepEqual(Object.keys((await post('orders/payments/create', { site: 'shop', payment })).errors), ['externalId']);
  assert.deepEqual(
    Object.keys((await post('orders/payments/create', { site: 'shop', payment: { ...payment, order: { externalId: 'x' } } })).errors),
    ['order'],
  );
  await post('orders/payments/pay_1/delete', { by: 'externalId' });
  assert.deepEqual(crm.account.orders[0]!.payments, []);
});

test('more than ten requests a second get 503, or 429', async () => {
  for (const overLimit of [503, 429] as const) {
    const { get } = await shop({ overLimit });
    for (let count = 0; count < 10; count += 1) assert.equal((await get('reference/payment-types')).status, 200);
    assert.equal((await get('reference/payment-types')).status, overLimit);
  }
});

const paymentModule = (baseUrl: string) => ({
  code: 'installment-button',
  integrationCode: 'installment-button',
  active: true,
  name: 'Рассрочка',
  clientId: 'client-1',
  baseUrl,
  accountUrl: `${baseUrl}/account`,
  integrations: {
    payment: {
      actions: { create: '/create', approve: '/approve', cancel: '/cancel', status: '/status', refund: '/refund' },
      currencies: ['RUB'],
      invoiceTypes: ['link'],
      shops: [{ code: 'shop', name: 'Магазин', active: true }],
    },
  },
});

test('the payment module: the CRM asks by forms with JSON inside, and is told of statuses the same way', async () => {
  const { crm, post, module, get } = await shop();
  const registered = paymentModule(module.url);
  assert.deepEqual(
    Object.keys(
      (await post('integration-modules/installment-button/edit', { integrationModule: { ...registered, clientId: undefined } })).errors,
    ),
    ['clientId'],
  );
  await post('integration-modules/installment-button/edit', { integrationModule: registered });
  const { id } = await post('orders/create', { site: 'shop', order });

  module.answerNext(400, JSON.stringify({ success: false, errorMsg: 'Слишком мало' }));
  assert.deepEqual((await crm.requestInvoice('installment-button', id)).answer, {
    status: 400,
    success: false,
    errorMsg: 'Слишком мало',
    result: {},
  });
  module.answerNext(
    200,
    JSON.stringify({ success: true, result: { invoiceUrl: 'https://pay.example/1', paymentId: 'p1', cancellable: true } }),
  );
  const { invoice } = await crm.requestInvoice('installment-button', id);
  const asked = new URLSearchParams(module.received.at(-1)!.body);
  assert.deepEqual(
    [asked.get('clientId'), (JSON.parse(asked.get('create')!) as { amount: number }).amount, invoice.link],
    ['client-1', 100, 'https://pay.example/1'],
  );

  const check = (amount: number) => post('payment/check', { check: { invoiceUuid: invoice.uuid, amount, currency: 'RUB' } });
  assert.deepEqual(
    [(await check(100)).result['success'], (await check(99)).success, (await check(99)).result['success']],
    [true, true, false],
  );
  const update = { invoiceUuid: invoice.uuid, paymentId: 'p1', status: 'succeeded', amount: 100 };
  assert.equal((await post('payment/update-invoice', { updateInvoice: { ...update, status: 'paid' } })).success, false);
  assert.equal((await post('payment/update-invoice', { updateInvoice: { ...update, paymentId: 'p2' } })).success, false);
  assert.equal((await post('payment/update-invoice', { updateInvoice: update })).success, true);
  assert.equal(invoice.status, 'succeeded');
  assert.equal((await get(`payment/invoice/${invoice.uuid}`)).json<{ result: { amount: string } }>().result.amount, '100.00');

  module.answerAlways(200, JSON.stringify({ success: true, result: { id: 'r1', status: 'succeeded', amount: 40, comment: '' } }));
  await crm.act('installment-button', 'refund', 'p1', 40);
  assert.deepEqual(JSON.parse(new URLSearchParams(module.received.at(-1)!.body).get('refund')!), { paymentId: 'p1', amount: 40 });
  await crm.status('installment-button', 'p1');
  assert.deepEqual([module.received.at(-1)!.method, module.received.at(-1)!.path], ['GET', '/status?clientId=client-1&paymentId=p1']);
});

test('the simple connection proves the CRM by a hash of its key', async () => {
  const { crm, module } = await shop();
  module.answerNext(201, JSON.stringify({ success: true, accountUrl: 'https://button.example/account' }));
  assert.equal((await crm.connect(`${module.url}/register`, 'secret')).success, true);
  const { token, apiKey, systemUrl } = JSON.parse(new URLSearchParams(module.received[0]!.body).get('register')!) as Record<string, string>;
  assert.deepEqual([token, systemUrl], [createHmac('sha256', 'secret').update(apiKey!).digest('hex'), crm.url]);
});

test('a failure inside a success, and 500 after success', async () => {
  const { crm, post } = await shop();
  crm.faults.add({ kind: 'inner-failure' });
  assert.deepEqual((await post('orders/create', { site: 'shop', order })).result, { success: false, errorMsg: 'Internal error' });
  crm.faults.add({ kind: 'server-error', workDone: true });
  assert.equal((await post('orders/create', { site: 'shop', order })).status, 500);
  assert.equal((await post('orders/create', { site: 'shop', order })).errorMsg, 'Order already exists.');
});
