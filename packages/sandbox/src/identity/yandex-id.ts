import { standIn, type StandIn, type StandInListening } from '../neighbours/stand-in.ts';
import { basicCredentials, header, json, type WireAnswer, type WireRequest } from '../neighbours/wire.ts';
import { systemTimer, type Timer } from '../timer.ts';
import { authorisations, formOf, type Consent, type IdentityClient } from './authorisation.ts';
import { samplePerson, type Person } from './person.ts';

export interface YandexIdOptions extends StandInListening {
  client?: IdentityClient;
  person?: Person;
  timer?: Timer;
}

export interface YandexIdStandIn extends StandIn {
  readonly consent: Consent;
  readonly person: Person;
}

export const yandexIdClient: IdentityClient = {
  clientId: 'yandex-client',
  clientSecret: 'yandex-secret',
  redirectUri: 'https://credit.example/v1/identity/yandex/callback',
  scopes: ['login:info', 'login:email', 'login:birthday', 'login:default_phone'],
};

/**
 * Yandex ID: the token by Basic or in the body, the person by `Authorization: OAuth …`; Bearer is refused.
 * Written from yandex.ru/dev/id/doc. No passport. Unproven: the body of its refusals; the life of a token (here a year).
 */
export async function startYandexId({
  client = yandexIdClient,
  person = samplePerson,
  timer = systemTimer,
  host,
  port,
}: YandexIdOptions = {}): Promise<YandexIdStandIn> {
  const auth = authorisations(client, timer);

  function authorize(request: WireRequest): WireAnswer {
    const { query } = request;
    if (query.get('client_id') !== client.clientId || query.get('redirect_uri') !== client.redirectUri) return auth.page('invalid_request');
    const state = query.get('state') ?? '';
    const asked = [...(query.get('scope') ?? '').split(' '), ...(query.get('optional_scope') ?? '').split(' ')].filter(Boolean);
    if (query.get('response_type') !== 'code' || state === '')
      return auth.callback(client.redirectUri, state, { error: 'invalid_request' });
    if (asked.some((scope) => !client.scopes.includes(scope))) return auth.callback(client.redirectUri, state, { error: 'invalid_scope' });
    return auth.consented(request, asked.length > 0 ? asked : client.scopes);
  }

  function token(request: WireRequest): WireAnswer {
    const form = formOf(request);
    const basic = basicCredentials(request);
    if (!auth.isClient(basic?.user ?? form.get('client_id'), basic?.password ?? form.get('client_secret')))
      return json(400, { error: 'invalid_client', error_description: 'Wrong client secret' });
    const given = form.get('grant_type') === 'authorization_code' ? takeCode(form) : undefined;
    if (!given) return json(400, { error: 'invalid_grant', error_description: 'Code has expired' });
    const lifeMs = 365 * 86_400_000;
    return json(200, {
      access_token: auth.giveToken(given.scopes, lifeMs),
      token_type: 'bearer',
      expires_in: lifeMs / 1000,
      scope: given.scopes.join(' '),
    });
  }

  /** redirect_uri is not part of this grant. */
  function takeCode(form: URLSearchParams) {
    const whole = new URLSearchParams(form);
    whole.set('redirect_uri', client.redirectUri);
    return auth.takeCode(whole);
  }

  function info(request: WireRequest): WireAnswer {
    const known = auth.tokenOf(/^OAuth (\S+)$/.exec(header(request, 'authorization') ?? '')?.[1]);
    if (!known) return { status: 401, headers: { 'content-type': 'text/plain' }, body: 'Unauthorized' };
    const has = (scope: string) => known.scopes.includes(`login:${scope}`);
    return json(200, {
      id: person.sub,
      login: 'odobrov',
      client_id: client.clientId,
      ...(has('info')
        ? {
            first_name: person.firstName,
            last_name: person.lastName,
            real_name: `${person.firstName} ${person.lastName}`,
            sex: person.gender === 'm' ? 'male' : 'female',
          }
        : {}),
      ...(has('email') ? { default_email: person.email, emails: person.email === null ? [] : [person.email] } : {}),
      ...(has('birthday') ? { birthday: person.birthDate } : {}),
      ...(has('default_phone') ? { default_phone: person.phone === null ? null : { id: 12345678, number: person.phone } } : {}),
      psuid: '1.AAceCw.tbHgw5DtJ9',
    });
  }

  const prepared = standIn({
    name: 'Yandex ID',
    operations: [
      { name: 'authorize', method: 'GET', url: '/authorize', answer: authorize },
      { name: 'token', method: 'POST', url: '/token', answer: token },
      { name: 'info', method: 'GET', url: '/info', answer: info },
    ],
    unknownAddress: () => ({ status: 404 }),
    forms: {
      'expired-token': () => {
        auth.expireAll();
        return 'proceed';
      },
      'too-many-requests': () => ({ status: 429 }),
      unavailable: () => ({ status: 502, headers: { 'content-type': 'text/html' }, body: '<html><body>502 Bad Gateway</body></html>' }),
      'server-error': () => ({ status: 500 }),
    },
    sendsNotices: false,
    timer,
  });
  const listening = await prepared.listen({ host, port });
  return { ...listening, consent: auth.consent, person };
}
