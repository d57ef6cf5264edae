import { Agent as HttpAgent, request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { BankConfig } from '@installment-button/protocol';
import type { Clock } from '../platform/clock.ts';
import { signedContent, sign } from './message-signature.ts';
import type { NoAnswer } from './bank-connector.ts';

export interface BankRequest {
  method: 'GET' | 'POST' | 'DELETE';
  /** Appended to the bank's address; begins with a slash. */
  path: string;
  /** Raw JSON of a POST, else empty. */
  body: string;
  messageId: string;
  idempotencyKey: string | null;
}

export type RawAnswer = { status: number; text: string } | { why: NoAnswer };

const SIZE_LIMIT = 256 * 1024;
const notConnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** Node's own client: a `fetch` costs three times as much (measured), and every application is a call. */
const agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };

/** One signed request over a kept-alive connection. The time limit includes the last byte of the answer. Redirects are not followed. */
export async function sendSigned(bank: BankConfig, clock: Clock, request: BankRequest, limitMs: number): Promise<RawAnswer> {
  const { method, body, messageId, idempotencyKey } = request;
  const url = new URL(bank.url.replace(/\/+$/, '') + request.path);
  const secret = bank.outSecrets[0] ?? '';
  const headers = {
    accept: 'application/json',
    ...sign(secret, messageId, clock.now(), signedContent(method, url.pathname, body)),
    ...(method === 'POST' ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } : {}),
    ...(idempotencyKey === null ? {} : { 'idempotency-key': idempotencyKey }),
  };
  try {
    const response = await call(url, { method, headers, signal: AbortSignal.timeout(limitMs) }, method === 'POST' ? body : '');
    const status = response.statusCode ?? 0;
    const text = await readLimited(response);
    return text === null ? { why: isErrorAnswer(status) ? 'error-answer' : 'unreadable' } : { status, text };
  } catch (error) {
    return { why: isNotConnected(error) ? 'unreachable' : 'silence' };
  }
}

/** Resolves with the answer's headers. */
function call(url: URL, options: RequestOptions, body: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent =
      url.protocol === 'https:'
        ? httpsRequest(url, { ...options, agent: agents.https })
        : httpRequest(url, { ...options, agent: agents.http });
    sent.on('response', resolve).on('error', reject).end(body);
  });
}

export function isErrorAnswer(status: number): boolean {
  return status >= 500 || status === 408 || status === 425 || status === 429;
}

/** The body, or null where it is larger than the limit. The rest is dropped with its connection. */
async function readLimited(response: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  const body: AsyncIterable<Buffer> = response;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > SIZE_LIMIT) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** No connection was made, to any of the name's addresses, so the bank cannot have the request. */
function isNotConnected(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && notConnected.has(error.code);
}
