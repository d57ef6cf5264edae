import { plural } from './plural-ru.ts';

const units = ['', 'один', 'два', 'три', 'четыре', 'пять', 'шесть', 'семь', 'восемь', 'девять'];
const teens = [
  'десять',
  'одиннадцать',
  'двенадцать',
  'тринадцать',
  'четырнадцать',
  'пятнадцать',
  'шестнадцать',
  'семнадцать',
  'восемнадцать',
  'девятнадцать',
];
const tens = ['', '', 'двадцать', 'тридцать', 'сорок', 'пятьдесят', 'шестьдесят', 'семьдесят', 'восемьдесят', 'девяносто'];
const hundreds = ['', 'сто', 'двести', 'триста', 'четыреста', 'пятьсот', 'шестьсот', 'семьсот', 'восемьсот', 'девятьсот'];

/** «четыре тысячи девятьсот девяносто шесть рублей 12 копеек», as the law wants a sum written out. */
export function amountInWords(kopecks: number): string {
  const [roubles, rest] = [Math.floor(kopecks / 100), kopecks % 100];
  const pieces = `${String(rest).padStart(2, '0')} ${plural(rest, 'копейка', 'копейки', 'копеек')}`;
  return `${inWords(roubles)} ${plural(roubles, 'рубль', 'рубля', 'рублей')} ${pieces}`;
}

/** «девятнадцать целых восемьсот девяносто четыре тысячных процента», always to the thousandth. */
export function rateInWords(rate: number): string {
  const thousandths = Math.round(rate * 1000);
  const [whole, rest] = [Math.floor(thousandths / 1000), thousandths % 1000];
  const part = rest === 0 ? 'ноль тысячных' : `${inWords(rest, true)} ${plural(rest, 'тысячная', 'тысячных', 'тысячных')}`;
  return `${inWords(whole, true)} ${plural(whole, 'целая', 'целых', 'целых')} ${part} процента`;
}

/** A whole number below a billion; feminine: «одна», «две». */
function inWords(number: number, feminine = false): string {
  if (number === 0) return 'ноль';
  const [millions, thousands, rest] = [Math.floor(number / 1_000_000), Math.floor(number / 1000) % 1000, number % 1000];
  return [
    millions ? `${below1000(millions, false)} ${plural(millions, 'миллион', 'миллиона', 'миллионов')}` : '',
    thousands ? `${below1000(thousands, true)} ${plural(thousands, 'тысяча', 'тысячи', 'тысяч')}` : '',
    below1000(rest, feminine),
  ]
    .filter(Boolean)
    .join(' ');
}

function below1000(number: number, feminine: boolean): string {
  const [hundred, ten, unit] = [Math.floor(number / 100), Math.floor(number / 10) % 10, number % 10];
  const last = feminine && unit === 1 ? 'одна' : feminine && unit === 2 ? 'две' : units[unit];
  return [hundreds[hundred], ...(ten === 1 ? [teens[unit]] : [tens[ten], last])].filter(Boolean).join(' ');
}
