import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { bearerToken, json, jsonBody, type WireAnswer, type WireRequest } from '../../neighbours/wire.ts';
import type { Timer } from '../../timer.ts';
import { answers, oauthProblem } from './answers.ts';

export interface Integration {
  clientId: string;
  clientSecret: string;
  redirectUri: string;
  /** Never refreshed; lives as long as the account's owner chose. */
  longLivedToken: string;
}

export interface AmoOAuth {
  authorize(request: WireRequest): WireAnswer;
  token(request: WireRequest): WireAnswer;
  /** The integration of the Bearer token, or the refusal. */
  integrationOf(request: WireRequest): { integration: Integration } | { refusal: WireAnswer };
  expireAll(): void;
}

const accessMs = 86_400_000;
const refreshMs = 90 * 86_400_000;
const codeMs = 20 * 60_000;

const grant = z.strictObject({
  client_id: z.string(),
  client_secret: z.string(),
  grant_type: z.enum(['authorization_code', 'refresh_token']),
  code: z.string().optional(),
  refresh_token: z.string().optional(),
  redirect_uri: z.string(),
});

/** The code lives 20 minutes and the refresh token 3 months; each works once. redirect_uri belongs to both grants. */
export function amoOAuth(integration: Integration, timer: Timer, referer: () => string): AmoOAuth {
  const codes = new Map<string, number>();
  const access = new Map<string, number>();
  const refresh = new Map<string, number>();
  const now = () => timer.now().getTime();

  function give(store: Map<string, number>, lifeMs: number): string {
    const token = randomBytes(32).toString('hex');
    store.set(token, now() + lifeMs);
    return token;
  }

  function take(store: Map<string, number>, token: string | undefined): boolean {
    const until = token === undefined ? undefined : store.get(token);
    if (token !== undefined) store.delete(token);
    return until !== undefined && until > now();
  }

  return {
    authorize({ query }) {
      if (query.get('client_id') !== integration.clientId) return answers.notFound();
      const target = new URL(integration.redirectUri);
      target.searchParams.set('code', give(codes, codeMs));
      target.searchParams.set('state', query.get('state') ?? '');
      // The account's host: the caller must allow-list it before it sends secrets there.
      target.searchParams.set('referer', referer());
      return { status: 302, headers: { location: target.toString() } };
    },
    token(request) {
      const parsed = grant.safeParse(jsonBody(request));
      if (!parsed.success) return oauthProblem(400, 'Check the request parameters');
      const { client_id, client_secret, redirect_uri, grant_type, code, refresh_token } = parsed.data;
      if (client_id !== integration.clientId || client_secret !== integration.clientSecret)
        return oauthProblem(401, 'Client authentication failed');
      if (redirect_uri !== integration.redirectUri) return oauthProblem(400, 'Redirect URI mismatch');
      const granted = grant_type === 'refresh_token' ? take(refresh, refresh_token) : take(codes, code);
      if (!granted)
        return oauthProblem(400, grant_type === 'refresh_token' ? 'Token has been revoked' : 'Authorization code has been revoked');
      return json(200, {
        token_type: 'Bearer',
        expires_in: accessMs / 1000,
        access_token: give(access, accessMs),
        refresh_token: give(refresh, refreshMs),
      });
    },
    integrationOf(request) {
      const token = bearerToken(request);
      const alive = token === integration.longLivedToken || (token !== undefined && (access.get(token) ?? 0) > now());
      return alive ? { integration } : { refusal: answers.unauthorized() };
    },
    expireAll() {
      for (const token of access.keys()) access.set(token, 0);
    },
  };
}
