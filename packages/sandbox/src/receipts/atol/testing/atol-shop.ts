import { after } from 'node:test';
import { rawRequest, type RawAnswer } from '../../../neighbours/testing/raw-request.ts';
import { receiver } from '../../../neighbours/testing/receiver.ts';
import { manualTimer } from '../../../timer.ts';
import { atolAccounts, startAtol } from '../atol.ts';
import type { AtolVersion } from '../tokens.ts';

/** A shop that sends raw requests to ATOL, written from the vendor's document. */
export async function atolShop(version: AtolVersion) {
  const timer = manualTimer(new Date('2026-12-01T09:00:00Z'));
  const atol = await startAtol({ timer, processingMs: 1_000 });
  const shop = await receiver();
  after(async () => {
    await atol.close();
    await shop.close();
  });
  const account = atolAccounts.find((candidate) => candidate.version === version)!;
  const base = `${atol.url}/possystem/${version}`;

  const getToken = (body: unknown = { login: account.login, pass: account.pass }) => rawRequest(`${base}/getToken`, { body });
  const token = async () => (await getToken()).json<{ token: string }>().token;

  return {
    atol,
    timer,
    shop,
    account,
    base,
    getToken,
    token,
    register: (operation: string, body: unknown, given: string): Promise<RawAnswer> =>
      rawRequest(`${base}/${account.group}/${operation}`, { body, headers: { token: given } }),
    report: (uuid: string, given: string): Promise<RawAnswer> =>
      rawRequest(`${base}/${account.group}/report/${uuid}`, { headers: { token: given } }),
    /** Lets the register print what it was given. */
    print: () => timer.advance(1_000),
  };
}

export interface AtolErrorAnswer {
  uuid?: string;
  status?: string;
  timestamp: string;
  error: { code: number; text: string; type: string; error_id: string };
}

export const errorOf = (answer: RawAnswer) => answer.json<AtolErrorAnswer>().error.code;

const head = (externalId: string) => ({ timestamp: '01.12.2026 12:00:00', external_id: externalId });

export const lineV4 = {
  name: 'Кофеварка',
  price: 33.33,
  quantity: 2,
  sum: 66.66,
  measurement_unit: 'шт',
  payment_method: 'full_payment',
  payment_object: 'commodity',
  vat: { type: 'vat22' },
};

export const lineV5 = {
  name: 'Кофеварка',
  price: 33.33,
  quantity: 2,
  measure: 0,
  sum: 66.66,
  payment_method: 'full_payment',
  payment_object: 1,
  vat: { type: 'vat22' },
};

const company = { email: 'shop@shop.example', sno: 'osn', inn: '7707083893', payment_address: 'https://shop.example' };

export const saleV4 = (externalId: string, change: object = {}) => ({
  ...head(externalId),
  receipt: {
    client: { email: 'buyer@buyer.example' },
    company,
    items: [lineV4, { ...lineV4, price: 33.34, quantity: 1, sum: 33.34 }],
    payments: [{ type: 1, sum: 100 }],
    total: 100,
    ...change,
  },
});

export const saleV5 = (externalId: string, change: object = {}) => ({
  ...head(externalId),
  receipt: {
    client: { phone: '+79160000001' },
    company,
    items: [lineV5, { ...lineV5, price: 33.34, quantity: 1, sum: 33.34 }],
    payments: [{ type: 1, sum: 100 }],
    total: 100,
    ...change,
  },
});
