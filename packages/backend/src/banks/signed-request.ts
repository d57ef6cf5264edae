import type { BankConfig } from '@installment-button/protocol';
import type { Clock } from '../platform/clock.ts';
import { signedContent, sign } from './signature.ts';
import type { NoAnswer } from './connector.ts';

export interface BankRequest {
  method: 'GET' | 'POST' | 'DELETE';
  /** Behind the bank's address, from its slash. */
  path: string;
  /** Raw JSON of a POST, else empty. */
  body: string;
  messageId: string;
  idempotencyKey: string | null;
}

export type RawAnswer = { status: number; text: string } | { why: NoAnswer };

const SIZE_LIMIT = 256 * 1024;
const notConnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** One signed request over kept-alive connections. The limit holds to the last byte of the answer; redirects are not followed. */
export async function sendSigned(bank: BankConfig, clock: Clock, request: BankRequest, limitMs: number): Promise<RawAnswer> {
  const { method, body, messageId, idempotencyKey } = request;
  const url = new URL(bank.url.replace(/\/+$/, '') + request.path);
  const secret = bank.outSecrets[0] ?? '';
  try {
    const response = await fetch(url, {
      method,
      headers: {
        accept: 'application/json',
        ...sign(secret, messageId, clock.now(), signedContent(method, url.pathname, body)),
        ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
        ...(idempotencyKey === null ? {} : { 'idempotency-key': idempotencyKey }),
      },
      ...(method === 'POST' ? { body } : {}),
      redirect: 'manual',
      signal: AbortSignal.timeout(limitMs),
    });
    const text = await readLimited(response);
    return text === null ? { why: isErrorAnswer(response.status) ? 'error-answer' : 'unreadable' } : { status: response.status, text };
  } catch (error) {
    return { why: isNotConnected(error) ? 'unreachable' : 'silence' };
  }
}

export function isErrorAnswer(status: number): boolean {
  return status >= 500 || status === 408 || status === 425 || status === 429;
}

/** Null: more than the limit. What is not read is dropped with its connection. */
async function readLimited(response: Response): Promise<string | null> {
  if (response.body === null) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  const body: AsyncIterable<Uint8Array> = response.body;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > SIZE_LIMIT) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The connection was never made, so the bank cannot have the request. */
function isNotConnected(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' && notConnected.has(cause.code);
}
