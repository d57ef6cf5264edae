import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unzipSync } from 'fflate';
import { createOneC, type OneCOptions } from './one-c.ts';
import { order, site, xml, type SiteReply } from './testing/site.ts';

async function withOrder(answers: Record<string, SiteReply> = {}, settings: Partial<OneCOptions> = {}) {
  const shop = await site({ query: xml(order()), ...answers });
  const client = createOneC({ configuration: 'ut', url: shop.url, user: '1c', password: 'x', ...settings });
  await client.downloadOrders();
  shop.requests.length = 0;
  return { shop, client, orders: client.books.orders };
}

test('1C sends orders back with its own Ид, the site’s number, its requisites and a BOM', async () => {
  const { shop, client, orders } = await withOrder();
  orders[0]!.state = 'К выполнению';
  assert.deepEqual(await client.uploadOrders(orders), { warnings: [] });
  assert.deepEqual(shop.modes(), ['checkauth', 'init', 'file']);
  const sent = shop.requests[2]!;
  const text = sent.body.toString('utf8');
  assert.match(sent.query.get('filename') ?? '', /^orders-[\da-f-]{36}_1\.xml$/);
  assert.ok(text.startsWith('\uFEFF<?xml'));
  assert.ok(text.includes(`<Ид>${orders[0]!.id}</Ид><Номер>17</Номер>`));
  assert.ok(text.includes('<Наименование>Статус заказа</Наименование><Значение>К выполнению</Значение>'));
});

test('the file comes in pieces of at most file_limit bytes under one name', async () => {
  const { shop, client, orders } = await withOrder({ init: { body: 'zip=no\nfile_limit=300' } });
  await client.uploadOrders(orders);
  const pieces = shop.requests.filter(({ mode }) => mode === 'file');
  assert.ok(pieces.length > 2);
  assert.equal(new Set(pieces.map(({ query }) => query.get('filename'))).size, 1);
  assert.ok(pieces.every(({ body }) => body.length <= 300));
  assert.match(Buffer.concat(pieces.map(({ body }) => body)).toString('utf8'), /<\/КоммерческаяИнформация>$/);
});

test('under zip=yes the archive has a random name and import names the file inside it', async () => {
  const { shop, client, orders } = await withOrder({ init: { body: 'zip=yes\nfile_limit=100000' } }, { waitForImport: true });
  await client.uploadOrders(orders);
  const [, , sent, imported] = shop.requests;
  assert.match(sent!.query.get('filename') ?? '', /^v8_.+\.zip$/);
  const [inner] = Object.keys(unzipSync(new Uint8Array(sent!.body)));
  assert.equal(imported!.query.get('filename'), inner);
});

test('import is repeated while the site says progress, and another first word is a stop', async () => {
  let asked = 0;
  const { shop, client, orders } = await withOrder({}, { waitForImport: true });
  shop.answers['import'] = () => ({ body: asked++ < 2 ? 'progress\n50 %' : 'success' });
  assert.equal((await client.uploadOrders(orders)).failure, undefined);
  assert.equal(shop.modes().filter((mode) => mode === 'import').length, 3);
  shop.answers['import'] = { body: '<html>error</html>' };
  assert.equal((await client.uploadOrders(orders)).failure?.step, 'import');
});

test('lines after success are a warning, failure is a stop', async () => {
  const { shop, client, orders } = await withOrder({ file: { body: 'success\nЗаказ 17 не найден' } });
  assert.deepEqual((await client.uploadOrders(orders)).warnings, ['Заказ 17 не найден']);
  shop.answers['file'] = { body: 'failure\nнет места' };
  assert.equal((await client.uploadOrders(orders)).failure?.step, 'file');
});

test('UNF adds the version and the sessid to every call of an upload', async () => {
  const { shop, client, orders } = await withOrder({}, { configuration: 'unf', sendSessid: true });
  await client.uploadOrders(orders);
  const later = shop.requests.slice(1).map(({ query }) => [query.get('version'), query.get('cmlVersion'), query.get('sessid')]);
  assert.deepEqual(later, [
    ['2.09', '2.09', '5f2e'],
    ['2.09', '2.09', '5f2e'],
  ]);
});
