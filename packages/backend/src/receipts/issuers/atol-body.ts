import type { Rate, ReceiptLine, ReceiptPayment, ReceiptRequest } from '../receipt-request.ts';
import { cut, measures, namedRate, roubles, unitNames } from './issuer.ts';

export type AtolVersion = 'v4' | 'v5';

const paymentTypes: Readonly<Record<ReceiptPayment['type'], number>> = { electronic: 1, advance: 2, credit: 3 };

/** `22/122` is `vat122`. */
export const vatType = (rate: Rate): string => (rate === 'none' ? 'none' : `vat${rate.split('/').at(-1) ?? rate}`);

/** The body of `sell` and `sell_refund`. v5 refuses unknown keys and nulls, so that nothing is sent that has no value. */
export function atolBody(version: AtolVersion, request: ReceiptRequest, callbackUrl: string | null): object {
  const { id, buyer, seller, amount, payments, at } = request;
  return {
    timestamp: atolTime(at),
    external_id: id,
    ...(callbackUrl === null ? {} : { service: { callback_url: callbackUrl } }),
    receipt: {
      client: client(version, buyer, seller?.email ?? ''),
      company: { email: seller?.email, sno: seller?.taxSystem, inn: seller?.inn, payment_address: cut(seller?.address ?? '', 256) },
      items: request.lines.map((line) => ({
        ...lineOf(line, request),
        ...(version === 'v4' ? detailV4(line, request) : detailV5(line, request)),
      })),
      payments: payments.map(({ type, sum }) => ({ type: paymentTypes[type], sum: roubles(sum) })),
      total: roubles(amount),
      internet: true,
    },
  };
}

/** Of both, only the e-mail would be used. A buyer who was erased has neither: the shop's own address then gets the copy. */
function client(version: AtolVersion, { email, phone }: ReceiptRequest['buyer'], fallback: string): object {
  if (email !== null && email.length <= 64) return { email };
  if (phone !== null) return { phone };
  return version === 'v5' ? { phone: 'none' } : { email: fallback };
}

const lineOf = ({ name, price, quantity, sum, vat }: ReceiptLine, { method }: ReceiptRequest) => ({
  name: cut(name, 128),
  price: roubles(price),
  quantity,
  sum: roubles(sum),
  payment_method: method,
  vat: { type: vatType(namedRate(vat)) },
});

function detailV4({ unit, marking }: ReceiptLine, { kind }: ReceiptRequest): object {
  return {
    measurement_unit: unitNames[unit],
    payment_object: kind === 'credit-payment' ? 'payment' : 'commodity',
    ...(marking === null ? {} : { nomenclature_code: marking }),
  };
}

function detailV5({ unit, marking }: ReceiptLine, { kind }: ReceiptRequest): object {
  const object = kind === 'credit-payment' ? 10 : marking === null ? 1 : 33;
  return {
    measure: measures[unit],
    payment_object: object,
    ...(marking === null ? {} : { mark_code: { gs1m: Buffer.from(marking).toString('base64') }, mark_processing_mode: '0' }),
  };
}

/** `dd.mm.yyyy HH:MM:SS`, Moscow time. */
export function atolTime(at: Date): string {
  const [day, time] = new Date(at.getTime() + 3 * 3_600_000).toISOString().slice(0, 19).split('T');
  return `${(day ?? '').split('-').reverse().join('.')} ${time ?? ''}`;
}
