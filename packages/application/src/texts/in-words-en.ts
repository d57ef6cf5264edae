const upTo19 = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
];
const tens = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

/** “four thousand nine hundred and ninety-six roubles 12 kopecks”. */
export function amountInWords(kopecks: number): string {
  const [roubles, rest] = [Math.floor(kopecks / 100), kopecks % 100];
  return `${inWords(roubles)} ${roubles === 1 ? 'rouble' : 'roubles'} ${String(rest).padStart(2, '0')} ${rest === 1 ? 'kopeck' : 'kopecks'}`;
}

/** “nineteen point eight nine four percent”, always to the thousandth. */
export function rateInWords(rate: number): string {
  const [whole = '0', digits = ''] = rate.toFixed(3).split('.');
  return `${inWords(Number(whole))} point ${[...digits].map((digit) => upTo19[Number(digit)]).join(' ')} percent`;
}

function inWords(number: number): string {
  if (number >= 1_000_000) return joined(number, 1_000_000, 'million');
  if (number >= 1000) return joined(number, 1000, 'thousand');
  if (number >= 100) {
    const rest = number % 100;
    return `${upTo19[Math.floor(number / 100)] ?? ''} hundred${rest ? ` and ${inWords(rest)}` : ''}`;
  }
  if (number < 20) return upTo19[number] ?? '';
  return `${tens[Math.floor(number / 10)] ?? ''}${number % 10 ? `-${upTo19[number % 10] ?? ''}` : ''}`;
}

function joined(number: number, size: number, name: string): string {
  const rest = number % size;
  return `${inWords(Math.floor(number / size))} ${name}${rest ? ` ${rest < 100 ? 'and ' : ''}${inWords(rest)}` : ''}`;
}
