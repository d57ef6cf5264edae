import { after } from 'node:test';
import { rawRequest, type RawAnswer } from '../../../neighbours/testing/raw-request.ts';
import { receiver } from '../../../neighbours/testing/receiver.ts';
import { manualTimer } from '../../../timer.ts';
import { amoIntegration, startAmoCrm, type AmoCrmOptions } from '../amocrm.ts';

/** Our side of an account, by raw requests. Every call lets a second pass, so that the limit strikes only where a test wants it. */
export async function accountClient(options: AmoCrmOptions = {}) {
  const timer = manualTimer(new Date('2026-12-01T09:00:00Z'));
  const hooks = await receiver();
  const integration = { ...amoIntegration, redirectUri: `${hooks.url}/callback` };
  const amo = await startAmoCrm({ timer, integration, ...options });
  after(async () => {
    await amo.close();
    await hooks.close();
  });
  const headers = (token: string) => ({ authorization: `Bearer ${token}`, 'user-agent': 'shop/1.0' });

  function send(method: string, path: string, body?: unknown, token: string = integration.longLivedToken): Promise<RawAnswer> {
    return rawRequest(`${amo.url}/api/v4/${path}`, { method, headers: headers(token), ...(body === undefined ? {} : { body }) });
  }
  function call(method: string, path: string, body?: unknown): Promise<RawAnswer> {
    timer.advance(1_000);
    return send(method, path, body);
  }
  const grant = (fields: object) =>
    rawRequest(`${amo.url}/oauth2/access_token`, {
      body: { client_id: integration.clientId, client_secret: integration.clientSecret, redirect_uri: integration.redirectUri, ...fields },
    });
  async function code(): Promise<string> {
    const consent = await rawRequest(`${amo.url}/oauth?client_id=${integration.clientId}&state=s1&mode=popup`);
    return new URL(String(consent.headers['location'])).searchParams.get('code') ?? '';
  }
  async function addLead(fields: object = {}): Promise<number> {
    const added = await call('POST', 'leads', [{ name: 'Заказ 17', price: 100.5, ...fields }]);
    return added.json<{ _embedded: { leads: { id: number }[] } }>()._embedded.leads[0]!.id;
  }
  return { amo, timer, hooks, integration, send, call, grant, code, addLead };
}
