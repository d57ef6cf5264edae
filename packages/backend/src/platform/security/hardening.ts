import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import type { PlatformContext } from '../platform-context.ts';
import type { App } from '../http/http.ts';
import { tooMany, type Problem } from '../http/problems.ts';
import { hashToken } from './encryption.ts';

const MINUTE_MS = 60_000;

/** Requests a minute. Counted by each process on its own, so with n nodes a caller may reach n times as much. */
const limits = {
  /** A shop's server. */
  secretKey: 30_000,
  /** One visitor of a shop: the key is everybody's, so it is counted with the address. */
  publishableKey: 120,
  /** One buyer's session or buyer token, one manager. */
  token: 600,
  /** A bank's callbacks are signed and may come in bursts. */
  bank: 60_000,
  /** Whoever brings nothing, an address; many people can share one. */
  address: 3000,
  /** Refused credentials of an address: nobody needs more, but one who guesses. */
  refused: 300,
};

/** Headers that protect by default, and limits on how much one caller may ask. Stands before all routes. */
export async function harden(app: App, context: PlatformContext): Promise<void> {
  await app.register(helmet, {
    // Answers are data; pages bring a policy of their own (page-headers.ts).
    contentSecurityPolicy: { useDefaults: false, directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] } },
    // Cuts a tab from the page that opened it.
    crossOriginOpenerPolicy: false,
    // Knows no list of origins; `frame-ancestors` does.
    xFrameOptions: false,
    strictTransportSecurity: context.config.publicUrl.startsWith('https:') ? { maxAge: 365 * 86_400, includeSubDomains: false } : false,
  });
  const silent = { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false };
  await app.register(rateLimit, { global: false, addHeaders: { ...silent, 'retry-after': false }, addHeadersOnExceeding: silent });
  const refusedCredentials = app.createRateLimit({
    max: limits.refused,
    timeWindow: MINUTE_MS,
    keyGenerator: (request) => `refused ${request.ip}`,
  });
  app.addHook('onRequest', async (request) => {
    if (isWatched(request)) return;
    if (request.headers.authorization === undefined) return;
    const state = await refusedCredentials(request, { increment: false });
    if (!state.isAllowed && state.remaining === 0) throw limited(state.ttl);
  });
  app.addHook('onResponse', async (request, reply) => {
    if (reply.statusCode === 401 && request.headers.authorization !== undefined) await refusedCredentials(request);
  });
  app.addHook(
    'onRequest',
    app.rateLimit({
      timeWindow: MINUTE_MS,
      keyGenerator: (request) => callerOf(request).key,
      max: (request) => callerOf(request).most,
      allowList: (request) => isWatched(request),
      errorResponseBuilder: (_request, { ttl }) => limited(ttl),
    }),
  );
}

/** What watches the service is never told to come back later. */
const isWatched = (request: FastifyRequest) => /^\/(healthz|readyz|metrics)$/.test(request.routeOptions.url ?? '');

function callerOf(request: FastifyRequest): { key: string; most: number } {
  const token = /^bearer\s+(\S+)/i.exec(request.headers.authorization ?? '')?.[1];
  const name = token === undefined ? '' : hashToken(token);
  if (token?.startsWith('sk_')) return { key: name, most: limits.secretKey };
  if (token?.startsWith('pk_')) return { key: `${name} ${request.ip}`, most: limits.publishableKey };
  if (token !== undefined) return { key: name, most: limits.token };
  if (request.routeOptions.url?.startsWith('/v1/banks/')) return { key: `bank ${request.ip}`, most: limits.bank };
  return { key: `address ${request.ip}`, most: limits.address };
}

/** Pages must be able to read it, else the button takes it for a broken network. */
function limited(ttlMs: number): Problem {
  const problem = tooMany('rate_limited', 'Too many requests. Retry-After tells when to come back.', ttlMs / 1000);
  problem.headers['access-control-allow-origin'] = '*';
  problem.headers['access-control-expose-headers'] = 'retry-after, x-request-id';
  return problem;
}
