import assert from 'node:assert/strict';
import { createPublicKey, randomUUID, verify, type JsonWebKey } from 'node:crypto';
import { after, test } from 'node:test';
import { rawRequest, type RawAnswer } from '../../neighbours/testing/raw-request.ts';
import { receiver } from '../../neighbours/testing/receiver.ts';
import { manualTimer } from '../../timer.ts';
import { startYandexPay } from './yandex-pay.ts';

const items = [
  { productId: 'a', title: 'Кофеварка', quantity: { count: '2' }, total: '66.66' },
  { productId: 'd', title: 'Доставка', quantity: { count: '1' }, total: '33.34' },
];

async function shop() {
  const timer = manualTimer(new Date('2026-12-01T09:00:00Z'));
  const hooks = await receiver();
  const yandex = await startYandexPay({ timer, callbackUrl: `${hooks.url}/yandex` });
  after(async () => {
    await yandex.close();
    await hooks.close();
  });
  const send = (path: string, body?: unknown, headers: Record<string, string> = {}): Promise<RawAnswer> =>
    rawRequest(`${yandex.url}/api/merchant/${path}`, {
      ...(body === undefined ? {} : { body }),
      headers: { authorization: 'Api-Key sandbox-key', 'x-request-id': randomUUID(), 'x-request-timeout': '10000', ...headers },
    });
  const order = (orderId: string, cart: object = {}) => ({
    cart: { total: { amount: '100.00' }, items, ...cart },
    currencyCode: 'RUB',
    orderId,
    availablePaymentMethods: ['SPLIT'],
    redirectUrls: { onError: 'https://shop.example/no', onSuccess: 'https://shop.example/yes' },
    ttl: 1800,
  });
  async function paid(orderId: string): Promise<void> {
    assert.equal((await send('v1/orders', order(orderId))).status, 200);
    yandex.move(orderId, 'CAPTURED');
  }
  return { yandex, timer, hooks, send, order, paid };
}

const reasonOf = (answer: RawAnswer) => [answer.status, answer.json<{ reasonCode: string }>().reasonCode];

test('a notice is a raw ES256 JWT at /v1/webhook, with iat and exp in its header and the key in the JWKS', async () => {
  const { yandex, hooks, paid } = await shop();
  await paid('1');
  await yandex.settled();
  const [received] = hooks.received;
  assert.deepEqual([received!.path, received!.headers['content-type']], ['/yandex/v1/webhook', 'application/octet-stream']);
  const [head = '', claims = '', signature = ''] = received!.body.split('.');
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  const { keys } = (await rawRequest(`${yandex.url}/api/jwks`)).json<{ keys: (JsonWebKey & { kid: string })[] }>();
  const jwk = keys.find(({ kid }) => kid === read(head)['kid'])!;
  const key = { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' } as const;
  assert.ok(verify('sha256', Buffer.from(`${head}.${claims}`), key, Buffer.from(signature, 'base64url')));
  assert.deepEqual([typeof read(head)['iat'], 'iat' in read(claims), read(claims)['event']], ['number', false, 'ORDER_STATUS_UPDATED']);
  assert.deepEqual(read(claims)['order'], { orderId: '1', paymentStatus: 'CAPTURED' });
});

test('after a rotation notices carry a new kid, and iat and exp may come as texts', async () => {
  const { yandex, hooks, paid } = await shop();
  await paid('1');
  yandex.rotateKey();
  yandex.setNoticeHeader({ iat: '1796115600', exp: undefined });
  await paid('2');
  await yandex.settled();
  const heads = hooks.received.map(
    ({ body }) => JSON.parse(Buffer.from(body.split('.')[0]!, 'base64url').toString()) as { kid: string; iat: unknown; exp?: unknown },
  );
  assert.notEqual(heads[0]!.kid, heads[1]!.kid);
  assert.deepEqual([heads[1]!.iat, 'exp' in heads[1]!], ['1796115600', false]);
});

test('a notice that is not answered with 200 is tried again', async () => {
  const { yandex, hooks, paid, timer } = await shop();
  hooks.answerNext(400, '{"status":"fail","reasonCode":"OTHER"}');
  await paid('1');
  await yandex.settled();
  timer.advance(60_000);
  await yandex.settled();
  assert.equal(hooks.received.length, 2);
});

test('key, request id, cart and sums are checked', async () => {
  const { send, order, yandex } = await shop();
  assert.deepEqual(reasonOf(await send('v1/orders', order('1'), { authorization: 'Bearer sandbox-key' })), [401, 'AUTHENTICATION_ERROR']);
  assert.deepEqual(reasonOf(await send('v1/orders', order('1'), { 'x-request-timeout': '500' })), [400, 'BAD_FORMAT']);
  const create = async (cart: object) => reasonOf(await send('v1/orders', order('1', cart)))[1];
  assert.equal(await create({ total: { amount: 100 } }), 'BAD_FORMAT');
  assert.equal(await create({ total: { amount: '100.01' } }), 'ORDER_AMOUNT_MISMATCH');
  assert.equal(await create({ items: [{ ...items[0], quantity: { count: '3' }, total: '100.00' }] }), 'ORDER_CART_DATA_ERROR');
  assert.equal(await create({ items: [items[0], items[0]], total: { amount: '133.32' } }), 'ORDER_CART_DATA_ERROR');
  assert.equal(await create({ colour: 'red' }), 'BAD_FORMAT');
  assert.equal((await send('v1/orders', { ...order('1'), ttl: 60 })).status, 400);
  assert.equal(yandex.orders.length, 0);
});

test('held money is captured once or voided', async () => {
  const { send, order, yandex } = await shop();
  await send('v1/orders', order('1'));
  assert.deepEqual(reasonOf(await send('v1/orders/1/capture', {})), [409, 'INVALID_PAYMENT_STATUS']);
  yandex.move('1', 'AUTHORIZED');
  assert.deepEqual(reasonOf(await send('v1/orders/1/capture', { orderAmount: '100.01' })), [400, 'CAPTURE_AMOUNT_TOO_LARGE']);
  assert.equal((await send('v1/orders/1/capture', {})).status, 200);
  assert.deepEqual(reasonOf(await send('v1/orders/1/cancel', { reason: 'no' })), [409, 'INVALID_PAYMENT_STATUS']);
});

test('refunds run one at a time, name what remains, and their id repeats only while unfinished', async () => {
  const { send, paid, yandex } = await shop();
  await paid('1');
  const refund = (externalOperationId: string, refundAmount: string, remaining?: object[]) =>
    send('v2/orders/1/refund', { refundAmount, externalOperationId, ...(remaining ? { targetCart: { items: remaining } } : {}) });
  const oneLeft = [{ productId: 'a', quantityCount: '1' }, { productId: 'd' }];
  assert.deepEqual(reasonOf(await refund('r1', '30.00', oneLeft)), [400, 'ORDER_AMOUNT_MISMATCH']);
  assert.deepEqual(reasonOf(await refund('r1', '100.01')), [400, 'REFUND_AMOUNT_TOO_LARGE']);
  assert.deepEqual(reasonOf(await refund('r1', '0.50', oneLeft)), [400, 'ORDER_CART_DATA_ERROR']);
  assert.equal((await refund('r1', '33.33', oneLeft)).status, 200);
  assert.equal((await refund('r1', '33.33', oneLeft)).status, 200);
  assert.deepEqual(reasonOf(await refund('r2', '66.67')), [409, 'ANOTHER_OPERATION_IN_PROGRESS']);
  yandex.finish('r1', 'SUCCESS');
  assert.deepEqual(reasonOf(await refund('r1', '33.33', oneLeft)), [409, 'DUPLICATE_EXTERNAL_OPERATION_ID']);
  assert.equal((await send('v1/operations/r1')).json<{ data: { operation: { status: string } } }>().data.operation.status, 'SUCCESS');
  assert.equal(
    (await send('v1/orders/1')).json<{ data: { order: { paymentStatus: string } } }>().data.order.paymentStatus,
    'PARTIALLY_REFUNDED',
  );
  await refund('r2', '66.67');
  yandex.finish('r2', 'SUCCESS');
  assert.equal(yandex.orders[0]!.status, 'REFUNDED');
});
