import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rawRequest } from '../../neighbours/testing/raw-request.ts';
import { issuedKopecks } from '../receipt-record.ts';
import { atolShop, errorOf, lineV4, saleV4, type AtolErrorAnswer } from './testing/atol-shop.ts';

test('a receipt is registered, waited for with code 34, printed, and called back unsigned with the same JSON', async () => {
  const { atol, shop, token, register, report, print } = await atolShop('v4');
  const mine = await token();
  const registered = await register('sell', { ...saleV4('order-1'), service: { callback_url: `${shop.url}/atol` } }, mine);
  const { uuid, status, error, timestamp } = registered.json<{ uuid: string; status: string; error: null; timestamp: string }>();
  assert.deepEqual([registered.status, status, error, timestamp], [200, 'wait', null, '01.12.2026 12:00:00']);

  const early = await report(uuid, mine);
  assert.deepEqual([early.status, errorOf(early), early.json<AtolErrorAnswer>().status], [200, 34, 'wait']);

  print();
  await atol.settled();
  const done = (await report(uuid, mine)).json<{ status: string; error: null; external_id: string; payload: { total: number } }>();
  assert.deepEqual([done.status, done.error, done.external_id, done.payload.total], ['done', null, 'order-1', 100]);
  const [callback] = shop.received;
  assert.equal((JSON.parse(callback!.body) as { uuid: string }).uuid, uuid);
  assert.ok(!Object.keys(callback!.headers).some((name) => name.includes('sign')));
  assert.equal(issuedKopecks(atol.receipts).income, 100_00);
});

test('a repeated external_id gets code 33 with the first uuid and registers nothing', async () => {
  const { atol, token, register, print } = await atolShop('v4');
  const mine = await token();
  const { uuid } = (await register('sell', saleV4('order-2'), mine)).json<{ uuid: string }>();
  print();
  const again = await register('sell_refund', saleV4('order-2'), mine);
  const answer = again.json<AtolErrorAnswer>();
  assert.deepEqual([again.status, answer.error.code, answer.status, answer.uuid], [400, 33, 'wait', uuid]);
  assert.equal(atol.receipts.length, 1);
});

test('tokens: the login, the day that a token lives, the group and the version are checked', async () => {
  const { getToken, token, register, timer, account, base } = await atolShop('v4');
  assert.deepEqual(
    [(await getToken({ login: account.login, pass: 'wrong' })).status, errorOf(await getToken({ login: 'x', pass: 'y' }))],
    [401, 12],
  );
  assert.equal(errorOf(await getToken({ login: account.login, pass: account.pass, extra: 1 })), 13);
  assert.equal(errorOf(await getToken({ login: 'shop-v5', pass: 'secret-v5' })), 21);
  const mine = await token();
  assert.equal(await token(), mine);
  const none = await rawRequest(`${base}/${account.group}/sell`, { body: saleV4('order-3') });
  assert.deepEqual([none.status, errorOf(none)], [401, 10]);
  assert.equal(errorOf(await rawRequest(`${base}/other_group/sell`, { body: saleV4('order-3'), headers: { token: mine } })), 20);
  timer.advance(24 * 60 * 60_000);
  const expired = await register('sell', saleV4('order-3'), mine);
  assert.deepEqual([expired.status, errorOf(expired)], [401, 11]);
  assert.notEqual(await token(), mine);
});

test('a wrong media type, broken JSON and an unknown operation have codes of their own', async () => {
  const { token, register, base, account } = await atolShop('v4');
  const headers = { token: await token() };
  const send = (body: string, type: string) =>
    rawRequest(`${base}/${account.group}/sell`, { body, headers: { ...headers, 'content-type': type } });
  const form = await send('a=b', 'application/x-www-form-urlencoded');
  assert.deepEqual([form.status, errorOf(form)], [415, 41]);
  assert.equal(errorOf(await send('{', 'application/json')), 40);
  assert.equal(errorOf(await register('sell_refund_correction', saleV4('order-4'), headers.token)), 31);
});

test('wrong fields are refused by name with code 32, and the same external_id may be used again', async () => {
  const { atol, token, register } = await atolShop('v4');
  const mine = await token();
  const wrong: [change: object, named: string][] = [
    [{ items: [{ ...lineV4, colour: 'red' }] }, 'receipt.items[0].colour'],
    [{ items: [{ ...lineV4, price: '33.33' }] }, 'receipt.items[0].price'],
    [{ items: [{ ...lineV4, price: 33.333 }] }, 'receipt.items[0].price'],
    [{ items: [{ ...lineV4, quantity: 0.0001 }] }, 'receipt.items[0].quantity'],
    [{ items: [{ ...lineV4, name: 'й'.repeat(129) }] }, 'receipt.items[0].name'],
    [{ items: [{ ...lineV4, vat: { type: 'vat15' } }] }, 'receipt.items[0].vat.type'],
    [{ items: [{ ...lineV4, vat: { type: 'vat18' } }] }, 'receipt.items[0].vat.type'],
    [{ items: [{ ...lineV4, payment_object: 1 }] }, 'receipt.items[0].payment_object'],
    [{ items: [] }, 'receipt.items'],
    [{ items: Array.from({ length: 101 }, () => lineV4) }, 'receipt.items'],
    [{ client: { name: 'Иван' } }, 'receipt.client'],
    [{ payments: [{ type: 10, sum: 100 }] }, 'receipt.payments[0].type'],
  ];
  for (const [change, named] of wrong) {
    const answer = await register('sell', saleV4('order-5', change), mine);
    const { error, status } = answer.json<AtolErrorAnswer>();
    assert.deepEqual([answer.status, error.code, status], [400, 32, 'fail']);
    assert.ok(error.text.includes(named), `${error.text} does not name ${named}`);
  }
  assert.equal(atol.receipts.length, 0);
  assert.equal((await register('sell', saleV4('order-5'), mine)).status, 200);
});

test('sums that do not add up fail at the register, not at the service', async () => {
  const { token, register, report, print } = await atolShop('v4');
  const mine = await token();
  const outcome = async (id: string, change: object) => {
    const { uuid } = (await register('sell', saleV4(id, change), mine)).json<{ uuid: string }>();
    print();
    const { status, error } = (await report(uuid, mine)).json<{ status: string; error: { code: number; type: string } | null }>();
    return [status, error?.code, error?.type];
  };
  assert.deepEqual(await outcome('line', { items: [{ ...lineV4, price: 33.33, quantity: 3, sum: 100 }] }), ['fail', 16, 'driver']);
  assert.deepEqual(await outcome('paid', { payments: [{ type: 1, sum: 99.99 }] }), ['fail', 66, 'driver']);
  assert.deepEqual(
    await outcome('over', {
      payments: [
        { type: 1, sum: 60 },
        { type: 3, sum: 40.01 },
      ],
    }),
    ['fail', 52, 'driver'],
  );
  assert.deepEqual(await outcome('vat', { vats: [{ type: 'vat22', sum: 20 }] }), ['fail', 128, 'driver']);
  assert.deepEqual(await outcome('inn', { company: { ...saleV4('x').receipt.company, inn: '7727401209' } }), ['fail', 2009, 'agent']);
  assert.deepEqual(await outcome('right', { vats: [{ type: 'vat22', sum: 18.03 }] }), ['done', undefined, undefined]);
});

test('a refund of an old sale keeps 18 and 20 %, and a correction of v4 has payments and vats but no items', async () => {
  const { atol, token, register, print } = await atolShop('v4');
  const mine = await token();
  const old = (type: string) => ({ items: [{ ...lineV4, price: 100, quantity: 1, sum: 100, vat: { type } }] });
  assert.equal((await register('sell_refund', saleV4('refund-18', old('vat18')), mine)).status, 200);
  assert.equal((await register('sell_refund', saleV4('refund-20', old('vat20')), mine)).status, 200);
  const correction = {
    timestamp: '01.12.2026 12:00:00',
    external_id: 'correction-1',
    correction: {
      company: { sno: 'osn', inn: '7707083893', payment_address: 'shop.example' },
      correction_info: { type: 'self', base_date: '25.11.2026', base_number: '1' },
      payments: [{ type: 1, sum: 50 }],
      vats: [{ type: 'vat22', sum: 9.02 }],
    },
  };
  assert.equal(
    errorOf(await register('sell_correction', { ...correction, correction: { ...correction.correction, total: 50 } }, mine)),
    32,
  );
  assert.equal((await register('sell_correction', correction, mine)).status, 200);
  print();
  assert.deepEqual(issuedKopecks(atol.receipts), { income: 50_00, 'income-return': 200_00, expense: 0, 'expense-return': 0 });
});
