import { createPrivateKey, sign, type KeyObject } from 'node:crypto';
import * as z from 'zod/mini';
import type { CheckOutcome, Provider, Values } from '../../connections/provider.ts';
import { refused } from '../../connections/why-no-answer.ts';
import type { Context } from '../../context.ts';
import { callNeighbour, type NeighbourAnswer } from '../../platform/outbound/call-neighbour.ts';
import { taxSystems, type Rate, type ReceiptAnswer, type ReceiptPayment, type ReceiptRequest } from '../receipt-request.ts';
import { again, cut, measures, methodNumbers, namedRate, refusedWith, roubles, unitNames, type ReceiptIssuer } from './issuer.ts';

const paymentTypes: Readonly<Record<ReceiptPayment['type'], number>> = { electronic: 2, advance: 14, credit: 15 };

/** Since 2026 the codes 1 and 3 mean 22 % and 22/122; 20 % needs `useTax20`. So both never stand in one receipt. */
const taxCodes: Readonly<Record<Rate, number>> = {
  none: 6,
  '0': 5,
  '5': 7,
  '7': 8,
  '10': 2,
  '20': 1,
  '22': 1,
  '5/105': 9,
  '7/107': 10,
  '10/110': 4,
  '20/120': 3,
  '22/122': 3,
};
export const mixesTwentyAndTwentyTwo = (rates: readonly (string | null)[]): boolean =>
  rates.some((rate) => rate?.startsWith('20')) && rates.some((rate) => rate?.startsWith('22'));

const statusSchema = z.object({ fsNumber: z.optional(z.string()), documentNumber: z.optional(z.number()), fp: z.optional(z.string()) });
const errorsSchema = z.object({ errors: z.array(z.string()) });

export function orangeBody(request: ReceiptRequest, values: Values): object {
  const { id, isReturn, lines, method, payments, seller, buyer, amount, kind } = request;
  const group = values['group'] ?? 'Main_2';
  const modern = group.endsWith('_2');
  const contact = buyer.email !== null && buyer.email.length <= 64 ? buyer.email : (buyer.phone ?? 'none');
  return {
    id,
    inn: seller?.inn,
    group,
    ...((values['key'] ?? '') === '' ? {} : { key: values['key'] }),
    content: {
      ffdVersion: modern ? 4 : 2,
      type: isReturn ? 2 : 1,
      positions: lines.map(({ name, price, quantity, vat, unit, marking }) => ({
        quantity,
        price: roubles(price),
        tax: taxCodes[namedRate(vat)],
        text: cut(printable(name), 128),
        paymentMethodType: methodNumbers[method],
        paymentSubjectType: kind === 'credit-payment' ? 10 : marking === null ? 1 : 33,
        ...(modern ? { quantityMeasurementUnit: measures[unit] } : { unitOfMeasurement: unitNames[unit] }),
        ...(marking === null ? {} : modern ? { itemCode: marking, plannedStatus: isReturn ? 3 : 1 } : { nomenclatureCode: marking }),
      })),
      checkClose: {
        payments: payments.map(({ type, sum }) => ({ type: paymentTypes[type], amount: roubles(sum) })),
        taxationSystem: taxSystems.indexOf(seller?.taxSystem ?? 'osn'),
      },
      customerContact: contact,
      totalSum: roubles(amount),
      isInternetStore: true,
      ...(lines.some(({ vat }) => vat?.startsWith('20')) ? { useTax20: true } : {}),
    },
  };
}

/** The fiscal drive knows CP866 alone: other quotation marks and dashes would vanish from the name. */
const printable = (name: string) =>
  name
    .replace(/[«»“”„]/g, '"')
    .replace(/[–—]/g, '-')
    .replace(/’/g, "'")
    .replace(/…/g, '...');

export const orangeIssuer: ReceiptIssuer = {
  async issue(context, { values }, { request, handle }) {
    if (handle !== null) return askStatus(context, values, request.seller?.inn ?? '', handle);
    if (mixesTwentyAndTwentyTwo(request.lines.map(({ vat }) => vat))) {
      return refusedWith('OrangeData не печатает 20 % и 22 % в одном чеке: разделите заказ.');
    }
    const answer = await post(context, values, request);
    // 409: the id is taken, and only we know it.
    if (answer.status === 201 || answer.status === 409) return { state: 'taken', handle: request.id };
    return failure(answer);
  },
};

async function askStatus(context: Context, values: Values, inn: string, handle: string): Promise<ReceiptAnswer> {
  const answer = await call(context, values, `documents/${inn}/status/${encodeURIComponent(handle)}`);
  if (answer.status === 202) return { state: 'taken', handle };
  if (answer.status === 524) return { state: 'expired', reason: 'OrangeData не дождалась кассы.' };
  const read = statusSchema.safeParse(answer.json);
  if (answer.status !== 200 || !read.success) return failure(answer);
  const { fsNumber: drive, documentNumber: document, fp: sign } = read.data;
  const told = drive !== undefined && document !== undefined && sign !== undefined;
  return { state: 'issued', url: null, fiscal: told ? { drive, document: String(document), sign } : null };
}

function failure({ status, json }: NeighbourAnswer): ReceiptAnswer {
  const read = errorsSchema.safeParse(json);
  if (status === 401) return again('OrangeData не принимает сертификат.');
  if (status === 400 || status === 422) return refusedWith(read.success ? read.data.errors.join('; ') : `OrangeData ответила ${status}.`);
  return again(`OrangeData ответила ${status}.`);
}

/** The signature is over the exact bytes. */
function post(context: Context, values: Values, request: ReceiptRequest): Promise<NeighbourAnswer> {
  return signed(context, values, JSON.stringify(orangeBody(request, values)));
}

function signed(context: Context, values: Values, body: string): Promise<NeighbourAnswer> {
  const signature = sign('RSA-SHA256', Buffer.from(body), readSigningKey(values['signingKey'] ?? '')).toString('base64');
  return call(context, values, 'documents/', {
    body,
    headers: { 'content-type': 'application/json; charset=utf-8', 'x-signature': signature },
  });
}

function call(
  context: Context,
  values: Values,
  path: string,
  post?: { body: string; headers: Record<string, string> },
): Promise<NeighbourAnswer> {
  return callNeighbour({
    url: `${(values['address'] ?? '').replace(/\/+$/, '')}/api/v2/${path}`,
    ...(post ? { method: 'POST', ...post } : {}),
    allowLoopback: !context.config.production,
    tls: {
      cert: values['certificate'] ?? '',
      key: values['certificateKey'] ?? '',
      ca: values['authority'],
      passphrase: values['passphrase'],
    },
  });
}

/** The key as PEM, or as the XML (`RSAKeyValue`) that the provider's cabinet gives. */
export function readSigningKey(text: string): KeyObject {
  if (!text.includes('<RSAKeyValue>')) return createPrivateKey(text);
  const part = (name: string) =>
    Buffer.from(new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1] ?? '', 'base64').toString('base64url');
  const [n, e, d] = [part('Modulus'), part('Exponent'), part('D')];
  const primes = { p: part('P'), q: part('Q'), dp: part('DP'), dq: part('DQ'), qi: part('InverseQ') };
  return createPrivateKey({ key: { kty: 'RSA', n, e, d, ...primes }, format: 'jwk' });
}

async function checkAccount(context: Context, values: Values): Promise<CheckOutcome> {
  try {
    readSigningKey(values['signingKey'] ?? '');
  } catch {
    return refused('Ключ подписи не читается: нужен файл rsa_private_key в PEM или XML.', 'The signing key cannot be read.');
  }
  // A document without content is never created, but its signature is judged first.
  const answer = await signed(
    context,
    values,
    JSON.stringify({ id: 'check', inn: values['inn'], ...((values['key'] ?? '') === '' ? {} : { key: values['key'] }) }),
  );
  const read = errorsSchema.safeParse(answer.json);
  const said = read.success ? read.data.errors.join('; ') : '';
  if (answer.status === 401)
    return { ok: false, code: 'credentials_wrong', detail: { ru: 'Сертификат не принят.', en: 'The certificate is refused.' } };
  if (answer.status !== 400) return refused(`OrangeData ответила ${answer.status}.`, `OrangeData answered ${answer.status}.`);
  return /подпись/i.test(said)
    ? refused(`${said}. Проверьте ключ подписи и ИНН.`, 'The signature is refused: check signing key and INN.')
    : { ok: true };
}

const file = (name: string, ru: string, en: string) => ({ name, label: { ru, en }, kind: 'file' as const });
export const orangeProvider: Provider<Context> = {
  name: 'orangedata',
  kind: 'receipts',
  title: 'OrangeData',
  note: {
    ru: 'Файлы и имя ключа — в кабинете OrangeData, «Интеграция». Ключ подписи и ключ сертификата — разные файлы.',
    en: 'Files and key name stand in OrangeData’s cabinet. The signing key is not the certificate’s key.',
  },
  fields: [
    { name: 'inn', label: { ru: 'ИНН', en: 'INN' }, kind: 'text' },
    file('certificate', 'Сертификат (client.crt)', 'Certificate (client.crt)'),
    file('certificateKey', 'Ключ сертификата (client.key)', 'Key of the certificate (client.key)'),
    file('signingKey', 'Ключ подписи (rsa_private_key)', 'Signing key (rsa_private_key)'),
    {
      name: 'key',
      label: { ru: 'Имя ключа', en: 'Name of the key' },
      hint: { ru: 'Пусто — по ИНН.', en: 'Empty: the INN.' },
      kind: 'text',
      required: false,
    },
    {
      name: 'group',
      label: { ru: 'Группа касс', en: 'Group' },
      hint: { ru: 'Main_2 — ФФД 1.2', en: 'Main_2: FFD 1.2' },
      kind: 'text',
      default: 'Main_2',
    },
    {
      name: 'passphrase',
      label: { ru: 'Пароль ключа сертификата', en: 'Passphrase of the certificate’s key' },
      kind: 'secret',
      required: false,
    },
    {
      name: 'authority',
      label: { ru: 'Сертификат сервера (cacert.pem)', en: 'Certificate of the server (cacert.pem)' },
      kind: 'file',
      required: false,
    },
    {
      name: 'address',
      label: { ru: 'Адрес сервиса', en: 'Address of the service' },
      kind: 'address',
      default: 'https://api.orangedata.ru:12003',
    },
  ],
  check: (context, { values }) => checkAccount(context, values),
  faultOfRates: (rates) => (mixesTwentyAndTwentyTwo(rates) ? 'OrangeData prints no receipt with both 20 % and 22 %.' : null),
};
