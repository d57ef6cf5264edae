import type { FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { Problem } from '../../platform/http/problems.ts';
import { noteCaller } from '../../platform/security/caller.ts';
import { findSession, type SignedIn } from './sessions.ts';

/** Who may call a route. `signed-in`: managers and heads. */
export type Access = 'anyone' | 'signed-in' | 'head';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
  }
}

const known = new WeakMap<FastifyRequest, SignedIn>();

/** `onRequest` of the whole API: refuses a request before its body is read. */
export const guard = (context: Context) => async (request: FastifyRequest) => {
  refuseForeignPages(context, request);
  const { access } = request.routeOptions.config;
  if (access === 'anyone') return;
  const signedIn = await findSession(context, request);
  if (!signedIn) throw new Problem(401, 'unauthorized', 'Sign in to the cabinet.');
  if (access !== 'signed-in' && signedIn.user.role !== 'head')
    throw new Problem(403, 'forbidden', 'Only the head of the shop may do this.');
  known.set(request, signedIn);
  noteCaller(request, { kind: 'token', id: signedIn.session.id });
};

/** Who is signed in. For routes whose access is not `anyone`. */
export function signedInOf(request: FastifyRequest): SignedIn {
  const signedIn = known.get(request);
  if (!signedIn) throw new Problem(401, 'unauthorized', 'Sign in to the cabinet.');
  return signedIn;
}

/** Any page can make a browser send the cookie, so a request that writes must come from the cabinet's own page. Browsers send `Origin` with such requests. */
function refuseForeignPages(context: Context, request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  if (request.headers.origin === new URL(context.config.cabinetUrl).origin) return;
  throw new Problem(403, 'forbidden', 'This request did not come from a page of the cabinet.');
}
