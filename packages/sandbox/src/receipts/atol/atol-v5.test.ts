import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atolShop, errorOf, lineV5, saleV5, type AtolErrorAnswer } from './testing/atol-shop.ts';

test('a receipt of v5 is registered and printed with a fiscal attribute beyond 32 bits', async () => {
  const { token, register, report, print } = await atolShop('v5');
  const mine = await token();
  const { uuid } = (await register('sell', saleV5('order-1'), mine)).json<{ uuid: string }>();
  print();
  const { status, payload } = (await report(uuid, mine)).json<{ status: string; payload: { fiscal_document_attribute: number } }>();
  assert.equal(status, 'done');
  assert.ok(payload.fiscal_document_attribute >= 2 ** 32);
});

test('v5 refuses unknown keys, nulls and the types of v4 at every level', async () => {
  const { atol, token, register } = await atolShop('v5');
  const mine = await token();
  const wrong: [change: object, named: string][] = [
    [{ items: [{ ...lineV5, measurement_unit: 'шт' }] }, 'measurement_unit'],
    [{ items: [{ ...lineV5, measure: undefined }] }, 'measure'],
    [{ items: [{ ...lineV5, measure: 1 }] }, 'measure'],
    [{ items: [{ ...lineV5, payment_object: 'commodity' }] }, 'payment_object'],
    [{ items: [{ ...lineV5, payment_object: 28 }] }, 'payment_object'],
    [{ items: [{ ...lineV5, payment_method: 4 }] }, 'payment_method'],
    [{ items: [{ ...lineV5, vat: 'vat22' }] }, 'vat'],
    [{ items: [{ ...lineV5, user_data: null }] }, 'user_data'],
    [{ client: { phone: '9160000001' } }, 'receipt.client.phone'],
    [{ client: { phone: '+7 916 000-00-01' } }, 'receipt.client.phone'],
    [{ company: { ...saleV5('x').receipt.company, sno: undefined } }, 'receipt.company.sno'],
    [{ company: { ...saleV5('x').receipt.company, email: undefined } }, 'receipt.company.email'],
    [{ timezone: 12 }, 'receipt.timezone'],
  ];
  for (const [change, named] of wrong) {
    const { error } = (await register('sell', saleV5('order-2', change), mine)).json<AtolErrorAnswer>();
    assert.equal(error.code, 32);
    assert.ok(error.text.includes(named), `${error.text} does not name ${named}`);
  }
  assert.equal(errorOf(await register('sell', { ...saleV5('order-2'), service: null }, mine)), 32);
  assert.equal(atol.receipts.length, 0);
});

test('a marking code has exactly one kind, a part of a piece needs the piece as its measure', async () => {
  const { token, register } = await atolShop('v5');
  const mine = await token();
  const marked = (id: string, change: object) =>
    register(
      'sell',
      saleV5(id, { items: [{ ...lineV5, payment_object: 33, ...change }], payments: [{ type: 1, sum: 66.66 }], total: 66.66 }),
      mine,
    );
  const gs1m = Buffer.from('010460043993125621JgXJ5.T\u001d8005112000\u001d930001').toString('base64');
  assert.equal((await marked('one', { mark_code: { gs1m }, mark_processing_mode: '0' })).status, 200);
  assert.equal(errorOf(await marked('two', { mark_code: { gs1m, ean13: '4600439931256' } })), 32);
  assert.equal(errorOf(await marked('none', { mark_code: {} })), 32);
  assert.equal(errorOf(await marked('raw', { mark_code: { gs1m: '010460043993125621JgXJ5.T' } })), 32);
  assert.equal(errorOf(await marked('mode', { mark_code: { gs1m }, mark_processing_mode: 0 })), 32);
  const half = { numerator: 1, denominator: 2 };
  assert.equal((await marked('half', { mark_quantity: half })).status, 200);
  assert.equal(errorOf(await marked('kilo', { measure: 11, mark_quantity: half })), 32);
});

test('the total of v5 is exact, and an agent needs a supplier', async () => {
  const { token, register, report, print } = await atolShop('v5');
  const mine = await token();
  const { uuid } = (await register('sell', saleV5('round', { total: 99.5, payments: [{ type: 1, sum: 99.5 }] }), mine)).json<{
    uuid: string;
  }>();
  print();
  assert.equal((await report(uuid, mine)).json<{ error: { code: number } }>().error.code, 16);
  const agent = { agent_info: { type: 'another' } };
  assert.equal(errorOf(await register('sell', saleV5('agent', { items: [{ ...lineV5, ...agent }] }), mine)), 32);
  assert.equal(errorOf(await register('sell', saleV5('agent', agent), mine)), 32);
});

test('a correction of v5 carries items and a total, and its number only where it was ordered', async () => {
  const { token, register } = await atolShop('v5');
  const mine = await token();
  const { client, ...body } = saleV5('x').receipt;
  const correction = (id: string, info: object) => ({
    timestamp: '01.12.2026 12:00:00',
    external_id: id,
    correction: { ...body, client, correction_info: { base_date: '25.11.2026', ...info } },
  });
  assert.equal((await register('sell_refund_correction', correction('self', { type: 'self' }), mine)).status, 200);
  assert.equal(errorOf(await register('sell_correction', correction('order', { type: 'instruction' }), mine)), 32);
  assert.equal((await register('sell_correction', correction('order', { type: 'instruction', base_number: '17' }), mine)).status, 200);
  assert.equal(errorOf(await register('sell_correction', saleV5('receipt'), mine)), 32);
});
