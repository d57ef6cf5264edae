import { receiptSchema } from '@installment-button/protocol';
import * as z from 'zod/mini';
import type { Provider } from '../../connections/provider.ts';
import { refused } from '../../connections/why-no-answer.ts';
import type { Context } from '../../context.ts';
import { callNeighbour } from '../../platform/outbound/call-neighbour.ts';
import type { ReceiptAnswer, ReceiptRequest } from '../receipt-request.ts';
import { again, type ReceiptIssuer } from './issuer.ts';

const TIMEOUT_MS = 10_000;

const issuedSchema = z.object({ url: z.optional(receiptSchema.shape.url) });

/**
 * The generic wire to a cash register, or to a small adapter in front of it: `POST` of the document as JSON. 200 `{url?}`: issued. 202:
 * under way, and the same request is sent again. Anything else: the request is sent again later. The id makes a repeat harmless.
 */
export function readOwnAnswer(status: number, text: string): ReceiptAnswer {
  if (status < 200 || status > 299) return again(`Касса ответила ${status}.`);
  if (status === 202) return { state: 'taken', handle: 'taken' };
  const parsed = issuedSchema.safeParse(text === '' ? {} : parse(text));
  return parsed.success ? { state: 'issued', url: parsed.data.url ?? null } : again('Касса ответила не так, как описано.');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What goes over the wire: nothing that changes from attempt to attempt. */
export function ownBody({ lines, ...request }: ReceiptRequest): string {
  const { id, kind, isReturn, reverses, shopId, orderId, externalId, amount, currency, method, payments, seller, buyer } = request;
  const written = lines.map(({ name, price, quantity, unit, sum, vat, marking }) => ({ name, price, quantity, unit, sum, vat, marking }));
  const document = { id, kind, isReturn, saleId: reverses, shopId, orderId, externalId, amount, currency, method, lines: written };
  return JSON.stringify({ ...document, payments, seller, buyer });
}

export const ownEndpointIssuer: ReceiptIssuer = {
  async issue(context, { values }, { request }) {
    const answer = await callNeighbour({
      url: values['address'] ?? '',
      method: 'POST',
      headers: { 'content-type': 'application/json', ...authorization(values) },
      body: ownBody(request),
      allowLoopback: !context.config.production,
      limitMs: TIMEOUT_MS,
    });
    return readOwnAnswer(answer.status, answer.text);
  },
};

function authorization({ user = '', password = '' }: Record<string, string>): Record<string, string> {
  return user === '' && password === '' ? {} : { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
}

/** RECEIPTS_URL: the operator's own register, for every shop that connected none. A name and a password in the address are sent as Basic. */
export function environmentIssuer(address: string): { issue(request: ReceiptRequest): Promise<ReceiptAnswer> } {
  const url = new URL(address);
  const [user, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
  url.username = '';
  url.password = '';
  return {
    async issue(request) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...authorization({ user, password }) },
        body: ownBody(request),
        signal: AbortSignal.timeout(TIMEOUT_MS),
        redirect: 'error',
      });
      return readOwnAnswer(response.status, await response.text());
    },
  };
}

export const ownEndpointProvider: Provider<Context> = {
  name: 'own-endpoint',
  kind: 'receipts',
  title: 'Своя касса по HTTP',
  note: {
    ru: 'Мы шлём чек на ваш адрес, печатает его ваша программа.',
    en: 'We send the document to your address; your program prints it.',
  },
  fields: [
    { name: 'address', label: { ru: 'Адрес', en: 'Address' }, kind: 'address' },
    { name: 'user', label: { ru: 'Имя (Basic)', en: 'Name (Basic)' }, kind: 'text', required: false },
    { name: 'password', label: { ru: 'Пароль (Basic)', en: 'Password (Basic)' }, kind: 'secret', required: false },
  ],
  async check(context, { values }) {
    const answer = await callNeighbour({
      url: values['address'] ?? '',
      headers: authorization(values),
      allowLoopback: !context.config.production,
    });
    if (answer.status === 401 || answer.status === 403)
      return { ok: false, code: 'credentials_wrong', detail: { ru: 'Имя или пароль неверен.', en: 'Name or password is wrong.' } };
    // A register that knows POST alone may refuse the method.
    return answer.status < 500 && answer.status !== 404
      ? { ok: true }
      : refused(`Касса ответила ${answer.status}.`, `The register answered ${answer.status}.`);
  },
};
