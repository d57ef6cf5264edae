import { makeCertificates, type Certificates } from '../neighbours/certificates.ts';
import { standIn, type StandIn, type StandInListening } from '../neighbours/stand-in.ts';
import { bearerToken, header, json, mediaType, type WireAnswer, type WireRequest } from '../neighbours/wire.ts';
import { systemTimer, type Timer } from '../timer.ts';
import { authorisations, formOf, type Consent, type IdentityClient } from './authorisation.ts';
import { idTokens, type IdTokenFault } from './id-token.ts';
import { sberClaims } from './sber-claims.ts';
import { samplePerson, type Person } from './person.ts';

export interface SberIdOptions extends StandInListening {
  client?: IdentityClient;
  person?: Person;
  timer?: Timer;
}

export interface SberIdStandIn extends StandIn {
  readonly certificates: Certificates;
  readonly consent: Consent;
  readonly person: Person;
  /** How often `completed` was called, which production demands after each login. */
  readonly completed: number;
  setIdTokenFault(fault: IdTokenFault): void;
  /** userinfo then names another person than the id_token. */
  setForeignSub(sub: string | undefined): void;
}

export const sberIdClient: IdentityClient = {
  clientId: 'sber-client',
  clientSecret: 'sber-secret',
  redirectUri: 'https://credit.example/v1/identity/sber/callback',
  scopes: ['openid', 'name', 'birthdate', 'gender', 'mobile', 'email', 'maindoc', 'inn', 'snils', 'address_reg', 'place_of_birth'],
};

/**
 * Sber ID: authorize.do in a window of its own, token and userinfo under a client certificate, `completed` after each login.
 * Written from developers.sber.ru/docs/ru/sberid and a partner's code.
 *
 * Unproven: the life of the code and of the access token (the same page says 60 and 864000 s; here 60 s), the algorithm of the id_token
 * (RS256 here), the gateway's error form (as SberConnect's), the header against framing.
 */
export async function startSberId({
  client = sberIdClient,
  person = samplePerson,
  timer = systemTimer,
  host,
  port,
}: SberIdOptions = {}): Promise<SberIdStandIn> {
  const certificates = await makeCertificates();
  const auth = authorisations(client, timer);
  let completed = 0;
  let fault: IdTokenFault;
  let foreignSub: string | undefined;
  const tokens = idTokens('https://online.sberbank.ru/CSAFront/index.do', client.clientId);

  function authorize(request: WireRequest): WireAnswer {
    const { query } = request;
    const get = (name: string) => query.get(name) ?? '';
    if (get('client_id') !== client.clientId) return auth.page('unauthorized_client');
    if (get('redirect_uri') !== client.redirectUri) return auth.page('redirect_uri');
    const state = get('state');
    const refuse = (error: string) => auth.callback(client.redirectUri, state, { error });
    if (get('response_type') !== 'code') return refuse('unsupported_response_type');
    if (get('client_type') !== 'PRIVATE' || state === '' || state.length > 96 || get('nonce') === '') return refuse('invalid_request');
    if (query.has('code_challenge') && get('code_challenge_method') !== 'S256') return refuse('invalid_request');
    const scopes = get('scope').split(' ');
    if (scopes[0] !== 'openid' || scopes.some((scope) => !client.scopes.includes(scope))) return refuse('invalid_scope');
    return auth.consented(request, scopes);
  }

  /** The certificate and the 32 hexadecimal digits that every call to the gateway carries. */
  function gateway(rquid: string, work: (request: WireRequest) => WireAnswer) {
    return (request: WireRequest): WireAnswer => {
      if (request.certificate !== 'trusted') return gatewayError(401, 'Client certificate is required');
      if (!/^[0-9a-fA-F]{32}$/.test(header(request, rquid) ?? '')) return gatewayError(400, `${rquid} is not valid`);
      return work(request);
    };
  }

  function token(request: WireRequest): WireAnswer {
    const form = formOf(request);
    if (mediaType(request) !== 'application/x-www-form-urlencoded') return gatewayError(415, 'Unsupported Media Type');
    // The secret belongs into the form: Basic is another provider's way.
    if (header(request, 'authorization') !== undefined || !auth.isClient(form.get('client_id'), form.get('client_secret')))
      return json(401, { error: 'invalid_client' });
    if (form.get('grant_type') !== 'authorization_code') return json(400, { error: 'unsupported_grant_type' });
    const given = auth.takeCode(form);
    if (!given) return json(400, { error: 'invalid_grant' });
    return json(200, {
      access_token: auth.giveToken(given.scopes, 60_000),
      token_type: 'Bearer',
      expires_in: 60,
      scope: given.scopes.join(' '),
      id_token: tokens.make(person.sub, given.nonce, timer.now(), fault),
    });
  }

  function userinfo(request: WireRequest): WireAnswer {
    const known = auth.tokenOf(bearerToken(request));
    if (!known) return gatewayError(401, 'Unauthorized');
    return json(200, { sub: foreignSub ?? person.sub, ...sberClaims(person, known.scopes) });
  }

  const prepared = standIn({
    name: 'Sber ID',
    operations: [
      { name: 'authorize', method: 'GET', url: '/CSAFront/oidc/authorize.do', answer: authorize },
      { name: 'token', method: 'POST', url: '/ru/prod/tokens/v2/oidc', answer: gateway('rquid', token) },
      { name: 'userinfo', method: 'GET', url: '/ru/prod/sberbankid/v2.1/userinfo', answer: gateway('x-introspect-rquid', userinfo) },
      {
        name: 'completed',
        method: 'GET',
        url: '/api/v2/auth/completed',
        answer: (request) => {
          if (!auth.tokenOf(bearerToken(request))) return gatewayError(401, 'Unauthorized');
          completed += 1;
          return { status: 204 };
        },
      },
      { name: 'jwks', method: 'GET', url: '/jwks', answer: () => json(200, tokens.jwks()) },
    ],
    unknownAddress: () => gatewayError(404, 'Not Found'),
    forms: {
      'expired-token': () => {
        auth.expireAll();
        return 'proceed';
      },
      'too-many-requests': () => gatewayError(429, 'Rate Limit exceeded'),
      unavailable: () => ({ status: 502, headers: { 'content-type': 'text/html' }, body: '<html><body>502 Bad Gateway</body></html>' }),
      'server-error': () => gatewayError(500, 'Internal Server Error'),
    },
    sendsNotices: false,
    timer,
    tls: { ...certificates.server, ca: certificates.ca },
  });
  const listening = await prepared.listen({ host, port });

  return {
    ...listening,
    certificates,
    consent: auth.consent,
    person,
    get completed() {
      return completed;
    },
    setIdTokenFault: (wanted) => (fault = wanted),
    setForeignSub: (sub) => (foreignSub = sub),
  };
}

const gatewayError = (httpCode: number, moreInformation: string): WireAnswer =>
  json(httpCode, { httpCode: String(httpCode), httpMessage: moreInformation, moreInformation });
