import {
  bankAcceptedSchema,
  bankAnswerSchema,
  bankAppointmentSchema,
  bankRefusalSchema,
  bankSlotsSchema,
  doneSchema,
  type BankAnswer,
  type BankConfig,
} from '@installment-button/protocol';
import type * as z from 'zod/mini';
import type { Clock } from '../platform/clock.ts';
import type { CommandKind } from '../tables/schema.ts';
import type { BankConnector, BankReply, CommandBody } from './bank-connector.ts';
import { isErrorAnswer, sendSigned, type BankRequest, type RawAnswer } from './signed-request.ts';

/** The time limit of a call. */
const LIMIT_MS = 10_000;

const segments: Record<CommandKind, string> = {
  accept: 'accept',
  release: 'release',
  appointment: 'appointment',
  'appointment-cancel': 'appointment',
  signature: 'signature',
  confirm: 'confirm',
  cancel: 'cancel',
  refund: 'refunds',
};

/** The bank gateway over HTTP. */
export function gatewayConnector(bank: BankConfig, clock: Clock, limitMs = LIMIT_MS): BankConnector {
  const send = (request: BankRequest) => sendSigned(bank, clock, request, limitMs);
  const get = (path: string, messageId: string) => send({ method: 'GET', path, body: '', messageId, idempotencyKey: null });
  return {
    async apply({ id, body, messageId }) {
      const raw = await send({ method: 'POST', path: '/applications', body, messageId, idempotencyKey: id });
      return ofApplication(id, classify(raw, bankAnswerSchema));
    },

    async poll(applicationId, messageId) {
      return ofApplication(applicationId, classify(await get(`/applications/${applicationId}`, messageId), bankAnswerSchema));
    },

    async slots(applicationId, messageId) {
      return classify(await get(`/applications/${applicationId}/slots`, messageId), bankSlotsSchema);
    },

    async command({ id, applicationId, kind, body }) {
      const path = `/applications/${applicationId}/${segments[kind]}`;
      const raw = await (kind === 'appointment-cancel'
        ? send({ method: 'DELETE', path, body: '', messageId: id, idempotencyKey: null })
        : send({ method: 'POST', path, body, messageId: id, idempotencyKey: id }));
      // Only a refund may be answered with 202.
      if ('status' in raw && raw.status === 202 && kind !== 'refund') return { outcome: 'again', why: 'unreadable' };
      return classifyCommand(kind, raw);
    },
  };
}

function classifyCommand(kind: CommandKind, raw: RawAnswer): BankReply<CommandBody> {
  if (kind === 'accept') return classify(raw, bankAcceptedSchema);
  if (kind === 'appointment') return classify(raw, bankAppointmentSchema);
  return classify(raw, doneSchema);
}

/** An answer about another application is unreadable. */
function ofApplication(applicationId: string, reply: BankReply<BankAnswer>): BankReply<BankAnswer> {
  if (reply.outcome === 'done' && reply.body.applicationId !== applicationId) return { outcome: 'again', why: 'unreadable' };
  return reply;
}

function classify<Body>(raw: RawAnswer, schema: z.ZodMiniType<Body>): BankReply<Body> {
  if ('why' in raw) return { outcome: 'again', why: raw.why };
  const { status, text } = raw;
  if (isErrorAnswer(status)) return { outcome: 'again', why: 'error-answer' };
  if (status >= 400) return { outcome: 'refused', status, code: refusalCode(text) };
  const parsed = schema.safeParse(text.trim() === '' ? {} : parseJson(text));
  if (status < 200 || status > 299 || !parsed.success) return { outcome: 'again', why: 'unreadable' };
  return { outcome: 'done', status, body: parsed.data };
}

/** Stored unencrypted, so only a text that looks like a code is taken. */
function refusalCode(text: string): string | null {
  const code = bankRefusalSchema.safeParse(parseJson(text)).data?.code;
  return code !== undefined && /^[\w.-]{1,64}$/.test(code) ? code : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
