import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zipSync } from 'fflate';
import iconv from 'iconv-lite';
import { createOneC, type OneCOptions } from './one-c.ts';
import { file, order, site, xml } from './testing/site.ts';

const login = { user: '1c', password: 'секрет' };
const oneC = (url: string, settings: Partial<OneCOptions> = {}) => createOneC({ configuration: 'ut', url, ...login, ...settings });

test('UT asks checkauth, query and success, with Basic and one cookie on every call', async () => {
  const shop = await site({ query: xml(order()) });
  const report = await oneC(shop.url).downloadOrders();
  assert.equal(report.outcome, 'completed');
  assert.deepEqual(shop.modes(), ['checkauth', 'query', 'success']);
  const basic = `Basic ${Buffer.from('1c:секрет').toString('base64')}`;
  assert.ok(shop.requests.every(({ authorization }) => authorization === basic));
  assert.deepEqual(
    shop.requests.map(({ cookie }) => cookie),
    ['', 'PHPSESSID=abc123', 'PHPSESSID=abc123'],
  );
  assert.ok(
    shop.requests.every(({ query }) => query.get('type') === 'sale' && query.get('sessid') === null && query.get('version') === null),
  );
});

test('UNF in Bitrix’s protocol asks init before query; success comes also where there are no orders', async () => {
  const shop = await site();
  await oneC(shop.url, { configuration: 'unf' }).downloadOrders();
  assert.deepEqual(shop.modes(), ['checkauth', 'init', 'query', 'success']);
});

test('the sessid is sent on only where the setting is on', async () => {
  const shop = await site();
  await oneC(shop.url, { sendSessid: true }).downloadOrders();
  assert.equal(shop.requests[1]!.query.get('sessid'), '5f2e');
});

test('a failed login, a cookie with \\r and an empty answer end the exchange in the words of 1C', async () => {
  const failureOf = async (checkauth: { body: string; status?: number }) => {
    const shop = await site({ checkauth });
    const report = await oneC(shop.url).downloadOrders();
    assert.deepEqual(shop.modes(), ['checkauth']);
    return report.failure?.message ?? '';
  };
  assert.match(await failureOf({ body: 'failure\nНеверный пароль' }), /Не удалось авторизоваться/);
  assert.match(await failureOf({ body: 'Unauthorized', status: 401 }), /Не удалось авторизоваться/);
  assert.match(await failureOf({ body: 'success\r\nPHPSESSID\r\nabc\r\n' }), /cookie/);
  assert.match(await failureOf({ body: 'success\n' }), /cookie/);
  assert.match(await failureOf({ body: '' }), /Получен пустой ответ сервера/);
});

test('the first line of checkauth is trimmed and in any case, and its status is only logged', async () => {
  const shop = await site({ checkauth: { status: 500, body: 'SUCCESS \nsid\nv\n' } });
  assert.equal((await oneC(shop.url).downloadOrders()).outcome, 'completed');
});

test('UT takes an init of exactly two lines: a trailing newline is a third line; UNF takes more', async () => {
  const upload = async (configuration: 'ut' | 'unf', body: string) => {
    const shop = await site({ init: { body } });
    const { failure } = await oneC(shop.url, { configuration }).uploadOrders([]);
    return failure?.step;
  };
  assert.equal(await upload('ut', 'zip=no\nfile_limit=204800'), undefined);
  assert.equal(await upload('ut', 'zip=no\nfile_limit=204800\n'), 'init');
  assert.equal(await upload('ut', 'zip=no\nfile_limit=204800\nsessid=1\nversion=2.09'), 'init');
  assert.equal(await upload('ut', 'zip=no'), 'init');
  assert.equal(await upload('ut', 'zip=maybe\nfile_limit=1'), 'init');
  assert.equal(await upload('unf', 'zip=no\nfile_limit=204800\nsessid=1\nversion=2.09'), undefined);
  assert.equal(await upload('unf', 'zip=no'), 'init');
});

const cyrillic = file(order({ requisites: { 'Статус заказа': 'Принят' } }));
const encoded: [name: string, contentType: string, body: Buffer, reads: { ut: boolean; unf: boolean; 'bitrix-module': boolean }][] = [
  ['UTF-8', 'application/xml; charset=utf-8', Buffer.from(cyrillic), { ut: true, unf: true, 'bitrix-module': true }],
  ['UTF-8 with a BOM', 'application/xml; charset=utf-8', Buffer.from(`\uFEFF${cyrillic}`), { ut: true, unf: true, 'bitrix-module': true }],
  ['UTF-8 without a header', 'application/xml', Buffer.from(cyrillic), { ut: true, unf: true, 'bitrix-module': true }],
  [
    'windows-1251',
    'application/xml; charset=windows-1251',
    iconv.encode(cyrillic, 'win1251'),
    { ut: true, unf: true, 'bitrix-module': false },
  ],
  ['windows-1251 without a header', 'application/xml', iconv.encode(cyrillic, 'win1251'), { ut: false, unf: true, 'bitrix-module': false }],
  [
    'a zip',
    'application/zip',
    Buffer.from(zipSync({ 'orders.xml': Buffer.from(cyrillic) })),
    { ut: true, unf: true, 'bitrix-module': true },
  ],
  [
    'a blank line before it',
    'application/xml; charset=utf-8',
    Buffer.from(`\n${cyrillic}`),
    { ut: false, unf: false, 'bitrix-module': false },
  ],
  [
    'a notice of PHP before it',
    'text/html',
    Buffer.from(`<br />\n<b>Notice</b>${cyrillic}`),
    { ut: false, unf: false, 'bitrix-module': false },
  ],
  [
    'no XML declaration',
    'application/xml; charset=utf-8',
    Buffer.from(cyrillic.slice(cyrillic.indexOf('<К'))),
    { ut: false, unf: true, 'bitrix-module': false },
  ],
  ['broken XML', 'application/xml; charset=utf-8', Buffer.from(cyrillic.slice(0, -10)), { ut: false, unf: false, 'bitrix-module': false }],
];

for (const [name, contentType, body, reads] of encoded) {
  test(`orders in ${name}: who can read them`, async () => {
    for (const configuration of ['ut', 'unf', 'bitrix-module'] as const) {
      let asked = 0;
      const shop = await site({ query: () => (asked++ === 0 ? { contentType, body } : xml('')) });
      const report = await oneC(shop.url, { configuration }).downloadOrders();
      assert.equal(report.failure === undefined, reads[configuration], `${configuration}: ${report.message}`);
      if (!reads[configuration]) assert.match(report.message, /Не удалось прочитать данные/);
    }
  });
}

test('UT takes any answer to success, UNF none that begins with failure', async () => {
  const shop = await site({ success: { body: 'failure\nнет' } });
  assert.equal((await oneC(shop.url).downloadOrders()).failure, undefined);
  assert.equal((await oneC(shop.url, { configuration: 'unf' }).downloadOrders()).failure?.step, 'success');
});

test('Bitrix’s module repeats query until no order comes, sends no success, and gives up on a site that repeats itself', async () => {
  let asked = 0;
  const once = await site({ query: () => xml(asked++ === 0 ? `<Контейнер>${order({ lines: '' })}</Контейнер>` : '') });
  const report = await oneC(once.url, { configuration: 'bitrix-module' }).downloadOrders();
  assert.deepEqual([report.created.length, once.modes()], [1, ['checkauth', 'init', 'query', 'query']]);
  const always = await site({ query: xml(`<Контейнер>${order()}</Контейнер>`) });
  assert.equal((await oneC(always.url, { configuration: 'bitrix-module' }).downloadOrders()).failure?.step, 'query');
});

test('1C can stop before success, lose its header or cookie on the way, and send a step twice', async () => {
  const shop = await site({ query: xml(order()) });
  const client = oneC(shop.url);
  client.fault({ at: 'success', kind: 'stop' });
  assert.equal((await client.downloadOrders()).failure?.step, 'success');
  assert.deepEqual(shop.modes(), ['checkauth', 'query']);
  shop.requests.length = 0;
  client.fault({ at: 'query', kind: 'no-authorization' });
  client.fault({ at: 'success', kind: 'no-cookie' });
  client.fault({ at: 'success', kind: 'twice' });
  await client.downloadOrders();
  assert.deepEqual(
    shop.requests.map(({ authorization, cookie }) => [authorization !== '', cookie !== '']),
    [
      [true, false],
      [false, true],
      [true, false],
    ],
  );
  await client.downloadOrders();
  assert.deepEqual(shop.modes().slice(3), ['checkauth', 'query', 'success', 'success']);
});
