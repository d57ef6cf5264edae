import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as z from 'zod/mini';
import { bankApplicationSchema } from './bank-gateway.ts';
import {
  createOrderSchema,
  createRefundSchema,
  createWebhookEndpointSchema,
  listOrdersQuerySchema,
  plansQuerySchema,
} from './merchant-api.ts';
import { fieldErrors } from './problem.ts';

const fridge = { name: 'Холодильник', price: 4_999_000, quantity: 1 };
const order = { product: 'installment', currency: 'RUB', items: [fridge] };

function refusals(schema: z.core.$ZodType, body: unknown): string[] {
  const result = z.safeParse(schema, body);
  return result.success ? [] : fieldErrors(result.error.issues, body).map(({ path, code }) => `${path} ${code}`);
}
const orderRefusals = (change: Record<string, unknown>) => refusals(createOrderSchema, { ...order, ...change });
const itemRefusals = (change: Record<string, unknown>) => orderRefusals({ items: [{ ...fridge, ...change }] });

test('the smallest and the fullest order are taken', () => {
  assert.deepEqual(orderRefusals({}), []);
  assert.deepEqual(
    orderRefusals({
      externalId: 'A-1024',
      items: [
        { ...fridge, vendorCode: 'X-1', category: 'Техника', vat: '20', marking: '010460406000600021N4N57RSCBUZTQ\u001d91EE06' },
        { name: 'Ткань', price: 99_000, quantity: 2.5, unit: 'm' },
        { name: 'Мешки в подарок', price: 0, quantity: 1 },
      ],
      discount: 100_000,
      buyer: { lastName: 'Иванова', firstName: 'Анна', middleName: 'Петровна', phone: '8 (912) 345-67-89', email: 'anna@example.ru' },
      term: 12,
      returnUrls: { success: 'https://shop.example/ok', failure: 'https://shop.example/no', cancel: 'http://localhost:5000/cart?x=1' },
      metadata: { basket: '77' },
    }),
    [],
  );
});

describe('an order with one thing wrong names it', () => {
  const cases: [what: string, found: string[], expected: string[]][] = [
    ['no body', refusals(createOrderSchema, undefined), [' invalid_type']],
    ['nothing in it', refusals(createOrderSchema, {}), ['/product required', '/currency required', '/items required']],
    ['unknown field', orderRefusals({ amount: 1 }), ['/amount unknown_field']],
    ['unknown field of an item', itemRefusals({ colour: 'red' }), ['/items/0/colour unknown_field']],
    [
      '__proto__ from JSON',
      refusals(createOrderSchema, JSON.parse(JSON.stringify(order).replace('{', '{"__proto__":{"a":1},'))),
      ['/__proto__ unknown_field'],
    ],
    ['unknown product', orderRefusals({ product: 'leasing' }), ['/product invalid_value']],
    ['currency in words', orderRefusals({ currency: 'rub' }), ['/currency invalid_format']],
    ['no items', orderRefusals({ items: [] }), ['/items too_small']],
    ['201 items', orderRefusals({ items: Array(201).fill({ ...fridge, price: 1 }) }), ['/items too_big']],
    ['items as text', orderRefusals({ items: '[object Object]' }), ['/items invalid_type']],
    ['price with a fraction', itemRefusals({ price: 1.5 }), ['/items/0/price invalid_type']],
    ['price as text', itemRefusals({ price: '100' }), ['/items/0/price invalid_type']],
    ['price negative', itemRefusals({ price: -1 }), ['/items/0/price too_small']],
    ['price above the limit', itemRefusals({ price: 10_000_000_001 }), ['/items/0/price too_big', '/items amount_out_of_range']],
    ['quantity 10⁹', itemRefusals({ price: 1, quantity: 1e9 }), ['/items/0/quantity too_big']],
    ['quantity zero', itemRefusals({ quantity: 0 }), ['/items/0/quantity too_small', '/items amount_out_of_range']],
    ['quantity with 4 decimals', itemRefusals({ quantity: 1.0005 }), ['/items/0/quantity too_precise']],
    ['unknown unit', itemRefusals({ unit: 'yard' }), ['/items/0/unit invalid_value']],
    ['gifts alone', itemRefusals({ price: 0 }), ['/items amount_out_of_range']],
    ['a discount of the whole sum', orderRefusals({ discount: 4_999_000 }), ['/discount too_big']],
    ['a negative discount', orderRefusals({ discount: -1 }), ['/discount too_small']],
    ['sum above the limit', itemRefusals({ quantity: 2_001 }), ['/items amount_out_of_range']],
    [
      'sum beyond what a computer counts',
      orderRefusals({ items: Array(200).fill({ ...fridge, price: 1e10, quantity: 100_000 }) }),
      ['/items amount_out_of_range'],
    ],
    ['blank name', itemRefusals({ name: '  ' }), ['/items/0/name invalid_format']],
    ['name of 256 characters', itemRefusals({ name: 'я'.repeat(256) }), ['/items/0/name too_big']],
    ['name with NUL', itemRefusals({ name: 'a\u0000b' }), ['/items/0/name invalid_value']],
    ['name with half a character', itemRefusals({ name: 'a\ud83d' }), ['/items/0/name invalid_value']],
    ['unknown rate of VAT', itemRefusals({ vat: '18' }), ['/items/0/vat invalid_value']],
    ['half a marked good', itemRefusals({ quantity: 0.5, marking: '01046' }), ['/items/0/quantity too_precise']],
    ['empty marking', itemRefusals({ marking: '' }), ['/items/0/marking too_small', '/items/0/marking invalid_format']],
    ['term zero', orderRefusals({ term: 0 }), ['/term too_small']],
    ['empty external id', orderRefusals({ externalId: '' }), ['/externalId too_small', '/externalId invalid_format']],
    ['metadata that is no text', orderRefusals({ metadata: { a: 1 } }), ['/metadata/a invalid_type']],
    [
      '51 metadata keys',
      orderRefusals({ metadata: Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`k${n}`, ''])) }),
      ['/metadata invalid_value'],
    ],
    ['metadata of 501 characters', orderRefusals({ metadata: { a: 'x'.repeat(501) } }), ['/metadata/a too_big']],
  ];
  for (const [what, found, expected] of cases) test(what, () => assert.deepEqual(found, expected));
});

test('the sum is judged exactly at the limit', () => {
  assert.deepEqual(itemRefusals({ price: 100_000, quantity: 100_000 }), []);
  assert.deepEqual(
    orderRefusals({
      items: [
        { ...fridge, price: 100_000, quantity: 100_000 },
        { ...fridge, price: 1 },
      ],
    }),
    ['/items amount_out_of_range'],
  );
});

test('a return address is http or https and nothing else', () => {
  const good = 'https://shop.example/';
  for (const bad of [
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    'data:text/html,x',
    'ftp://shop.example',
    '//shop.example',
    '/cart',
    'shop.example',
    '',
    `${good}${'x'.repeat(2048)}`,
  ]) {
    const paths = orderRefusals({ returnUrls: { success: bad, failure: good, cancel: good } });
    assert.ok(paths.length > 0 && paths.every((path) => path.startsWith('/returnUrls/success ')), `${bad.slice(0, 30)}: ${paths.join()}`);
  }
});

test('a refund is by sum or by pieces, never both', () => {
  const items = [{ itemId: 'itm_12345678', quantity: 1 }];
  assert.deepEqual(refusals(createRefundSchema, { amount: 100 }), []);
  assert.deepEqual(refusals(createRefundSchema, { items }), []);
  assert.deepEqual(refusals(createRefundSchema, { amount: 0 }), ['/amount too_small']);
  assert.notDeepEqual(refusals(createRefundSchema, { amount: 100, items }), []);
  assert.notDeepEqual(refusals(createRefundSchema, {}), []);
  assert.deepEqual(refusals(createRefundSchema, { items: [] }), ['/items too_small']);
});

test('a list takes what an address gives: text', () => {
  assert.equal(z.parse(listOrdersQuerySchema, { limit: '50', status: 'signed', after: 'abc' }).limit, 50);
  for (const limit of ['0', '101', '1.5', 'x', '', '-1']) assert.notDeepEqual(refusals(listOrdersQuerySchema, { limit }), [], limit);
  assert.deepEqual(refusals(listOrdersQuerySchema, { offset: '1' }), ['/offset unknown_field']);
  assert.equal(z.parse(plansQuerySchema, { shop: 'pk_test_1234567890123456', amount: '4999000' }).amount, 4_999_000);
  assert.notDeepEqual(refusals(plansQuerySchema, { shop: 'sk_test_1234567890123456' }), []);
});

test('a webhook target may ask for some types only', () => {
  const url = 'https://shop.example/hook';
  assert.deepEqual(refusals(createWebhookEndpointSchema, { url, types: ['order.signed', 'refund.failed'] }), []);
  assert.deepEqual(refusals(createWebhookEndpointSchema, { url, types: ['order.shipped'] }), ['/types/0 invalid_value']);
});

test('what a shop may order, a bank can be asked for', () => {
  // Limits of the two wires must not drift apart: an item that we took and may not send is an order that hangs.
  const itemsOf = (schema: typeof createOrderSchema | typeof bankApplicationSchema) => z.toJSONSchema(schema.shape.items, { io: 'input' });
  const limits = (schema: typeof createOrderSchema | typeof bankApplicationSchema) => {
    const { minItems, maxItems } = itemsOf(schema);
    return { minItems, maxItems };
  };
  assert.deepEqual(limits(bankApplicationSchema), limits(createOrderSchema));
});
