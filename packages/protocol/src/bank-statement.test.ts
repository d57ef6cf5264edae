import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeStatement, matchPayouts, readStatement } from './bank-statement.ts';

const own = '40702810900000000001';
const document = (parts: Record<string, string>) =>
  ['СекцияДокумент=Платежное поручение', ...Object.entries(parts).map(([key, value]) => `${key}=${value}`), 'КонецДокумента'].join('\r\n');
const came = {
  Номер: '17',
  Дата: '30.11.2026',
  Сумма: '49990.5',
  ДатаПоступило: '01.12.2026',
  Плательщик: 'ИНН 7700000000 Банк «Ладога»',
  ПолучательСчет: own,
};
const statement = [
  '1CClientBankExchange',
  'ВерсияФормата=1.03',
  'Кодировка=Windows',
  `РасчСчет=${own}`,
  '',
  document(came),
  document({
    ...came,
    Номер: '18',
    ДатаПоступило: '',
    ДатаСписано: '01.12.2026',
    ПлательщикСчет: own,
    ПолучательСчет: '40702810900000000009',
  }),
  document({ ...came, Номер: '19', ДатаПоступило: '', НазначениеПлатежа: 'не исполнено' }),
  document({ ...came, Номер: '20', Сумма: '100', НазначениеПлатежа1: 'За 30.11', НазначениеПлатежа2: 'по договору a=b' }),
  'КонецФайла',
].join('\r\n');

test('1C’s format: what came in, in kopecks, without what went out or did not happen', () => {
  assert.deepEqual(
    readStatement(statement)?.map(({ day, amount, number, payer, purpose }) => [day, amount, number, payer, purpose]),
    [
      ['2026-12-01', 49_990_50, '17', 'Банк «Ладога»', ''],
      ['2026-12-01', 100_00, '20', 'Банк «Ладога»', 'За 30.11 по договору a=b'],
    ],
  );
});

test('each encoding that banks write is read', () => {
  const decoder = new TextDecoder('windows-1251');
  const table = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
  const windows = Uint8Array.from([...statement].map((sign) => table.get(sign) ?? 63));
  const dosDecoder = new TextDecoder('ibm866');
  const dosTable = new Map(Array.from({ length: 256 }, (_, byte) => [dosDecoder.decode(Uint8Array.of(byte)), byte]));
  const dos = Uint8Array.from([...statement.replace('Windows', 'DOS')].map((sign) => dosTable.get(sign) ?? 63));
  for (const bytes of [windows, dos, new TextEncoder().encode(statement), new TextEncoder().encode(`\uFEFF${statement}`)])
    assert.equal(readStatement(decodeStatement(bytes))?.length, 2);
});

test('CSV of a bank: columns by their words, sums with blanks and a comma', () => {
  const csv =
    'Дата операции;№;Контрагент;Дебет;Кредит;Назначение платежа\n01.12.2026;5;"Банк; Ладога";;"49 990,50";За товары\n02.12.2026;6;Аренда;1000,00;;x\n';
  assert.deepEqual(readStatement(csv), [
    { day: '2026-12-01', amount: 49_990_50, number: '5', payer: 'Банк; Ладога', purpose: 'За товары' },
  ]);
  assert.equal(readStatement('что-то другое'), null);
});

test('a payout is matched to the kopeck, on its day or a few days later, and each payment counts once', () => {
  const payment = (day: string, amount: number) => ({ day, amount, number: '', payer: '', purpose: '' });
  const payments = [payment('2026-12-01', 100), payment('2026-12-03', 100), payment('2026-12-02', 55)];
  const expected = [
    { key: 'late', day: '2026-12-02', amount: 100 },
    { key: 'first', day: '2026-12-01', amount: 100 },
    { key: 'off by a kopeck', day: '2026-12-02', amount: 54 },
    { key: 'early', day: '2026-12-20', amount: 55 },
  ];
  const { matches, rest } = matchPayouts(expected, payments);
  assert.deepEqual(Object.fromEntries(matches.map(({ key, payment: found }) => [key, found?.day ?? null])), {
    first: '2026-12-01',
    late: '2026-12-03',
    'off by a kopeck': null,
    early: null,
  });
  assert.deepEqual(
    rest.map(({ amount }) => amount),
    [55],
  );
});
