import rateLimit from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import type { App } from '../http/http.ts';
import { tooMany, type Problem } from '../http/problems.ts';
import type { PlatformContext } from '../platform-context.ts';
import { callerOf, refusalInsteadOf401, refuseUnlessVerified, type Caller } from './caller.ts';
import { networkOf, WIDE_FACTOR } from './network.ts';

const MINUTE_MS = 60_000;
/** Networks and callers that a node remembers for a minute. */
const REMEMBERED = 50_000;

/** Requests a minute. Each process counts on its own, so with n nodes a caller may reach n times as many. */
const limits = {
  /** Callers whose credential was verified. */
  callers: {
    'secret-key': 30_000,
    /** Everybody knows the key, so each network that uses it has this budget. */
    'publishable-key': 120,
    /** One buyer's session or buyer token, or one session of the cabinet. */
    token: 600,
  } satisfies Record<Caller['kind'], number>,
  /** A bank's callbacks are signed and may come in bursts. */
  bank: 60_000,
  /** A network without a verified credential. Many people can share one. */
  network: 3000,
  /** Refused credentials of a network. Only somebody who guesses needs more. */
  refused: 300,
};

/**
 * Limits how often one caller may ask. Must be added before all routes.
 * 1. A request without a credential counts for its network.
 * 2. A request with a credential is first verified by its route's `onRequest`. Verified, it counts for its caller only, so no
 *    stranger on the same network can shut the caller out.
 * 3. A credential that is wrong, or that the route does not verify, counts for the network like none at all.
 */
export async function limitRates(app: App, context: PlatformContext): Promise<void> {
  await app.register(rateLimit, { global: false, cache: REMEMBERED });
  const anybody = networkBudget(app, 'any', limits.network);
  const banks = networkBudget(app, 'bank', limits.bank);
  const refused = networkBudget(app, 'refused', limits.refused);
  const ofCaller = callerBudget(app);
  const budgetOf = (request: FastifyRequest) => (request.routeOptions.url?.startsWith('/v1/banks/') ? banks : anybody);
  const warn = warnOfUntrustedProxy(context);

  app.addHook('onRequest', async (request) => {
    warn(request);
    if (isMonitoring(request)) return;
    if (!bringsCredential(request)) return refuse(await budgetOf(request).count(request));
    const refusal = (await budgetOf(request).look(request)) ?? (await refused.look(request));
    if (refusal) refuseUnlessVerified(request, refusal);
  });
  // Runs after the route's own `onRequest`, which verifies the credential.
  app.addHook('preParsing', async (request) => {
    if (isMonitoring(request) || !bringsCredential(request)) return;
    const caller = callerOf(request);
    if (caller) return refuse(await ofCaller(request, caller));
    refuse(refusalInsteadOf401(request) ?? (await budgetOf(request).count(request)));
  });
  app.addHook('onResponse', async (request, reply) => {
    const wasRefused = reply.statusCode === 401 || refusalInsteadOf401(request) !== undefined;
    if (!wasRefused || !bringsCredential(request) || callerOf(request)) return;
    await budgetOf(request).count(request);
    await refused.count(request);
  });
}

function refuse(problem: Problem | null): void {
  if (problem) throw problem;
}

/** Monitoring is never refused. */
const isMonitoring = (request: FastifyRequest) => /^\/(healthz|readyz|metrics)$/.test(request.routeOptions.url ?? '');

const bringsCredential = ({ headers }: FastifyRequest) => headers.authorization !== undefined || headers.cookie !== undefined;

interface Budget {
  /** Counts the request. Returns the refusal when its network is over the limit. */
  count(request: FastifyRequest): Promise<Problem | null>;
  /** Only looks whether one more request would be over the limit. */
  look(request: FastifyRequest): Promise<Problem | null>;
}

function networkBudget(app: App, name: string, max: number): Budget {
  const narrow = app.createRateLimit({ max, timeWindow: MINUTE_MS, keyGenerator: ({ ip }) => `${name} ${networkOf(ip).narrow}` });
  const wide = app.createRateLimit({
    max: max * WIDE_FACTOR,
    timeWindow: MINUTE_MS,
    keyGenerator: ({ ip }) => `${name} ${networkOf(ip).wide ?? ''}`,
  });
  const ask = async (request: FastifyRequest, increment: boolean) => {
    const states = [await narrow(request, { increment })];
    if (networkOf(request.ip).wide !== null) states.push(await wide(request, { increment }));
    for (const state of states) {
      if (!state.isAllowed && (increment ? state.isExceeded : state.remaining === 0)) return limited(state.ttl);
    }
    return null;
  };
  return { count: (request) => ask(request, true), look: (request) => ask(request, false) };
}

/** One budget for each caller. With a publishable key: one for each network that uses the key, and one for its wide network. */
function callerBudget(app: App): (request: FastifyRequest, caller: Caller) => Promise<Problem | null> {
  const of = (kind: Caller['kind'], keyOf: (network: ReturnType<typeof networkOf>) => string | null, factor = 1) =>
    app.createRateLimit({
      max: limits.callers[kind] * factor,
      timeWindow: MINUTE_MS,
      keyGenerator: (request) => `${kind} ${callerOf(request)?.id ?? ''} ${keyOf(networkOf(request.ip)) ?? ''}`,
    });
  const budgets = {
    'secret-key': [of('secret-key', () => null)],
    token: [of('token', () => null)],
    'publishable-key': [of('publishable-key', ({ narrow }) => narrow), of('publishable-key', ({ wide }) => wide, WIDE_FACTOR)],
  };
  return async (request, { kind }) => {
    for (const budget of budgets[kind]) {
      const state = await budget(request);
      if (!state.isAllowed && state.isExceeded) return limited(state.ttl);
    }
    return null;
  };
}

/** A proxy that is not trusted makes all its visitors one network, and one visitor's flood closes it for all. */
function warnOfUntrustedProxy({ config, log }: PlatformContext): (request: FastifyRequest) => void {
  let warned = config.trustedProxies.length > 0;
  return (request) => {
    if (warned || request.headers['x-forwarded-for'] === undefined) return;
    warned = true;
    log.warn('requests carry X-Forwarded-For, but TRUSTED_PROXIES is empty: all visitors of the proxy share the limits of one network');
  };
}

/** Pages must be able to read this answer, else the button takes it for a broken network. */
function limited(ttlMs: number): Problem {
  const problem = tooMany('rate_limited', 'Too many requests. Wait for the seconds of Retry-After.', ttlMs / 1000);
  problem.headers['access-control-allow-origin'] = '*';
  problem.headers['access-control-expose-headers'] = 'retry-after, x-request-id';
  return problem;
}
