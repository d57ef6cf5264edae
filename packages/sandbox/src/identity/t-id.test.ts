import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { basic, form, rawRequest } from '../neighbours/testing/raw-request.ts';
import { manualTimer } from '../timer.ts';
import { startTId, tIdClient } from './t-id.ts';
import { callbackOf } from './testing/login.ts';
import { samplePerson } from './person.ts';
import { startYandexId, yandexIdClient } from './yandex-id.ts';

const { clientId, clientSecret, redirectUri } = tIdClient;
const passportPath = '/openapi/api/v1/individual/documents/passport?idType=PASSPORT';

async function login() {
  const tId = await startTId({ timer: manualTimer(new Date('2026-12-01T09:00:00Z')) });
  after(() => tId.close());
  const authorize = (change: Record<string, string> = {}) =>
    callbackOf(`${tId.url}/auth/authorize`, {
      client_id: clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      state: 's1',
      ...change,
    });
  const post = (path: string, fields: Record<string, string>, headers: Record<string, string>) => {
    const { headers: type, body } = form(fields);
    return rawRequest(tId.url + path, { body, headers: { ...type, ...headers } });
  };
  const own = basic(clientId, clientSecret);
  async function access(): Promise<string> {
    const code = (await authorize()).callback?.get('code') ?? '';
    return (await post('/auth/token', { grant_type: 'authorization_code', code, redirect_uri: redirectUri }, own)).json<{
      access_token: string;
    }>().access_token;
  }
  const get = (path: string, token: string, headers: Record<string, string> = { 'x-request-id': randomUUID() }) =>
    rawRequest(tId.url + path, { headers: { authorization: `Bearer ${token}`, ...headers } });
  return { tId, authorize, post, own, access, get };
}

test('T-ID: the token by Basic, userinfo by POST with the client in the form, the passport in ten digits together', async () => {
  const { tId, post, access, get } = await login();
  const token = await access();
  const bearer = { authorization: `Bearer ${token}` };
  const person = (await post('/userinfo/userinfo', { client_id: clientId, client_secret: clientSecret }, bearer)).json<{
    phone_number: string;
    birthdate: string;
  }>();
  assert.deepEqual([person.phone_number, person.birthdate], ['+79160000001', '1990-02-28']);
  assert.equal((await get('/userinfo/userinfo', token)).status, 404);
  assert.equal((await post('/userinfo/userinfo', {}, bearer)).status, 401);
  assert.equal((await get(passportPath, token)).json<{ serialNumber: string }>().serialNumber, '4510123456');
  assert.equal(tId.exchanges.filter(({ operation }) => operation === 'passport').length, 1);
});

test('T-ID refuses the secret in the form, an inexact address, a used code, a missing request id and a wrong query', async () => {
  const { authorize, post, own, access, get } = await login();
  const code = (await authorize()).callback?.get('code') ?? '';
  const grant = { grant_type: 'authorization_code', code, redirect_uri: redirectUri };
  assert.equal((await post('/auth/token', { ...grant, client_id: clientId, client_secret: clientSecret }, {})).status, 401);
  assert.equal((await post('/auth/token', grant, own)).status, 200);
  assert.equal((await post('/auth/token', grant, own)).status, 400);
  assert.equal((await authorize({ redirect_uri: `${redirectUri}?x=1` })).page.status, 400);
  assert.equal((await authorize({ state: '' })).callback?.get('error'), 'invalid_request');
  const token = await access();
  assert.equal((await get(passportPath, token, {})).status, 422);
  assert.equal((await get('/openapi/api/v1/individual/documents/passport', token)).status, 422);
});

test('T-ID: unticked data is told by introspect and refused with 403; a revoked token is dead; past 20 requests a second it dies', async () => {
  const { tId, post, own, access, get } = await login();
  tId.consent.unticked = ['opensme/individual/passport/get'];
  const token = await access();
  const { scope } = (await post('/auth/introspect', { token }, own)).json<{ scope: string[] }>();
  assert.ok(!scope.includes('opensme/individual/passport/get'));
  assert.equal((await get(passportPath, token)).status, 403);
  const snils = '/openapi/api/v1/individual/documents/snils';
  await post('/auth/revoke', { token }, own);
  assert.equal((await get(snils, token)).status, 401);
  const other = await access();
  let status = 200;
  for (let count = 0; count < 25 && status === 200; count += 1) ({ status } = await get(snils, other));
  assert.equal(status, 429);
  assert.equal((await get(snils, other)).status, 401);
});

test('Yandex ID takes OAuth and no Bearer, the client by Basic or in the body, and gives a birthday without its year', async () => {
  const yandex = await startYandexId({ person: { ...samplePerson, birthDate: '0000-12-23', phone: null } });
  after(() => yandex.close());
  const client = yandexIdClient;
  const authorize = (change: Record<string, string> = {}) =>
    callbackOf(`${yandex.url}/authorize`, {
      client_id: client.clientId,
      redirect_uri: client.redirectUri,
      response_type: 'code',
      state: 's1',
      ...change,
    });
  const token = async (headers: Record<string, string>, fields: Record<string, string>) => {
    const code = (await authorize()).callback?.get('code') ?? '';
    const { headers: type, body } = form({ grant_type: 'authorization_code', code, ...fields });
    return rawRequest(`${yandex.url}/token`, { body, headers: { ...type, ...headers } });
  };
  assert.equal((await token({}, {})).status, 400);
  assert.equal((await token(basic(client.clientId, client.clientSecret), {})).status, 200);
  const { access_token: access } = (await token({}, { client_id: client.clientId, client_secret: client.clientSecret })).json<{
    access_token: string;
  }>();
  const info = (scheme: string) => rawRequest(`${yandex.url}/info?format=json`, { headers: { authorization: `${scheme} ${access}` } });
  assert.equal((await info('Bearer')).status, 401);
  const person = (await info('OAuth')).json<{ birthday: string; default_phone: null }>();
  assert.deepEqual([person.birthday, person.default_phone], ['0000-12-23', null]);
  assert.equal((await authorize({ scope: 'login:passport' })).callback?.get('error'), 'invalid_scope');
});
