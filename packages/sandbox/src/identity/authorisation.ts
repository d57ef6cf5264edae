import { createHash, randomBytes } from 'node:crypto';
import type { Timer } from '../timer.ts';
import type { WireAnswer, WireRequest } from '../neighbours/wire.ts';

export interface IdentityClient {
  clientId: string;
  clientSecret: string;
  /** Compared to the letter. */
  redirectUri: string;
  /** What the contract allows. */
  scopes: readonly string[];
}

/** What the person and the provider do at the next logins. */
export interface Consent {
  /** The person refuses: the callback brings access_denied. */
  denied: boolean;
  /** Scopes that the person unticks. */
  unticked: readonly string[];
  /** The callback brings another state than it was given. */
  foreignState: string | undefined;
}

export interface Authorisation {
  scopes: readonly string[];
  nonce: string;
  redirectUri: string;
  challenge: string | undefined;
  until: number;
}

export interface AccessToken {
  scopes: readonly string[];
  until: number;
}

const codeLifeMs = 2 * 60_000;
/** The login page refuses to stand in a frame. The real providers' header is assumed. */
export const unframed = { 'x-frame-options': 'DENY', 'content-type': 'text/html; charset=utf-8' } as const;

/** Codes that work once, tokens with their scopes: what the three providers have in common. */
export function authorisations(client: IdentityClient, timer: Timer) {
  const codes = new Map<string, Authorisation>();
  const tokens = new Map<string, AccessToken>();
  const consent: Consent = { denied: false, unticked: [], foreignState: undefined };
  const now = () => timer.now().getTime();

  function callback(redirectUri: string, state: string, parameters: Readonly<Record<string, string>>): WireAnswer {
    const target = new URL(redirectUri);
    for (const [name, value] of Object.entries({ ...parameters, state: consent.foreignState ?? state }))
      target.searchParams.set(name, value);
    return { status: 302, headers: { ...unframed, location: target.toString() } };
  }

  return {
    consent,
    /** An address that is not the registered one gets a page and no redirect: a code must never reach a stranger. */
    page: (text: string): WireAnswer => ({ status: 400, headers: unframed, body: `<html><body>${text}</body></html>` }),
    callback,
    consented({ query }: WireRequest, scopes: readonly string[]): WireAnswer {
      const [redirectUri, state] = [query.get('redirect_uri') ?? '', query.get('state') ?? ''];
      if (consent.denied) return callback(redirectUri, state, { error: 'access_denied', error_description: 'The user denied access' });
      const code = randomBytes(16).toString('hex');
      codes.set(code, {
        scopes: scopes.filter((scope) => !consent.unticked.includes(scope)),
        nonce: query.get('nonce') ?? '',
        redirectUri,
        challenge: query.get('code_challenge') ?? undefined,
        until: now() + codeLifeMs,
      });
      return callback(redirectUri, state, { code });
    },
    /** The authorisation of a code, or undefined for a used, old or foreign one, and for a verifier that does not fit. */
    takeCode(form: URLSearchParams): Authorisation | undefined {
      const code = form.get('code') ?? '';
      const found = codes.get(code);
      codes.delete(code);
      if (!found || found.until <= now() || found.redirectUri !== form.get('redirect_uri')) return undefined;
      const verifier = form.get('code_verifier') ?? '';
      const fits = found.challenge === undefined || createHash('sha256').update(verifier).digest('base64url') === found.challenge;
      return fits ? found : undefined;
    },
    giveToken(scopes: readonly string[], lifeMs: number): string {
      const token = randomBytes(24).toString('hex');
      tokens.set(token, { scopes, until: now() + lifeMs });
      return token;
    },
    tokenOf(token: string | undefined): AccessToken | undefined {
      const found = token === undefined ? undefined : tokens.get(token);
      return found && found.until > now() ? found : undefined;
    },
    revoke: (token: string) => tokens.delete(token),
    expireAll() {
      for (const token of tokens.values()) token.until = 0;
    },
    isClient: (id: string | null | undefined, secret: string | null | undefined) =>
      id === client.clientId && secret === client.clientSecret,
  };
}

export type Authorisations = ReturnType<typeof authorisations>;

export const formOf = ({ body }: Pick<WireRequest, 'body'>) => new URLSearchParams(body.toString('utf8'));
