import { randomInt, randomUUID } from 'node:crypto';
import type { Applicant, AskedBank, CreatedOrder, Offer, Session, SessionDetail, Submit } from '@installment-button/protocol';
import { waitFor } from './wait-for.ts';

/** An answer that the caller may look into, whatever its status. */
export interface Answer<Body = unknown> {
  status: number;
  body: Body;
  headers: Headers;
}

/** A call without an answer for so long is a fault of its own, not a reason to wait for ever. */
const ANSWER_LIMIT_MS = 30_000;

/** One HTTP call with JSON both ways. */
export async function call<Body = unknown>(
  url: string,
  { method = 'GET', token, body, headers = {} }: { method?: string; token?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer<Body>> {
  const response = await fetch(url, {
    method,
    signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as Body, headers: response.headers };
}

/** A person who can be lent to; the surname steers the sandbox's banks. */
export function person(lastName = 'Соколова'): Applicant {
  return {
    lastName,
    firstName: 'Марина',
    middleName: 'Андреевна',
    birthDate: '1991-03-14',
    birthPlace: 'г. Москва',
    email: 'marina@example.com',
    passport: {
      series: '4511',
      number: '345678',
      issuedAt: '2011-04-20',
      issuedBy: 'ОУФМС России по гор. Москве',
      departmentCode: '770-045',
    },
    registrationAddress: 'г. Москва, ул. Лесная, д. 7, кв. 12',
    employment: { kind: 'employed', employer: 'ООО «Ромашка»', position: 'инженер', monthlyIncome: 12_000_000 },
  };
}

/** Where SMS come out: the sandbox's inbox or the test backend. */
export interface SmsSource {
  waitForSms(phone: string): Promise<{ text: string }>;
}

/** A network address of the documentation range, one a buyer: codes are capped per address. */
const newAddress = () => `2001:db8:${randomInt(0xffff).toString(16)}:${randomInt(0xffff).toString(16)}::1`;

export const newPhone = () => `+79${randomInt(100_000_000, 999_999_999)}`;

export interface OrderOptions {
  amount?: number;
  product?: 'installment' | 'credit';
  externalId?: string;
}

/** The shop's server makes an order. */
export function createOrder(
  url: string,
  secretKey: string,
  { amount = 4_999_000, product = 'installment', externalId }: OrderOptions = {},
): Promise<Answer<CreatedOrder>> {
  return call<CreatedOrder>(`${url}/v1/orders`, {
    method: 'POST',
    token: secretKey,
    headers: { 'idempotency-key': randomUUID() },
    body: {
      product,
      currency: 'RUB',
      items: [{ name: 'Холодильник Norden RF-340', price: amount, quantity: 1 }],
      ...(externalId === undefined ? {} : { externalId }),
    },
  });
}

export interface Buyer {
  phone: string;
  orderId: string;
  sessionToken: string;
  /** The buyer token, once the phone is proven. */
  token: string;
  session(): Promise<SessionDetail>;
  submit(change?: Partial<Submit>): Promise<Answer<Session>>;
  select(offer: Offer): Promise<Answer<Session>>;
  post(path: string, body?: unknown): Promise<Answer>;
  /** The six digits of the next SMS to this phone. */
  nextCode(): Promise<string>;
}

/** Proves the phone by the SMS of the sandbox's inbox; `url()` because a restarted backend may stand elsewhere. */
export async function buyerOf(
  url: () => string,
  inbox: SmsSource,
  order: { id: string; session: string },
  applicant: Applicant = person(),
): Promise<Buyer> {
  const phone = newPhone();
  const headers = { 'x-forwarded-for': newAddress() };
  const nextCode = async () => /\b\d{6}\b/.exec((await inbox.waitForSms(phone)).text)?.[0] ?? '';
  const asked = await call(`${url()}/v1/session/phone`, { method: 'POST', token: order.session, headers, body: { phone } });
  if (asked.status !== 200) throw new Error(`asking for a code: ${asked.status} ${JSON.stringify(asked.body)}`);
  const proven = await call<{ token: string }>(`${url()}/v1/session/phone/code`, {
    method: 'POST',
    token: order.session,
    headers,
    body: { phone, code: await nextCode() },
  });
  if (proven.status !== 200) throw new Error(`proving the phone: ${proven.status} ${JSON.stringify(proven.body)}`);
  const { token } = proven.body;
  const post = (path: string, body?: unknown) =>
    call(`${url()}/v1/session${path}`, { method: 'POST', token, headers, ...(body === undefined ? {} : { body }) });
  return {
    phone,
    orderId: order.id,
    sessionToken: order.session,
    token,
    nextCode,
    post,
    session: async () => (await call<SessionDetail>(`${url()}/v1/session`, { token, headers })).body,
    async submit(change = {}) {
      const { banks, creditHistoryConsent } = (await call<SessionDetail>(`${url()}/v1/session`, { token, headers })).body;
      return (await post('/submit', { ...submission(applicant, banks, creditHistoryConsent.version), ...change })) as Answer<Session>;
    },
    select: (offer) => post('/select', { offerId: offer.id }) as Promise<Answer<Session>>,
  };
}

/** A whole submit to all these banks. */
export function submission(applicant: Applicant, banks: AskedBank[], creditHistoryVersion: string): Submit {
  return {
    applicant,
    term: 12,
    banks: banks.map(({ id }) => id),
    consents: [
      ...banks.map(({ id, consent }) => ({ kind: 'personal-data' as const, bankId: id, version: consent.version })),
      { kind: 'credit-history' as const, version: creditHistoryVersion },
    ],
  };
}

/** Waits until the order's status is one of these, and returns the session. */
export function reaches(buyer: Buyer, ...statuses: string[]): Promise<SessionDetail> {
  return waitFor(`the order to be ${statuses.join(' or ')}`, async () => {
    const session = await buyer.session();
    return statuses.includes(session.order.status) && session;
  });
}
