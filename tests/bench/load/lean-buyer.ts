import { randomInt, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Agent, createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { person } from '../../support/buyer.ts';

/** Plain HTTP over kept-alive connections: what the load costs is missing to the backend beside it. */
const agent = new Agent({ keepAlive: true, maxSockets: Infinity });

export interface Call {
  method?: string;
  token: string;
  body?: unknown;
  headers?: Record<string, string>;
}

function send(url: string, { method = 'GET', token, body, headers = {} }: Call): Promise<IncomingMessage> {
  const bytes = body === undefined ? undefined : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method,
      agent,
      headers: {
        authorization: `Bearer ${token}`,
        ...(bytes === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(bytes) }),
        ...headers,
      },
    });
    sent.on('response', resolve).on('error', reject).end(bytes);
  });
}

export async function callFor<Body>(url: string, call: Call, status: number): Promise<Body> {
  const response = await send(url, call);
  let text = '';
  for await (const chunk of response as AsyncIterable<Buffer>) text += chunk.toString();
  if (response.statusCode !== status) throw new Error(`${url} answered ${response.statusCode}: ${text}`);
  return (text === '' ? null : JSON.parse(text)) as Body;
}

export interface CodeInbox {
  url: string;
  /** The next code sent to this phone. */
  codeOf(phone: string): Promise<string>;
  close(): void;
}

/** Where the backend's SMS end. */
export async function codeInbox(): Promise<CodeInbox> {
  const waiting = new Map<string, (code: string) => void>();
  const server = createServer((incoming, response) => {
    let text = '';
    incoming.on('data', (chunk: Buffer) => (text += chunk.toString()));
    incoming.on('end', () => {
      response.end();
      const message = JSON.parse(text) as { to: string; text: string };
      waiting.get(message.to)?.(/#(\d{6})/.exec(message.text)?.[1] ?? '');
      waiting.delete(message.to);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    codeOf: (phone) => new Promise((resolve) => waiting.set(phone, resolve)),
    close: () => server.close(),
  };
}

interface MadeOrder {
  id: string;
  session: string;
}

export function makeOrder(url: string, secretKey: string): Promise<MadeOrder> {
  const body = {
    product: 'installment',
    currency: 'RUB',
    items: [{ name: 'Холодильник Norden RF-340', price: 4_999_000, quantity: 1 }],
  };
  return callFor<MadeOrder>(
    `${url}/v1/orders`,
    { method: 'POST', token: secretKey, body, headers: { 'idempotency-key': randomUUID() } },
    201,
  );
}

/** A buyer who proved the phone. */
export interface LeanBuyer {
  orderId: string;
  token: string;
  headers: Record<string, string>;
}

interface BuyersSession {
  banks: { id: string; consent: { version: string } }[];
  creditHistoryConsent: { version: string };
}

export async function provenBuyer(url: string, { id, session }: MadeOrder, inbox: CodeInbox): Promise<LeanBuyer> {
  const phone = `+79${randomInt(100_000_000, 999_999_999)}`;
  const headers = { 'x-forwarded-for': `2001:db8:${randomInt(0xffff).toString(16)}:${randomInt(0xffff).toString(16)}::1` };
  const code = inbox.codeOf(phone);
  await callFor(`${url}/v1/session/phone`, { method: 'POST', token: session, body: { phone }, headers }, 200);
  const proof = { method: 'POST', token: session, body: { phone, code: await code }, headers };
  const { token } = await callFor<{ token: string }>(`${url}/v1/session/phone/code`, proof, 200);
  return { orderId: id, token, headers };
}

/** `wanted`: to which banks; default all. Returns how many were asked. */
export async function submitForm(url: string, { token, headers }: LeanBuyer, wanted?: (bankId: string) => boolean): Promise<number> {
  const { banks: shown, creditHistoryConsent } = await callFor<BuyersSession>(`${url}/v1/session`, { token, headers }, 200);
  const banks = shown.filter(({ id }) => wanted?.(id) ?? true);
  const body = {
    applicant: person(),
    term: 12,
    banks: banks.map(({ id }) => id),
    consents: [
      ...banks.map(({ id, consent }) => ({ kind: 'personal-data', bankId: id, version: consent.version })),
      { kind: 'credit-history', version: creditHistoryConsent.version },
    ],
  };
  await callFor(`${url}/v1/session/submit`, { method: 'POST', token, body, headers }, 202);
  return banks.length;
}

export interface LiveStream {
  /** Resolves at the next decision that comes. */
  nextDecision(): Promise<number>;
  close(): void;
}

/** A stream that is held open; what came before the call is past. */
export async function watch(url: string, { token, headers }: LeanBuyer): Promise<LiveStream> {
  const response = await send(`${url}/v1/session/events`, { token, headers });
  if (response.statusCode !== 200) throw new Error(`the stream answered ${response.statusCode}`);
  let hear: ((at: number) => void) | null = null;
  response.on('data', (chunk: Buffer) => {
    if (hear === null || !chunk.includes('event: decision')) return;
    hear(performance.now());
    hear = null;
  });
  response.on('error', () => undefined);
  return {
    nextDecision: () => new Promise((resolve) => (hear = resolve)),
    close: () => void response.destroy(),
  };
}

/** Reads the live stream until so many banks have decided, as the page does. */
export async function untilDecided(url: string, { token, headers }: LeanBuyer, banks: number): Promise<void> {
  const response = await send(`${url}/v1/session/events`, { token, headers });
  let text = '';
  for await (const chunk of response as AsyncIterable<Buffer>) {
    text += chunk.toString();
    if ((text.match(/^event: decision$/gm)?.length ?? 0) >= banks) break;
  }
  response.destroy();
}

/** From the shop's call to the last bank's answer, with the calls that the page makes. */
export async function wholeApplication(
  url: string,
  secretKey: string,
  inbox: CodeInbox,
  wanted?: (bankId: string) => boolean,
): Promise<void> {
  const order = await makeOrder(url, secretKey);
  await callFor(`${url}/v1/session`, { token: order.session }, 200);
  const buyer = await provenBuyer(url, order, inbox);
  const { token, headers } = buyer;
  await callFor(`${url}/v1/session/draft`, { method: 'PUT', token, headers, body: { applicant: person(), term: 12, step: 'form' } }, 204);
  await untilDecided(url, buyer, await submitForm(url, buyer, wanted));
}
