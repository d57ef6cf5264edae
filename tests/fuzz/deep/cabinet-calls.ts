import { randomUUID } from 'node:crypto';
import { invite } from '../../../packages/backend/src/cabinet/access/invite.ts';
import { switchOn } from '../../../packages/backend/src/t-bank/ids.ts';
import { openMember } from '../../../packages/backend/src/testing/member.ts';
import type { DeepCall, RightRequest } from './right-request.ts';
import type { DeepWorld } from './walk.ts';

const filter = {
  mode: 'live',
  status: 'signed,approved',
  from: '2026-01-01',
  to: '2026-12-31',
  min: '1',
  max: '90000000',
  product: 'installment',
  trusted: 'true',
  source: 'server',
  bank: 'first',
};
const period = { mode: 'live', from: '2026-01-01', to: '2026-01-31' };
const file = { format: 'csv', language: 'ru' };

/** The cabinet's routes: acts on orders of the right state, settings, and every query string. */
export function cabinetCalls(world: DeepWorld): DeepCall[] {
  const { context } = world.backend;
  const { origin } = new URL(context.config.cabinetUrl);
  let turn = 0;
  /** Members have limits of their own, so several take turns. */
  const credential = () => ({ cookie: world.heads[(turn += 1) % world.heads.length]?.cookie ?? '', origin });
  const call = (method: string, path: string, rest: Partial<RightRequest> = {}): RightRequest => ({
    ...{ method, path: `/cabinet/api${path}`, headers: credential() },
    ...rest,
  });
  const get = (path: string, query?: Record<string, string>) => call('GET', path, query ? { query } : {});
  const post = (path: string, body?: unknown) => call('POST', path, body === undefined ? {} : { body });
  const { sql } = context;
  const cursor = async () => {
    const list = await world.heads[0]?.gets<{ nextCursor: string | null }>('/orders?mode=live&limit=1');
    return list?.nextCursor ?? '';
  };
  const newOrder = async () => (await world.shop.createOrder({ buyer: { phone: '+79000000017', email: 'proba@mail.example' } })).id;
  let known = '';
  const anyOrder = async () => (known ||= await newOrder());
  const made = async (path: string, body: unknown) => {
    const request = post(path, body);
    const response = await fetch(world.backend.url + request.path, {
      method: 'POST',
      headers: { ...request.headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return ((await response.json()) as { id: string }).id;
  };
  const aView = { name: 'Мои', filter: { status: 'signed', from: '2026-01-01' } };
  const newView = async () => {
    await sql.deleteFrom('savedViews').execute();
    const request = post('/me/views', aView);
    const response = await fetch(world.backend.url + request.path, {
      method: 'POST',
      headers: { ...request.headers, 'content-type': 'application/json' },
      body: JSON.stringify(aView),
    });
    return { id: ((await response.json()) as { id: string }).id, headers: request.headers };
  };
  const newMember = async () =>
    (await openMember(world.backend, world.shop.id, 'manager', { email: `${randomUUID()}@shop.example` })).userId;
  const tokenOfInvitation = async () => {
    const { link } = await invite(context, {
      shopId: world.shop.id,
      email: `${randomUUID()}@shop.example`,
      role: 'manager',
      by: 'operator',
    });
    return link?.split('#')[1] ?? '';
  };
  const noEndpoints = () => sql.updateTable('webhookEndpoints').set({ deletedAt: new Date() }).where('deletedAt', 'is', null).execute();
  const newEndpoint = async () => {
    await noEndpoints();
    return made('/endpoints', { url: 'https://hooks.example/in', test: false });
  };
  const newKey = () => made('/keys', { kind: 'publishable', test: false });
  const noKeysTooMany = async () =>
    void (await sql
      .updateTable('keys')
      .set({ revokedAt: new Date() })
      .where('kind', '=', 'publishable')
      .where('revokedAt', 'is', null)
      .execute());
  return [
    { name: 'cabinet GET /session', right: () => get('/session') },
    {
      name: 'cabinet POST /sign-in',
      traces: ['public.audit'],
      right: () => ({ ...post('/sign-in', { email: world.heads[0]?.email, password: world.heads[0]?.password }), headers: { origin } }),
    },
    {
      name: 'cabinet POST /password/link',
      right: async () => ({ ...post('/password/link', { token: await tokenOfInvitation() }), headers: { origin } }),
    },
    {
      name: 'cabinet POST /password',
      right: async () => ({
        ...post('/password', { token: await tokenOfInvitation(), password: 'сиреневый шкаф в огороде', name: 'Проба' }),
        headers: { origin },
      }),
    },
    { name: 'cabinet GET /me', right: () => get('/me') },
    {
      name: 'cabinet PATCH /me',
      right: () =>
        call('PATCH', '/me', { body: { name: 'Анна', language: 'en', notices: { signed: true, unconfirmed: false, failing: true } } }),
    },
    { name: 'cabinet GET /me/sessions', right: () => get('/me/sessions') },
    { name: 'cabinet GET /me/views', right: () => get('/me/views') },
    { name: 'cabinet POST /me/views', right: async () => (await sql.deleteFrom('savedViews').execute(), post('/me/views', aView)) },
    {
      name: 'cabinet DELETE /me/views/{id}',
      right: async () => {
        const { id, headers } = await newView();
        return call('DELETE', `/me/views/${id}`, { headers });
      },
    },
    { name: 'cabinet GET /banks-now', right: () => get('/banks-now') },
    {
      name: 'cabinet GET /orders',
      right: async () => get('/orders', { ...filter, limit: '5', after: await cursor() }),
    },
    { name: 'cabinet GET /orders of each mode', right: () => get('/orders', { mode: 'live', limit: '2' }) },
    {
      name: 'cabinet POST /orders/search',
      right: () => post('/orders/search', { mode: 'live', search: 'холодильник', limit: 5, status: 'signed' }),
    },
    { name: 'cabinet GET /orders/summary', right: () => get('/orders/summary', { mode: 'live' }) },
    { name: 'cabinet GET /orders/{id}', right: async () => get(`/orders/${await anyOrder()}`) },
    { name: 'cabinet POST /orders/{id}/reveal', right: async () => post(`/orders/${await anyOrder()}/reveal`, { field: 'phone' }) },
    { name: 'cabinet POST /orders/{id}/notes', right: async () => post(`/orders/${await anyOrder()}/notes`, { text: 'Заметка' }) },
    {
      name: 'cabinet POST /orders/{id}/link',
      right: async () => post(`/orders/${await newOrder()}/link`, { channel: 'email', to: `${randomUUID()}@mail.example` }),
    },
    { name: 'cabinet POST /orders/{id}/confirm', right: () => post(`/orders/${world.take('signed').id}/confirm`) },
    {
      name: 'cabinet POST /orders/{id}/confirm/take-back',
      right: async () => {
        const { id } = world.take('signed');
        const request = post(`/orders/${id}/confirm`);
        await fetch(world.backend.url + request.path, { method: 'POST', headers: request.headers });
        return post(`/orders/${id}/confirm/take-back`);
      },
    },
    { name: 'cabinet POST /orders/{id}/cancel', right: async () => post(`/orders/${await newOrder()}/cancel`, { reason: 'Товара нет' }) },
    {
      name: 'cabinet POST /orders/{id}/refunds',
      right: () => post(`/orders/${world.take('confirmed').id}/refunds`, { amount: 1000, reason: 'Скидка' }),
    },
    {
      name: 'cabinet POST /orders/export',
      right: () => post('/orders/export', { mode: 'live', search: 'холодильник', from: '2026-01-01', to: '2026-12-31', ...file }),
    },
    {
      name: 'cabinet POST /links',
      right: () =>
        post('/links', {
          mode: 'live',
          product: 'installment',
          term: 6,
          externalId: 'L-1',
          phone: '+79000000017',
          email: 'proba@mail.example',
          items: [{ name: 'Стул', price: 500_000, quantity: 1 }],
        }),
    },
    { name: 'cabinet GET /links', right: async () => get('/links', { mode: 'live', limit: '5', after: await cursor() }) },
    { name: 'cabinet GET /links/{id}/qr.svg', right: async () => get(`/links/${await anyOrder()}/qr.svg`) },
    { name: 'cabinet GET /payouts', right: () => get('/payouts', period) },
    { name: 'cabinet POST /payouts/export', right: () => post('/payouts/export', { ...period, ...file }) },
    { name: 'cabinet GET /analytics', right: () => get('/analytics', period) },
    { name: 'cabinet POST /analytics/export', right: () => post('/analytics/export', { ...period, ...file }) },
    { name: 'cabinet GET /shop', right: () => get('/shop') },
    {
      name: 'cabinet PATCH /shop',
      right: () =>
        call('PATCH', '/shop', {
          body: {
            name: 'Северный дом',
            accent: '#0f5c4a',
            radius: 8,
            bic: '044525974',
            autoConfirm: { on: true, upTo: 100, untrusted: false },
          },
        }),
    },
    {
      name: 'cabinet POST /shop/origins',
      right: async () => {
        await sql
          .updateTable('shops')
          .set({ origins: [world.shop.origin] })
          .where('id', '=', world.shop.id)
          .execute();
        return post('/shop/origins', { origin: `https://o${turn}.example` });
      },
    },
    { name: 'cabinet GET /audit', right: () => get('/audit', { limit: '5', after: 'evt_ZZZZZZZZZZ' }) },
    { name: 'cabinet GET /integration', right: () => get('/integration') },
    { name: 'cabinet GET /integration/t-bank', right: () => get('/integration/t-bank') },
    { name: 'cabinet POST /integration/t-bank', right: () => post('/integration/t-bank', { on: true }) },
    {
      name: 'cabinet POST /integration/t-bank/replace',
      right: async () => {
        await context.transaction((tx) => switchOn(context, tx, world.shop.id));
        return post('/integration/t-bank/replace', { kind: 'widget' });
      },
    },
    { name: 'cabinet GET /keys', right: () => get('/keys') },
    { name: 'cabinet POST /keys', right: async () => (await noKeysTooMany(), post('/keys', { kind: 'publishable', test: false })) },
    {
      name: 'cabinet DELETE /keys/{id}',
      right: async () => (await noKeysTooMany(), call('DELETE', `/keys/${(await newKey(), await newKey())}`)),
    },
    { name: 'cabinet GET /endpoints', right: () => get('/endpoints') },
    {
      name: 'cabinet POST /endpoints',
      right: async () => (
        await noEndpoints(),
        post('/endpoints', { url: 'https://hooks.example/x', test: false, types: ['order.signed'] })
      ),
    },
    { name: 'cabinet DELETE /endpoints/{id}', right: async () => call('DELETE', `/endpoints/${await newEndpoint()}`) },
    { name: 'cabinet GET /members', right: () => get('/members') },
    {
      name: 'cabinet POST /members',
      right: () => post('/members', { email: `${randomUUID()}@shop.example`, role: 'manager', language: 'ru' }),
    },
    {
      name: 'cabinet PATCH /members/{id}',
      right: async () => call('PATCH', `/members/${await newMember()}`, { body: { role: 'head', disabled: true } }),
    },
    { name: 'cabinet GET /banks', right: () => get('/banks') },
    {
      name: 'cabinet PUT /banks/{id}',
      right: () => call('PUT', '/banks/silent', { body: { on: true, ownMin: 200_000, ownMax: 20_000_000 } }),
    },
  ];
}
