import assert from 'node:assert/strict';
import { createHash, createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { after, test } from 'node:test';
import { basic, form, rawRequest } from '../neighbours/testing/raw-request.ts';
import { manualTimer } from '../timer.ts';
import { sberIdClient, startSberId } from './sber-id.ts';
import { callbackOf } from './testing/login.ts';

const rquid = '0123456789abcdef0123456789ABCDEF';
const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';

async function login() {
  const sber = await startSberId({ timer: manualTimer(new Date('2026-12-01T09:00:00Z')) });
  after(() => sber.close());
  const { ca, client, stranger } = sber.certificates;
  const tls = { ca, ...client };
  const { clientId, clientSecret, redirectUri } = sberIdClient;
  const ask = {
    response_type: 'code',
    client_type: 'PRIVATE',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: 'openid name mobile maindoc',
    state: 's1',
    nonce: 'n1',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  };
  const authorize = (change: Record<string, string> = {}) =>
    callbackOf(`${sber.url}/CSAFront/oidc/authorize.do`, { ...ask, ...change }, { ca });
  const code = async () => (await authorize()).callback?.get('code') ?? '';
  const token = (fields: Record<string, string>, change: { headers?: Record<string, string>; tls?: object } = {}) => {
    const { headers, body } = form({
      grant_type: 'authorization_code',
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uri: redirectUri,
      code_verifier: verifier,
      ...fields,
    });
    return rawRequest(`${sber.url}/ru/prod/tokens/v2/oidc`, {
      body,
      headers: { ...headers, rquid, ...change.headers },
      tls: { ...tls, ...change.tls },
    });
  };
  const get = (path: string, accessToken: string, headers: Record<string, string> = {}) =>
    rawRequest(sber.url + path, { headers: { authorization: `Bearer ${accessToken}`, 'x-introspect-rquid': rquid, ...headers }, tls });
  return { sber, authorize, code, token, get, ca, stranger };
}

interface Tokens {
  access_token: string;
  id_token: string;
}

test('a login gives what the scopes allow, in Sber’s spelling, and `completed` is counted', async () => {
  const { sber, code, token, get } = await login();
  const { access_token: access, id_token: id } = (await token({ code: await code() })).json<Tokens>();
  const person = (await get('/ru/prod/sberbankid/v2.1/userinfo', access)).json<{
    phone_number: string;
    identification: { series: string };
  }>();
  assert.deepEqual([person.phone_number, person.identification.series, 'email' in person], ['+7 (916) 0000001', '45 10', false]);
  assert.equal((await get('/api/v2/auth/completed', access)).status, 204);
  assert.equal(sber.completed, 1);
  const [head = '', claims = '', signature = ''] = id.split('.');
  const [jwk] = (await rawRequest(`${sber.url}/jwks`, { tls: { ca: sber.certificates.ca } })).json<{ keys: JsonWebKey[] }>().keys;
  assert.ok(
    verify(
      'RSA-SHA256',
      Buffer.from(`${head}.${claims}`),
      createPublicKey({ key: jwk!, format: 'jwk' }),
      Buffer.from(signature, 'base64url'),
    ),
  );
});

test('authorize refuses wrong parameters, sends no code to a foreign address, and cannot be framed', async () => {
  const { authorize } = await login();
  const errorOf = async (change: Record<string, string>) => (await authorize(change)).callback?.get('error');
  assert.equal(await errorOf({ scope: 'name openid' }), 'invalid_scope');
  assert.equal(await errorOf({ scope: 'openid income' }), 'invalid_scope');
  assert.equal(await errorOf({ nonce: '' }), 'invalid_request');
  assert.equal(await errorOf({ state: 's'.repeat(97) }), 'invalid_request');
  assert.equal(await errorOf({ code_challenge_method: 'plain' }), 'invalid_request');
  assert.equal(await errorOf({ response_type: 'token' }), 'unsupported_response_type');
  const foreign = await authorize({ redirect_uri: `${sberIdClient.redirectUri}/` });
  assert.deepEqual([foreign.page.status, foreign.callback, foreign.page.headers['x-frame-options']], [400, undefined, 'DENY']);
});

test('the token wants certificate, rquid, the secret in the form, the verifier, and a code that was not used', async () => {
  const { code, token, ca, stranger } = await login();
  assert.equal((await token({ code: await code() }, { tls: { cert: undefined, key: undefined } })).status, 401);
  assert.equal((await token({ code: await code() }, { tls: { ca, ...stranger } })).status, 401);
  assert.equal((await token({ code: await code() }, { headers: { rquid: '123' } })).status, 400);
  assert.equal((await token({ code: await code() }, { headers: basic(sberIdClient.clientId, sberIdClient.clientSecret) })).status, 401);
  assert.equal((await token({ code: await code(), code_verifier: 'other' })).status, 400);
  const used = await code();
  assert.equal((await token({ code: used })).status, 200);
  assert.equal((await token({ code: used })).status, 400);
});

test('what a client must bear or refuse: denial, a foreign state, unticked scopes, wrong id_tokens, another sub, no JSON', async () => {
  const { sber, authorize, code, token, get } = await login();
  sber.consent.foreignState = 'other';
  assert.equal((await authorize()).callback?.get('state'), 'other');
  Object.assign(sber.consent, { foreignState: undefined, denied: true });
  assert.equal((await authorize()).callback?.get('error'), 'access_denied');
  Object.assign(sber.consent, { denied: false, unticked: ['maindoc'] });
  sber.setIdTokenFault('nonce');
  sber.setForeignSub('other');
  const { access_token: access, id_token: id } = (await token({ code: await code() })).json<Tokens>();
  assert.equal((JSON.parse(Buffer.from(id.split('.')[1]!, 'base64url').toString()) as { nonce: string }).nonce, 'other');
  const person = (await get('/ru/prod/sberbankid/v2.1/userinfo', access)).json<{ sub: string }>();
  assert.deepEqual([person.sub, 'identification' in person], ['other', false]);
  sber.faults.add({ kind: 'unavailable', on: 'userinfo' });
  const broken = await get('/ru/prod/sberbankid/v2.1/userinfo', access);
  assert.deepEqual([broken.status, broken.headers['content-type']], [502, 'text/html']);
});
