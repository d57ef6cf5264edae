import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createOneC, type OneCOptions } from './one-c.ts';
import { order, site, xml } from './testing/site.ts';

async function books(settings: Partial<OneCOptions>) {
  const shop = await site();
  const client = createOneC({
    configuration: 'unf',
    url: shop.url,
    user: '1c',
    password: 'x',
    paymentMethods: { Рассрочка: 'Эквайринг' },
    ...settings,
  });
  return {
    client,
    async download(requisites: Record<string, string>, more = '') {
      shop.answers['query'] = xml(order({ requisites, more }));
      return client.downloadOrders();
    },
    payments: () => client.books.orders[0]!.payments.map(({ number, sumKopecks, posted }) => [number, sumKopecks, posted]),
  };
}

const paid = { 'Дата оплаты': '2026-12-01', 'Метод оплаты': 'Рассрочка', 'Номер платежного документа': '17-1', 'Заказ оплачен': 'true' };

test('UNF makes one payment over the full sum by the four requisites, and not a second one at the next run', async () => {
  const { download, payments, client } = await books({});
  await download(paid);
  await download(paid);
  assert.deepEqual(payments(), [['17-1', 100_00, true]]);
  assert.equal(client.totals().paidKopecks, 100_00);
});

test('UNF makes no payment without a requisite, with a time in the date, or with a method that is not mapped', async () => {
  const none = async (change: Record<string, string>) => {
    const { download, payments } = await books({});
    await download({ ...paid, ...change });
    return payments().length === 0;
  };
  assert.ok(await none({ 'Дата оплаты': '2026-12-01T12:00:00' }));
  assert.ok(await none({ 'Метод оплаты': '', 'Метод оплаты ИД': 'installment' }));
  assert.ok(await none({ 'Номер платежного документа': '' }));
  assert.ok(await none({ 'Заказ оплачен': 'false' }));
  assert.ok(await none({ 'Метод оплаты': 'Наличные' }));
});

test('UNF refuses a full payment where the order has another one, and takes back one without a receipt by «Оплачено»=false', async () => {
  const { download, payments } = await books({});
  await download(paid);
  await download({ ...paid, 'Номер платежного документа': '17-2' });
  assert.deepEqual(payments(), [['17-1', 100_00, true]]);
  await download({ ...paid, Оплачено: 'false' });
  assert.deepEqual(payments(), [['17-1', 100_00, false]]);
});

test('a payment whose receipt 1C has printed is not touched any more', async () => {
  const { download, payments } = await books({ fiscalise: true });
  await download(paid);
  await download({ ...paid, Оплачено: 'false' });
  assert.deepEqual(payments(), [['17-1', 100_00, true]]);
});

const requisite = (name: string, value: string) =>
  `<ЗначениеРеквизита><Наименование>${name}</Наименование><Значение>${value}</Значение></ЗначениеРеквизита>`;

const subordinate = ({ id = 'pay-1', number = '17-1', operation = 'Эквайринговая операция', sum = '40.00', requisites = '' } = {}) =>
  `<ПодчиненныеДокументы><ПодчиненныйДокумент>${id && `<Ид>${id}</Ид>`}<Номер>${number}</Номер><Дата>2026-12-01</Дата>` +
  `<ХозОперация>${operation}</ХозОперация><Сумма>${sum}</Сумма><ЗначенияРеквизитов>${requisites || requisite('Оплачено', 'true') + requisite('Метод оплаты', 'Рассрочка')}` +
  '</ЗначенияРеквизитов></ПодчиненныйДокумент></ПодчиненныеДокументы>';

test('subordinate documents make partial payments; a UUID as their Ид, another operation or no «Оплачено» makes none', async () => {
  const made = async (document: string) => {
    const { download, payments } = await books({ payments: 'subordinate-documents' });
    await download({}, document);
    return payments();
  };
  assert.deepEqual(await made(subordinate()), [['17-1', 40_00, true]]);
  assert.deepEqual(await made(subordinate({ id: '475d6d8d-844d-4d05-aa8b-e3dbdf4defd6' })), []);
  assert.deepEqual(await made(subordinate({ operation: 'Выплата безналичных денег' })), []);
  assert.deepEqual(await made(subordinate({ requisites: requisite('Метод оплаты', 'Рассрочка') })), []);
});

test('a subordinate document without Ид undoes the whole file', async () => {
  const { download, client } = await books({ payments: 'subordinate-documents' });
  assert.equal((await download({}, subordinate({ id: '' }))).outcome, 'rolled-back');
  assert.equal(client.books.orders.length, 0);
});

test('under subordinate documents an order without them is paid in full by the three requisites, and cannot be taken back', async () => {
  const { download, payments } = await books({ payments: 'subordinate-documents' });
  const three = { ...paid, 'Заказ оплачен': 'false' };
  await download(three);
  await download({ ...three, Оплачено: 'false' });
  assert.deepEqual(payments(), [['17-1', 100_00, true]]);
});

test('UT makes a card operation over the full sum with today’s date, where the method’s ИД is mapped', async () => {
  const ut = { configuration: 'ut', acquirers: { installment: 'Банк' } } as const;
  const { download, client } = await books(ut);
  await download({ ...paid, 'Метод оплаты ИД': 'installment' });
  const [payment] = client.books.orders[0]!.payments;
  assert.deepEqual([payment!.sumKopecks, payment!.date], [100_00, new Date().toISOString().slice(0, 10)]);
  const unmapped = await books(ut);
  await unmapped.download(paid);
  assert.deepEqual(unmapped.payments(), []);
  const unposted = await books({ ...ut, postOrders: false });
  await unposted.download({ ...paid, 'Метод оплаты ИД': 'installment' });
  assert.deepEqual(unposted.payments(), []);
});
