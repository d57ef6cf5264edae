import type { FastifyRequest } from 'fastify';
import type { Problem } from '../http/problems.ts';

/** Whoever brought a credential that was verified. */
export interface Caller {
  kind: 'secret-key' | 'publishable-key' | 'token';
  /** An id, never the credential. */
  id: string;
}

const callers = new WeakMap<FastifyRequest, Caller>();

/** Every function that verifies a credential calls this in `onRequest`. From then on the request counts for its caller, not for its network. */
export function noteCaller(request: FastifyRequest, caller: Caller): void {
  callers.set(request, caller);
}

export function callerOf(request: FastifyRequest): Caller | undefined {
  return callers.get(request);
}

const refusals = new WeakMap<FastifyRequest, Problem>();

/** The request's network is over a limit. Unless its credential turns out to be valid, it gets this refusal. */
export function refuseUnlessVerified(request: FastifyRequest, refusal: Problem): void {
  refusals.set(request, refusal);
}

/** The 429 that a request with a wrong credential gets in place of 401. */
export function refusalInsteadOf401(request: FastifyRequest): Problem | undefined {
  return refusals.get(request);
}
