import type { FastifyRequest } from 'fastify';
import { after, MINUTE } from '../platform/clock.ts';
import type { Context } from '../context.ts';
import { Problem } from '../platform/http/problems.ts';
import { hashToken } from '../platform/security/encryption.ts';
import { findStandingKey, touchKey, type StandingKey } from './store.ts';

/** Who calls the merchant API. Test keys see and make test orders only, live keys live ones only. */
export type Credential = StandingKey;

const known = new WeakMap<FastifyRequest, Promise<Credential>>();

/** The shop's server: `Bearer sk_…`. Asked again within a request it answers the same. */
export async function requireSecretKey(context: Context, request: FastifyRequest): Promise<Credential> {
  const credential = await requireKey(context, request);
  if (credential.kind === 'secret') return credential;
  throw new Problem(
    403,
    'forbidden',
    'A publishable key may create orders and nothing else. Call this from your server with the secret key.',
  );
}

/** The shop's server, or its page: `Bearer pk_…` from a registered origin. */
export function requireKey(context: Context, request: FastifyRequest): Promise<Credential> {
  const found = known.get(request) ?? authenticate(context, request);
  known.set(request, found);
  return found;
}

/** As `onRequest` of a route: whoever has no key is refused before the body is read. */
export const secretKeyFirst = (context: Context) => async (request: FastifyRequest) => {
  await requireSecretKey(context, request);
};

export const keyFirst = (context: Context) => async (request: FastifyRequest) => {
  await requireKey(context, request);
};

const unauthorized = () =>
  new Problem(401, 'unauthorized', 'Send a key of your shop as "Authorization: Bearer …".', { headers: { 'www-authenticate': 'Bearer' } });

async function authenticate(context: Context, request: FastifyRequest): Promise<Credential> {
  const key = /^[Bb]earer ((?:sk|pk)_(?:live|test)_[0-9A-Za-z]{16,64})$/.exec(request.headers.authorization ?? '')?.[1];
  if (key === undefined) throw unauthorized();
  const { origin } = request.headers;
  if (key.startsWith('sk_') && origin !== undefined) {
    throw new Problem(
      403,
      'secret_key_in_browser',
      'A secret key came from a page, so others can read it. Replace it, and keep it on your server.',
    );
  }
  const credential = await standing(context, key);
  if (!credential) throw unauthorized();
  if (credential.kind === 'publishable' && !(origin !== undefined && credential.shop.origins.includes(origin)))
    throw new Problem(403, 'origin_not_registered', 'This page’s origin is not registered with the shop.');
  return credential;
}

/**
 * A key that is neither unknown nor revoked, with its shop. Found by its hash: the time of the search tells nothing of the
 * key, because nobody can steer what a hash begins with.
 */
async function standing(context: Context, key: string): Promise<Credential | null> {
  const now = context.clock.now();
  const found = await findStandingKey(context.sql, hashToken(key), now);
  if (found && (found.usedAt === null || found.usedAt < after(now, -MINUTE))) await touchKey(context.sql, found.keyId, now);
  return found;
}

/** Of a secret key that came in another way than as a Bearer token; null where there is none. */
export async function findSecretKey(context: Context, key: string): Promise<Credential | null> {
  if (!/^sk_(live|test)_[0-9A-Za-z]{16,64}$/.test(key)) return null;
  const found = await standing(context, key);
  return found?.kind === 'secret' ? found : null;
}

/** The shop of a publishable key that stands in a page's address; null where there is none. */
export async function shopOfPublishableKey(context: Context, key: string): Promise<Credential | null> {
  const found = await standing(context, key);
  return found?.kind === 'publishable' ? found : null;
}
