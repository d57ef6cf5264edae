import * as z from 'zod/mini';
import type { Provider, Values } from '../../connections/provider.ts';
import { refused } from '../../connections/why-no-answer.ts';
import type { Context } from '../../context.ts';
import { after, MINUTE } from '../../platform/clock.ts';
import { callNeighbour, type NeighbourAnswer } from '../../platform/outbound/call-neighbour.ts';
import { taxSystems, type Rate, type ReceiptAnswer, type ReceiptPayment, type ReceiptRequest } from '../receipt-request.ts';
import {
  again,
  cut,
  isPassing,
  measures,
  methodNumbers,
  namedRate,
  refusedWith,
  roubles,
  unitNames,
  type ReceiptIssuer,
} from './issuer.ts';

/** For an hour a repeat with the same key gets the first answer; later it would print a second receipt. */
const SAME_ANSWER_MS = 55 * MINUTE;

const amountNames: Readonly<Record<ReceiptPayment['type'], string>> = {
  electronic: 'Electronic',
  advance: 'AdvancePayment',
  credit: 'Credit',
};

/** Percent, and 100 more for the calculated rates; null is no VAT. */
export const kassirVat = (rate: Rate): number | null => (rate === 'none' ? null : Number(rate.split('/').at(-1)));

const answerSchema = z.object({ Success: z.boolean(), Message: z.nullish(z.string()), Model: z.unknown() });
const createdSchema = z.object({ Id: z.string() });
const receiptSchema = z.object({ OfdReceiptUrl: z.nullish(z.string()), ReceiptLocalUrl: z.nullish(z.string()) });

export function kassirBody({ id, isReturn, lines, method, payments, seller, buyer, kind }: ReceiptRequest): object {
  const contact =
    buyer.email !== null && buyer.email.length <= 64
      ? { Email: buyer.email }
      : buyer.phone !== null
        ? { Phone: buyer.phone }
        : { Email: seller?.email };
  return {
    Inn: seller?.inn,
    Type: isReturn ? 'IncomeReturn' : 'Income',
    InvoiceId: id,
    CustomerReceipt: {
      Items: lines.map(({ name, price, quantity, sum, vat, unit, marking }) => ({
        Label: cut(name, 124),
        Price: roubles(price),
        Quantity: quantity,
        Amount: roubles(sum),
        Vat: kassirVat(namedRate(vat)),
        Method: methodNumbers[method],
        Object: kind === 'credit-payment' ? 10 : marking === null ? 1 : 33,
        MeasurementUnit: unitNames[unit],
        UnitCode: measures[unit],
        ...(marking === null ? {} : { RawMarkCode: marking }),
      })),
      TaxationSystem: taxSystems.indexOf(seller?.taxSystem ?? 'osn'),
      ...contact,
      Amounts: Object.fromEntries(payments.map(({ type, sum }) => [amountNames[type], roubles(sum)])),
      CalculationPlace: cut(seller?.address ?? '', 256),
      IsInternetPayment: true,
    },
  };
}

export const kassirIssuer: ReceiptIssuer = {
  async issue(context, { values }, { request, handle, begunAt }) {
    if (handle !== null) return askStatus(context, values, handle);
    if (context.clock.now() > after(begunAt, SAME_ANSWER_MS)) {
      return refusedWith(
        'Неизвестно, напечатан ли чек: CloudKassir не отвечал больше часа. Найдите чек в его кабинете; если его нет, нажмите «Повторить».',
      );
    }
    const answer = await call(context, values, 'receipt', kassirBody(request), request.id);
    const read = readAnswer(answer);
    if (typeof read === 'string') return again(read);
    if (!read.Success) return refusedWith(read.Message ?? 'CloudKassir не принял чек.');
    const created = createdSchema.safeParse(read.Model);
    return created.success ? { state: 'taken', handle: created.data.Id } : again('CloudKassir ответил не так, как описано.');
  },
};

async function askStatus(context: Context, values: Values, handle: string): Promise<ReceiptAnswer> {
  const read = readAnswer(await call(context, values, 'receipt/status/get', { Id: handle }));
  if (typeof read === 'string') return again(read);
  if (read.Model === 'Queued') return { state: 'taken', handle };
  if (read.Model !== 'Processed') {
    const said = read.Model === 'NotFound' ? 'CloudKassir не знает этого чека.' : 'Касса не напечатала чек.';
    return read.Success ? refusedWith(read.Message ?? said) : again(read.Message ?? said);
  }
  const whole = readAnswer(await call(context, values, 'receipt/get', { Id: handle }));
  const receipt = typeof whole === 'string' ? null : receiptSchema.safeParse(whole.Model);
  return { state: 'issued', url: (receipt?.success ? (receipt.data.OfdReceiptUrl ?? receipt.data.ReceiptLocalUrl) : null) ?? null };
}

/** The answer, or why it is none. */
function readAnswer(answer: NeighbourAnswer): z.infer<typeof answerSchema> | string {
  if (answer.status === 401) return 'CloudKassir не принимает Public ID и пароль API.';
  const parsed = answerSchema.safeParse(answer.json);
  return isPassing(answer) || !parsed.success ? `CloudKassir ответил ${answer.status}.` : parsed.data;
}

function call(context: Context, values: Values, path: string, body: object, key?: string): Promise<NeighbourAnswer> {
  return callNeighbour({
    url: `${(values['address'] ?? '').replace(/\/+$/, '')}/kkt/${path}`,
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Basic ${Buffer.from(`${values['publicId']}:${values['secret']}`).toString('base64')}`,
      ...(key === undefined ? {} : { 'x-request-id': key }),
    },
    body: JSON.stringify(body),
    allowLoopback: !context.config.production,
  });
}

export const kassirProvider: Provider<Context> = {
  name: 'cloudkassir',
  kind: 'receipts',
  title: 'CloudKassir',
  note: {
    ru: 'Public ID и пароль API — в кабинете CloudPayments, «Сайты».',
    en: 'Public ID and the API password stand in CloudPayments’ cabinet under «Сайты».',
  },
  fields: [
    { name: 'publicId', label: { ru: 'Public ID', en: 'Public ID' }, kind: 'text' },
    { name: 'secret', label: { ru: 'Пароль API', en: 'API password' }, kind: 'secret' },
    {
      name: 'address',
      label: { ru: 'Адрес сервиса', en: 'Address of the service' },
      kind: 'address',
      default: 'https://api.cloudpayments.ru',
    },
  ],
  async check(context, { values }) {
    const answer = await call(context, values, 'receipt/status/get', { Id: 'check' });
    if (answer.status === 401) {
      return {
        ok: false,
        code: 'credentials_wrong',
        detail: { ru: 'Public ID или пароль API неверен.', en: 'Public ID or API password is wrong.' },
      };
    }
    const read = readAnswer(answer);
    return typeof read === 'string' ? refused(read, 'The service does not answer as it should.') : { ok: true };
  },
};
