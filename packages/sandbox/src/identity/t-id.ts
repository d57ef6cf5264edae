import { z } from 'zod';
import { standIn, type StandIn, type StandInListening } from '../neighbours/stand-in.ts';
import { basicCredentials, bearerToken, header, json, type WireAnswer, type WireRequest } from '../neighbours/wire.ts';
import { systemTimer, type Timer } from '../timer.ts';
import { authorisations, formOf, type Consent, type IdentityClient } from './authorisation.ts';
import { samplePerson, type Person } from './person.ts';

export interface TIdOptions extends StandInListening {
  client?: IdentityClient;
  person?: Person;
  timer?: Timer;
}

export interface TIdStandIn extends StandIn {
  readonly consent: Consent;
  readonly person: Person;
}

export const tIdClient: IdentityClient = {
  clientId: 't-client',
  clientSecret: 't-secret',
  redirectUri: 'https://credit.example/v1/identity/t-id/callback',
  scopes: ['profile', 'phone', 'email', ...['passport', 'addresses', 'snils', 'inn'].map((name) => `opensme/individual/${name}/get`)],
};

/**
 * T-ID of T-Bank: token by Basic, userinfo by POST with the client in the form, documents by calls of their own.
 * Written from developer.tbank.ru/docs and Tinkoff/tinkoff-id. The set of data is fixed by the contract, so authorize takes no scope.
 *
 * Unproven: PKCE for the web (checked here where it is given); nonce (not asked for); whether the documents' hosts want a certificate
 * (here none); over 20 requests a second the token dies (here it does).
 */
export async function startTId({
  client = tIdClient,
  person = samplePerson,
  timer = systemTimer,
  host,
  port,
}: TIdOptions = {}): Promise<TIdStandIn> {
  const auth = authorisations(client, timer);
  let recent: number[] = [];

  function authorize(request: WireRequest): WireAnswer {
    const { query } = request;
    if (query.get('client_id') !== client.clientId || query.get('redirect_uri') !== client.redirectUri) return auth.page('invalid_request');
    if (query.get('response_type') !== 'code' || !query.get('state'))
      return auth.callback(client.redirectUri, query.get('state') ?? '', { error: 'invalid_request' });
    return auth.consented(request, client.scopes);
  }

  function byBasic(work: (request: WireRequest) => WireAnswer) {
    return (request: WireRequest): WireAnswer => {
      const given = basicCredentials(request);
      return auth.isClient(given?.user, given?.password) ? work(request) : json(401, { error: 'invalid_client' });
    };
  }

  function token(request: WireRequest): WireAnswer {
    const form = formOf(request);
    const given = form.get('grant_type') === 'authorization_code' ? auth.takeCode(form) : undefined;
    if (!given) return json(400, { error: 'invalid_grant' });
    return json(200, {
      access_token: auth.giveToken(given.scopes, 1_791_000),
      token_type: 'Bearer',
      expires_in: 1791,
      id_token: 'technical',
    });
  }

  function introspect(request: WireRequest): WireAnswer {
    const known = auth.tokenOf(formOf(request).get('token') ?? undefined);
    return json(200, known ? { active: true, scope: known.scopes, client_id: client.clientId } : { active: false });
  }

  function userinfo(request: WireRequest): WireAnswer {
    const form = formOf(request);
    if (!auth.isClient(form.get('client_id'), form.get('client_secret'))) return refused(401, 'UNAUTHORIZED');
    const known = auth.tokenOf(bearerToken(request));
    if (!known) return refused(401, 'UNAUTHORIZED');
    const { lastName, firstName, middleName, birthDate, phone, email } = person;
    return json(200, {
      sub: person.sub,
      ...(known.scopes.includes('profile')
        ? {
            name: `${lastName} ${firstName} ${middleName ?? ''}`.trim(),
            family_name: lastName,
            given_name: firstName,
            middle_name: middleName,
            birthdate: birthDate,
          }
        : {}),
      ...(known.scopes.includes('phone') ? { phone_number: phone, phone_number_verified: true } : {}),
      ...(known.scopes.includes('email') ? { email, email_verified: true } : {}),
    });
  }

  function document(name: string, query: Readonly<Record<string, string>>, view: () => unknown) {
    return (request: WireRequest): WireAnswer => {
      const bearer = bearerToken(request);
      const known = auth.tokenOf(bearer);
      if (!known || bearer === undefined) return refused(401, 'UNAUTHORIZED');
      const now = timer.now().getTime();
      recent = recent.filter((at) => now - at < 1_000);
      recent.push(now);
      if (recent.length > 20) {
        auth.revoke(bearer);
        return refused(429, 'TOO_MANY_REQUESTS');
      }
      if (!z.uuid().safeParse(header(request, 'x-request-id')).success) return refused(422, 'VALIDATION_ERROR');
      if (Object.entries(query).some(([key, value]) => request.query.get(key) !== value)) return refused(422, 'VALIDATION_ERROR');
      return known.scopes.includes(`opensme/individual/${name}/get`) ? json(200, view()) : refused(403, 'FORBIDDEN');
    };
  }

  const { passport, address } = person;
  const individual = '/openapi/api/v1/individual';
  const prepared = standIn({
    name: 'T-ID',
    operations: [
      { name: 'authorize', method: 'GET', url: '/auth/authorize', answer: authorize },
      { name: 'token', method: 'POST', url: '/auth/token', answer: byBasic(token) },
      { name: 'introspect', method: 'POST', url: '/auth/introspect', answer: byBasic(introspect) },
      { name: 'userinfo', method: 'POST', url: '/userinfo/userinfo', answer: userinfo },
      {
        name: 'revoke',
        method: 'POST',
        url: '/auth/revoke',
        answer: byBasic((request) => {
          auth.revoke(formOf(request).get('token') ?? '');
          return { status: 200 };
        }),
      },
      {
        name: 'passport',
        method: 'GET',
        url: `${individual}/documents/passport`,
        // Ten digits together, without a blank.
        answer: document('passport', { idType: 'PASSPORT' }, () => ({
          birthDate: person.birthDate,
          birthPlace: person.birthPlace,
          citizenship: 'РФ',
          issueDate: passport.issueDate,
          serialNumber: `${passport.series}${passport.number}`,
          unitCode: passport.code,
          unitName: passport.issuedBy,
          validTo: null,
        })),
      },
      {
        name: 'addresses',
        method: 'GET',
        url: `${individual}/addresses`,
        answer: document('addresses', { addressType: 'REGISTRATION_ADDRESS' }, () => ({
          addresses: [
            {
              addressType: 'REGISTRATION_ADDRESS',
              primary: true,
              zipCode: address.index,
              region: address.region,
              city: address.city,
              street: address.street,
              house: address.house,
              apartment: address.apartment,
              fiasCode: address.fias,
            },
          ],
        })),
      },
      {
        name: 'snils',
        method: 'GET',
        url: `${individual}/documents/snils`,
        answer: document('snils', {}, () => ({ snils: person.snils })),
      },
      { name: 'inn', method: 'GET', url: `${individual}/documents/inn`, answer: document('inn', {}, () => ({ inn: person.inn })) },
    ],
    unknownAddress: () => refused(404, 'NOT_FOUND'),
    forms: {
      'expired-token': () => {
        auth.expireAll();
        return 'proceed';
      },
      'too-many-requests': () => refused(429, 'TOO_MANY_REQUESTS'),
      unavailable: () => ({ status: 502, headers: { 'content-type': 'text/html' }, body: '<html><body>502 Bad Gateway</body></html>' }),
      'server-error': () => refused(500, 'INTERNAL_ERROR'),
    },
    sendsNotices: false,
    timer,
  });
  const listening = await prepared.listen({ host, port });
  return { ...listening, consent: auth.consent, person };
}

const refused = (status: number, errorCode: string): WireAnswer =>
  json(status, { errorId: crypto.randomUUID(), errorCode, errorMessage: errorCode });
