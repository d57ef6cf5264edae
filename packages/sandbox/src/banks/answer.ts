import type { FieldError } from '@installment-button/protocol/problem';

/** What a bank says to one request, before anything happens to it on the way. */
export interface Answer {
  status: number;
  body: unknown;
}

export const done = (body: unknown = {}): Answer => ({ status: 200, body });

/** A refusal as RFC 9457, with the gateway's stable `code`. */
export function refusal(status: number, code: string, title: string, errors?: FieldError[]): Answer {
  return { status, body: { type: 'about:blank', title, status, code, ...(errors ? { errors } : {}) } };
}

/** Answers after which the caller stops asking: only these are remembered. */
export function isFinal({ status }: Answer): boolean {
  return status < 500 && status !== 408 && status !== 425 && status !== 429;
}
