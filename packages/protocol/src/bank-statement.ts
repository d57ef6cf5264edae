/** Statements of a bank account, as shops get them from their bank: 1C's client-bank format and CSV. Free of zod, without I/O. */

/** Money that came to the account. */
export interface IncomingPayment {
  /** YYYY-MM-DD */
  day: string;
  /** Minor units. */
  amount: number;
  number: string;
  payer: string;
  purpose: string;
}

/** Decodes the bytes of a file: by what 1C's header says, else UTF-8 where it is that, else windows-1251. */
export function decodeStatement(bytes: Uint8Array): string {
  const header = new TextDecoder('windows-1251').decode(bytes.subarray(0, 400));
  if (/Кодировка=DOS/i.test(header)) return new TextDecoder('ibm866').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/^\uFEFF/, '');
  } catch {
    // In code page 866 the header is not readable as 1251: its key words are looked for in that code page too.
    const dos = new TextDecoder('ibm866').decode(bytes);
    return /Кодировка=DOS|РасчСчет=/.test(dos) ? dos : new TextDecoder('windows-1251').decode(bytes);
  }
}

/** The incoming payments of a statement; null: it is none that we can read. */
export function readStatement(text: string): IncomingPayment[] | null {
  return text.trimStart().startsWith('1CClientBankExchange') ? readClientBank(text) : readCsv(text);
}

/** `Ключ=значение` a line, keys in any order, the first `=` divides. A payment without a date of its execution did not happen. */
function readClientBank(text: string): IncomingPayment[] {
  const own = new Set<string>();
  const payments: IncomingPayment[] = [];
  let document: Map<string, string> | null = null;
  for (const line of text.split(/\r?\n/)) {
    const [, key = line.trim(), value = ''] = /^([^=]+)=(.*)$/.exec(line.trim()) ?? [];
    if (key === 'РасчСчет') own.add(value);
    else if (key === 'СекцияДокумент') document = new Map();
    else if (key === 'КонецДокумента' && document) {
      const payment = incoming(document, own);
      if (payment) payments.push(payment);
      document = null;
    } else document?.set(key, value.trim());
  }
  return payments;
}

function incoming(document: ReadonlyMap<string, string>, own: ReadonlySet<string>): IncomingPayment | null {
  const of = (...names: string[]) => names.map((name) => document.get(name) ?? '').find((value) => value !== '') ?? '';
  const day = dayOf(of('ДатаПоступило'));
  const receiver = of('ПолучательРасчСчет', 'ПолучательСчет');
  if (day === null || of('ДатаСписано') !== '' || (own.size > 0 && receiver !== '' && !own.has(receiver))) return null;
  const amount = minorUnits(of('Сумма'));
  if (amount === null) return null;
  const purpose = [of('НазначениеПлатежа'), ...[1, 2, 3, 4, 5, 6].map((part) => of(`НазначениеПлатежа${part}`))].filter(Boolean).join(' ');
  return { day, amount, number: of('Номер'), payer: of('Плательщик1', 'Плательщик').replace(/^ИНН \d+\s*/, ''), purpose };
}

const columns = {
  day: /^дата( операции| проводки)?$/,
  amount: /(кредит|поступлени|зачислен|приход)/,
  sum: /^сумма/,
  payer: /(плательщик|контрагент|корреспондент)/,
  number: /(номер|№)/,
  purpose: /назначение/,
};

/** Banks name the columns each in its own way: they are recognised by their words. */
function readCsv(text: string): IncomingPayment[] | null {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const [first = ''] = lines;
  const separator = [';', '\t', ','].find((sign) => first.split(sign).length > 2);
  if (separator === undefined) return null;
  const names = cells(first, separator).map((name) => name.toLowerCase());
  const at = (pattern: RegExp) => names.findIndex((name) => pattern.test(name));
  const places = { day: at(columns.day), amount: at(columns.amount) >= 0 ? at(columns.amount) : at(columns.sum), payer: at(columns.payer) };
  if (places.day < 0 || places.amount < 0) return null;
  const [number, purpose] = [at(columns.number), at(columns.purpose)];
  return lines.slice(1).flatMap((line) => {
    const values = cells(line, separator);
    const day = dayOf(values[places.day] ?? '');
    const amount = minorUnits(values[places.amount] ?? '');
    if (day === null || amount === null || amount <= 0) return [];
    return [{ day, amount, number: values[number] ?? '', payer: values[places.payer] ?? '', purpose: values[purpose] ?? '' }];
  });
}

function cells(line: string, separator: string): string[] {
  const found: string[] = [];
  let cell = '';
  let quoted = false;
  for (const sign of line) {
    if (sign === '"') quoted = !quoted;
    else if (sign === separator && !quoted) {
      found.push(cell.trim());
      cell = '';
    } else cell += sign;
  }
  return [...found, cell.trim()];
}

function dayOf(text: string): string | null {
  const [, day, month, year] = /^(\d{2})\.(\d{2})\.(\d{4})/.exec(text.trim()) ?? [];
  if (day !== undefined && month !== undefined && year !== undefined) return `${year}-${month}-${day}`;
  return /^\d{4}-\d{2}-\d{2}/.exec(text.trim())?.[0] ?? null;
}

/** Roubles with a point or a comma and 0 to 2 decimals, as whole kopecks. */
function minorUnits(text: string): number | null {
  const [, sign = '', whole, part = ''] = /^([-+]?)(\d+)(?:[.,](\d{1,2}))?$/.exec(text.replace(/[\s\u00a0\u202f]/g, '')) ?? [];
  if (whole === undefined) return null;
  const amount = Number(whole) * 100 + Number(part.padEnd(2, '0'));
  return sign === '-' ? -amount : amount;
}

/** What a bank is to pay for a day's orders. */
export interface ExpectedPayout {
  key: string;
  day: string;
  amount: number;
}

export interface Match {
  key: string;
  payment: IncomingPayment | null;
}

/** Banks pay a day late over weekends, not early. */
const LATEST_DAYS = 5;

/** Which payment is which payout: the sum must be equal to the kopeck, the day the expected one or a few after it; each payment counts once. */
export function matchPayouts(
  expected: readonly ExpectedPayout[],
  payments: readonly IncomingPayment[],
): { matches: Match[]; rest: IncomingPayment[] } {
  const rest = [...payments];
  const matches = [...expected]
    .sort((one, other) => one.day.localeCompare(other.day))
    .map(({ key, day, amount }) => {
      const fits = rest.filter(
        (payment) => payment.amount === amount && daysBetween(day, payment.day) >= 0 && daysBetween(day, payment.day) <= LATEST_DAYS,
      );
      const [payment = null] = fits.sort((one, other) => one.day.localeCompare(other.day));
      if (payment) rest.splice(rest.indexOf(payment), 1);
      return { key, payment };
    });
  return { matches, rest };
}

const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000;
