import type * as z from 'zod/mini';
import { callNeighbour, NoAnswer, type NeighbourAnswer, type NeighbourCall } from '../../platform/outbound/call-neighbour.ts';
import { isErrorAnswer } from '../signed-request.ts';
import type { LenderReply } from './lender.ts';

/** The time limit of a call, as at every bank. */
const LIMIT_MS = 10_000;
const notConnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'address']);

/**
 * One call to a lender. 401 comes again, because the head of the shop may mend the credentials. `codeOf` reads the lender's own code of a
 * refusal; it is stored unencrypted, so only what looks like a code is taken.
 */
export async function askLender<Body>(
  call: Omit<NeighbourCall, 'limitMs'>,
  schema: z.ZodMiniType<Body>,
  codeOf: (json: unknown) => string | null = () => null,
): Promise<LenderReply<Body>> {
  let answer: NeighbourAnswer;
  try {
    answer = await callNeighbour({ ...call, limitMs: LIMIT_MS });
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    return { outcome: 'again', why: notConnected.has(error.code) ? 'unreachable' : 'silence' };
  }
  const { status, json, text } = answer;
  if (isErrorAnswer(status) || status === 401) return { outcome: 'again', why: 'error-answer' };
  if (status >= 400) {
    const code = codeOf(json);
    return { outcome: 'refused', status, code: code !== null && /^[\w.-]{1,64}$/.test(code) ? code : null };
  }
  const parsed = schema.safeParse(text.trim() === '' ? {} : json);
  if (status < 200 || status > 299 || !parsed.success) return { outcome: 'again', why: 'unreadable' };
  return { outcome: 'done', status, body: parsed.data };
}

/** The same reply with another body. */
export function mapReply<From, To>(reply: LenderReply<From>, map: (body: From) => To): LenderReply<To> {
  return reply.outcome === 'done' ? { ...reply, body: map(reply.body) } : reply;
}

export const basic = (login: string, password: string) => `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}`;
export const isDone = { outcome: 'done', status: 200, body: {} } as const;
