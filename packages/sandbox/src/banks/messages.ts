import {
  bankApplicationSchema,
  bankCommandSchemas,
  type BankAnswer,
  type BankApplication,
} from '@installment-button/protocol/bank-gateway';
import { fieldErrors } from '@installment-button/protocol/problem';
import * as z from 'zod/mini';
import { refusal, type Answer } from './answer.ts';
import type { Action } from './behaviour.ts';

export type ApplyRequest = BankApplication;
export type DecisionAnswer = BankAnswer & { action?: 'decision' };

const schemas = { apply: bankApplicationSchema, ...bankCommandSchemas };
const bodies = z.discriminatedUnion('action', [
  schemas.apply,
  schemas.accept,
  schemas.release,
  schemas.appointment,
  schemas.signature,
  schemas.confirm,
  schemas.cancel,
  schemas.refunds,
]);
const anyApplicant = z.looseObject({ applicant: z.looseObject({ lastName: z.string() }) });
const anyAction = z.looseObject({ action: z.string() });

type Body = z.infer<typeof bodies>;
export type Command<Name extends Body['action']> = Extract<Body, { action: Name }>;

/** A call of the gateway, parsed: the three without a body are known by their path alone. */
export type Message = Body | { action: 'decision' | 'slots' | 'appointment-off' };

/** Of an application that is not taken yet; empty where there is none. */
export function lastNameIn(rawBody: string): string {
  const parsed = anyApplicant.safeParse(parseJson(rawBody));
  return parsed.success ? parsed.data.applicant.lastName : '';
}

export function parseMessage(action: Action, rawBody: string): { ok: true; message: Message } | { ok: false; refusal: Answer } {
  if (action === 'decision' || action === 'slots' || action === 'appointment-off') return { ok: true, message: { action } };
  const json = parseJson(rawBody);
  if (json === undefined) return { ok: false, refusal: refusal(400, 'json_broken', 'The body is not JSON.') };
  // A captured message replayed on another path still carries a good signature: its action gives it away.
  const named = anyAction.safeParse(json);
  if (named.success && named.data.action !== action) {
    return { ok: false, refusal: refusal(422, 'action_mismatch', 'The action is not that of the path.') };
  }
  const parsed = bodies.safeParse(json);
  if (parsed.success) return { ok: true, message: parsed.data };
  return { ok: false, refusal: refusal(422, 'body_invalid', 'Not a message of the gateway.', fieldErrors(parsed.error.issues, json)) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
