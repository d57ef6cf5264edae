import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createOneC, type OneCOptions } from './one-c.ts';
import { line, order, site, vatTax, xml, type OrderParts } from './testing/site.ts';

/** A 1C that downloads these orders, then those of the next call. */
async function books(settings: Partial<OneCOptions>) {
  const shop = await site();
  const client = createOneC({ configuration: 'ut', url: shop.url, user: '1c', password: 'x', ...settings });
  async function download(...orders: OrderParts[]) {
    shop.answers['query'] = xml(orders.map((parts) => order(parts)).join(''));
    shop.requests.length = 0;
    return client.downloadOrders();
  }
  return { client, shop, download, orders: () => client.books.orders };
}

test('a foreign operation or an empty currency stops the import: earlier orders stay, later ones are unread, no success', async () => {
  for (const configuration of ['ut', 'unf'] as const) {
    for (const wrong of [{ operation: 'Отпуск товара' }, { currency: '<Валюта></Валюта>' }]) {
      const { download, orders, shop } = await books({ configuration });
      const report = await download({ number: '1' }, { number: '2', ...wrong }, { number: '3' });
      assert.equal(report.outcome, 'stopped');
      assert.deepEqual([orders().map(({ siteNumber }) => siteNumber), shop.modes().at(-1)], [['1'], 'query']);
    }
  }
});

test('the operation is compared without regard to case', async () => {
  const { download, orders } = await books({});
  await download({ operation: 'ЗАКАЗ ТОВАРА' });
  assert.equal(orders().length, 1);
});

test('a missing number, customer or warehouse name, and in UT a missing currency, undo all orders of the file', async () => {
  const wrong: OrderParts[] = [{ number: '' }, { customer: '' }, { more: '<Склады><Склад><Ид>1</Ид></Склад></Склады>' }, { currency: '' }];
  for (const configuration of ['ut', 'unf'] as const) {
    for (const parts of wrong) {
      const { download, orders, shop } = await books({ configuration });
      await download({ number: '1' });
      const report = await download({ number: '5' }, { ...parts });
      const expected = parts.currency === '' && configuration === 'unf' ? 'stopped' : 'rolled-back';
      assert.equal(report.outcome, expected, `${configuration} ${JSON.stringify(parts)}`);
      assert.deepEqual(
        orders().map(({ siteNumber }) => siteNumber),
        expected === 'stopped' ? ['1', '5'] : ['1'],
      );
      assert.ok(!shop.modes().includes('success'));
    }
  }
});

test('UT finds an order by 11 characters of its number: a longer one is doubled at every run, in UNF it is not', async () => {
  const long = { number: '123456789012' };
  const ut = await books({});
  for (let run = 0; run < 3; run += 1) await ut.download(long, { number: '17' });
  assert.equal(ut.orders().length, 4);
  const unf = await books({ configuration: 'unf' });
  for (let run = 0; run < 3; run += 1) await unf.download(long);
  assert.equal(unf.orders().length, 1);
});

test('UT skips an order that has moved on, a later cancel and paid flag included', async () => {
  const { download, orders } = await books({ acquirers: { installment: 'Банк' } });
  await download({});
  orders()[0]!.state = 'К выполнению';
  const report = await download({ requisites: { Отменен: 'true', 'Заказ оплачен': 'true', 'Метод оплаты ИД': 'installment' } });
  assert.equal(report.skipped.length, 1);
  assert.deepEqual([orders()[0]!.cancelled, orders()[0]!.payments], [false, []]);
});

test('UT cancels an order that awaits approval', async () => {
  const { download, orders, client } = await books({});
  await download({});
  await download({ requisites: { Отменен: 'true' } });
  assert.equal(orders()[0]!.cancelled, true);
  assert.equal(client.totals().orderedKopecks, 0);
});

test('UNF reads payments and properties of an order with documents, but not its lines, and nothing of a finished one', async () => {
  const { download, orders } = await books({ configuration: 'unf', paymentMethods: { Рассрочка: 'Эквайринг' } });
  const paid = { 'Дата оплаты': '2026-12-01', 'Метод оплаты': 'Рассрочка', 'Номер платежного документа': '17-1', 'Заказ оплачен': 'true' };
  await download({});
  orders()[0]!.linked = true;
  await download({ lines: line({ sum: '50.00' }), sum: '50.00', requisites: { ...paid, Доставка: 'курьер' } });
  const [first] = orders();
  assert.deepEqual([first!.totalKopecks, first!.payments.length, first!.properties.get('доставка')], [100_00, 1, 'курьер']);
  first!.state = 'Завершен';
  assert.equal((await download({ requisites: { Доставка: 'самовывоз' } })).skipped.length, 1);
  assert.equal(first!.properties.get('доставка'), 'курьер');
});

test('UNF cancels only what was written in the same run, and only by true in lower case', async () => {
  const { download, orders } = await books({ configuration: 'unf' });
  await download({ requisites: { Отменен: 'True' } });
  assert.equal(orders()[0]!.cancelled, false);
  orders()[0]!.linked = true;
  await download({ requisites: { Отменен: 'true' } });
  assert.equal(orders()[0]!.cancelled, false);
  orders()[0]!.linked = false;
  await download({ requisites: { Отменен: 'true' } });
  assert.equal(orders()[0]!.cancelled, true);
});

test('UNF leaves an order without «Дата отгрузки» unposted unless the node gives a date', async () => {
  const posted = async (settings: Partial<OneCOptions>, requisites: Record<string, string>) => {
    const { download, orders } = await books({ configuration: 'unf', ...settings });
    await download({ requisites });
    return orders()[0]!.posted;
  };
  assert.equal(await posted({}, {}), false);
  assert.equal(await posted({}, { 'Дата отгрузки': '2026-12-02' }), true);
  assert.equal(await posted({ shipmentDate: '2026-12-02' }, {}), true);
});

const rates: [text: string, ut: string, unf: string, module: string][] = [
  ['20', '20 %', '20 %', '20 %'],
  ['20.00', '20 %', '20 %', '20 %'],
  ['10', '10 %', '10 %', '10 %'],
  ['20/120', '20/120', '20/120', '20/120'],
  ['22', '0 %', 'Без НДС', '22 %'],
  ['5', '0 %', 'Без НДС', '5 %'],
  ['20%', '0 %', 'Без НДС', 'Без НДС'],
];

for (const [text, ut, unf, module] of rates) {
  test(`Ставка ${text} is compared as text`, async () => {
    const vatOf = async (configuration: 'ut' | 'unf') => {
      const { download, orders } = await books({ configuration });
      await download({ lines: line({ rate: text }) });
      return orders()[0]!.lines[0]!.vat;
    };
    assert.deepEqual([await vatOf('ut'), await vatOf('unf')], [ut, unf]);
    const { client, shop } = await books({ configuration: 'bitrix-module' });
    let asked = 0;
    shop.answers['query'] = () =>
      xml(asked++ === 0 ? `<Контейнер>${order({ lines: line({ rate: text, unit: '796 ' }) })}</Контейнер>` : '');
    const report = await client.downloadOrders();
    assert.deepEqual([client.books.orders[0]!.lines[0]!.vat, report.warnings], [module, []]);
  });
}

test('UT: without a rate in the document unknown rates and 0 are «Без НДС», and a line without one inherits the line before', async () => {
  const { download, orders } = await books({});
  await download({
    taxes: '',
    lines: [line({ rate: '22' }), line({ rate: '0' }), line({ rate: '10' }), line({ rate: '' })].join(''),
    sum: '400.00',
  });
  assert.deepEqual(
    orders()[0]!.lines.map(({ vat }) => vat),
    ['Без НДС', 'Без НДС', '10 %', '10 %'],
  );
});

test('UNF: an order without Налоги is not subject to VAT; a tax without Ставка is 20 %', async () => {
  const { download, orders } = await books({ configuration: 'unf' });
  const noRate = line({ rate: '10' }).replace('<Ставка>10</Ставка>', '');
  await download({ number: '1', taxes: '' }, { number: '2', lines: noRate });
  assert.deepEqual(
    orders().map(({ subjectToVat, lines }) => [subjectToVat, lines[0]!.vat]),
    [
      [false, 'Без НДС'],
      [true, '20 %'],
    ],
  );
});

test('Bitrix’s module adds VAT on top unless УчтеноВСумме is true in document and line, and sees nothing outside Контейнер', async () => {
  const { client, shop } = await books({ configuration: 'bitrix-module' });
  const onTop = order({ number: '1', taxes: vatTax('20', 'false'), lines: line({ unit: '796 ' }) });
  const queue = [xml(order({ number: '9' })), xml(`<Контейнер>${onTop}</Контейнер>`)];
  shop.answers['query'] = () => queue.shift() ?? xml('');
  assert.match((await client.downloadOrders()).warnings.join(), /вне элемента «Контейнер»/);
  await client.downloadOrders();
  assert.deepEqual(
    client.books.orders.map(({ siteNumber, totalKopecks }) => [siteNumber, totalKopecks]),
    [['1', 120_00]],
  );
});

test('an unknown currency becomes the base one, «Электронная почта» is lost, only the first customer counts', async () => {
  const { download, orders } = await books({});
  const report = await download({ currency: '<Валюта>RUR</Валюта>' });
  assert.equal(orders()[0]!.currency, 'RUB');
  assert.match(report.warnings.join(), /RUR/);
  const { phone, email, address } = orders()[0]!.customer;
  assert.deepEqual([phone, email, address], ['+79160000001', '', 'Москва, Лесная, 5']);
});

test('UNF writes a requisite that is named like an attribute into the document', async () => {
  const { download, orders } = await books({ configuration: 'unf' });
  await download({ requisites: { Комментарий: 'из реквизита', 'Сайт покупки': 'shop.example' } });
  assert.deepEqual([orders()[0]!.comment, orders()[0]!.properties.get('сайтпокупки')], ['из реквизита', 'shop.example']);
});
