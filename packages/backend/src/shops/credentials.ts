import type { FastifyRequest } from 'fastify';
import { after, MINUTE } from '../platform/clock.ts';
import type { Context } from '../context.ts';
import { Problem } from '../platform/http/problems.ts';
import { noteCaller } from '../platform/security/caller.ts';
import { hashToken } from '../platform/security/encryption.ts';
import { findValidKey, touchKey, type StandingKey } from './store.ts';

/** Who calls the merchant API. A test key sees and makes test orders only, a live key live orders only. */
export type Credential = StandingKey;

const known = new WeakMap<FastifyRequest, Promise<Credential>>();

/** The shop's server: `Bearer sk_…`. Looked up once a request. */
export async function requireSecretKey(context: Context, request: FastifyRequest): Promise<Credential> {
  const credential = await requireKey(context, request);
  if (credential.kind === 'secret') return credential;
  throw new Problem(403, 'forbidden', 'A publishable key may only create orders. Make this call from your server with the secret key.');
}

/** The shop's server, or its page: `Bearer pk_…` from a registered origin. */
export function requireKey(context: Context, request: FastifyRequest): Promise<Credential> {
  const found = known.get(request) ?? authenticate(context, request);
  known.set(request, found);
  return found;
}

/** `onRequest` of a route: a request without a valid key is refused before its body is read. */
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
      'This secret key was sent from a web page, where anybody can read it. Replace the key, and keep it on your server.',
    );
  }
  const credential = await validCredential(context, key);
  if (!credential) throw unauthorized();
  if (credential.kind === 'publishable' && !(origin !== undefined && credential.shop.origins.includes(origin)))
    throw new Problem(403, 'origin_not_registered', 'This page’s origin is not registered with the shop.');
  noteCaller(request, { kind: credential.kind === 'secret' ? 'secret-key' : 'publishable-key', id: credential.keyId });
  return credential;
}

/**
 * A valid key with its shop; null: unknown or revoked. The key is looked up by its hash, so the time of the look-up says
 * nothing about the key: nobody can choose the first characters of a hash.
 */
async function validCredential(context: Context, key: string): Promise<Credential | null> {
  const now = context.clock.now();
  const found = await findValidKey(context.sql, hashToken(key), now);
  if (found && (found.usedAt === null || found.usedAt < after(now, -MINUTE))) await touchKey(context.sql, found.keyId, now);
  return found;
}

/** For a secret key that is not a Bearer token; null: unknown or revoked. */
export async function findSecretKey(context: Context, key: string): Promise<Credential | null> {
  if (!/^sk_(live|test)_[0-9A-Za-z]{16,64}$/.test(key)) return null;
  const found = await validCredential(context, key);
  return found?.kind === 'secret' ? found : null;
}

/** For a publishable key in an address; null: unknown or revoked. */
export async function shopOfPublishableKey(context: Context, key: string): Promise<Credential | null> {
  const found = await validCredential(context, key);
  return found?.kind === 'publishable' ? found : null;
}
