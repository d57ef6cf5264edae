import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as en from './in-words-en.ts';
import * as ru from './in-words-ru.ts';

test('sums in Russian words', () => {
  for (const [kopecks, words] of [
    [499612, 'четыре тысячи девятьсот девяносто шесть рублей 12 копеек'],
    [0, 'ноль рублей 00 копеек'],
    [101, 'один рубль 01 копейка'],
    [100000, 'одна тысяча рублей 00 копеек'],
    [221100, 'две тысячи двести одиннадцать рублей 00 копеек'],
    [2100000002, 'двадцать один миллион рублей 02 копейки'],
    [1_200_345_678_5, 'сто двадцать миллионов тридцать четыре тысячи пятьсот шестьдесят семь рублей 85 копеек'],
  ] as const) {
    assert.equal(ru.amountInWords(kopecks), words);
  }
});

test('rates in Russian words, to the thousandth', () => {
  for (const [rate, words] of [
    [19.894, 'девятнадцать целых восемьсот девяносто четыре тысячных процента'],
    [19.9, 'девятнадцать целых девятьсот тысячных процента'],
    [21.001, 'двадцать одна целая одна тысячная процента'],
    [2.022, 'две целых двадцать две тысячных процента'],
    [0, 'ноль целых ноль тысячных процента'],
  ] as const) {
    assert.equal(ru.rateInWords(rate), words);
  }
});

test('the same in English', () => {
  assert.equal(en.amountInWords(499612), 'four thousand nine hundred and ninety-six roubles 12 kopecks');
  assert.equal(en.amountInWords(100_100), 'one thousand and one roubles 00 kopecks');
  assert.equal(en.amountInWords(2_100_000_002), 'twenty-one million roubles 02 kopecks');
  assert.equal(en.rateInWords(19.9), 'nineteen point nine zero zero percent');
});
