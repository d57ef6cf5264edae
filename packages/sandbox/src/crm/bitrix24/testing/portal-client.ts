import { after } from 'node:test';
import { form, rawRequest, type RawAnswer } from '../../../neighbours/testing/raw-request.ts';
import { receiver } from '../../../neighbours/testing/receiver.ts';
import { manualTimer } from '../../../timer.ts';
import { bitrix24Application, startBitrix24, type Bitrix24Options } from '../bitrix24.ts';

export type AnyResult = Record<string, unknown> & { item: Record<string, unknown>; items: Record<string, unknown>[] };

export interface RestAnswer<Result = AnyResult> {
  result: Result;
  total?: number;
  next?: number;
  time: { operating?: number; operating_reset_at?: number };
}

/** Our side of a portal, by raw requests written from the official documentation. */
export async function portalClient(options: Bitrix24Options = {}) {
  const timer = manualTimer(new Date('2026-12-01T09:00:00Z'));
  const hooks = await receiver();
  const application = { ...bitrix24Application, redirectUri: `${hooks.url}/callback` };
  const bitrix = await startBitrix24({ timer, applications: [application], userFields: ['UF_CRM_BANK'], ...options });
  after(async () => {
    await bitrix.close();
    await hooks.close();
  });

  const post = (method: string, params: unknown): Promise<RawAnswer> => rawRequest(`${bitrix.webhookUrl}${method}`, { body: params });
  async function call<Result = AnyResult>(method: string, params: unknown): Promise<RestAnswer<Result>> {
    const answer = await post(method, params);
    if (answer.status !== 200) throw new Error(`${method}: ${answer.status} ${answer.text}`);
    return answer.json<RestAnswer<Result>>();
  }

  async function code(): Promise<string> {
    const consent = await rawRequest(`${bitrix.url}/oauth/authorize/?client_id=${application.clientId}&state=s1&response_type=code`);
    return new URL(String(consent.headers['location'])).searchParams.get('code') ?? '';
  }
  const grant = (fields: Record<string, string>) =>
    rawRequest(`${bitrix.url}/oauth/token/`, form({ client_id: application.clientId, client_secret: application.clientSecret, ...fields }));
  async function tokens(): Promise<{ access_token: string; refresh_token: string }> {
    return (await grant({ grant_type: 'authorization_code', code: await code() })).json();
  }
  const asApplication = (method: string, params: object, auth: string) =>
    rawRequest(`${bitrix.url}/rest/${method}`, { body: { ...params, auth } });

  async function addDeal(fields: object = {}): Promise<number> {
    const added = await call('crm.item.add', { entityTypeId: 2, fields: { title: 'Заказ 17', ...fields } });
    return Number(added.result.item['id']);
  }

  return { bitrix, timer, hooks, application, post, call, code, grant, tokens, asApplication, addDeal };
}

export const errorOf = (answer: RawAnswer) => [answer.status, answer.json<{ error: string | 0 }>().error];
