import { randomUUID } from 'node:crypto';
import { sign } from '../../../packages/backend/src/banks/message-signature.ts';
import { anOrder } from '../../../packages/backend/src/testing/shop.ts';
import type { DeepCall, RightRequest } from './right-request.ts';
import type { DeepWorld } from './walk.ts';

/** The merchant API and the banks' callbacks. */
export function shopsCalls(world: DeepWorld): DeepCall[] {
  const { shop, bank, silent } = world;
  const headers = { authorization: `Bearer ${shop.secretKey}` };
  const get = (path: string, query?: Record<string, string>): RightRequest => ({
    method: 'GET',
    path,
    headers,
    ...(query ? { query } : {}),
  });
  const post = (path: string, body?: unknown): RightRequest => ({
    method: 'POST',
    path,
    headers: { ...headers, 'idempotency-key': randomUUID() },
    ...(body === undefined ? {} : { body }),
  });
  const newOrder = async () => (await shop.createOrder()).id;
  let last = '';
  const anyOrder = async () => (last ||= await newOrder());
  const newEndpoint = async () => {
    const { sql } = world.backend.context;
    // A shop may have only so many.
    await sql.updateTable('webhookEndpoints').set({ deletedAt: new Date() }).where('deletedAt', 'is', null).execute();
    const made = await shop.call('/v1/webhook-endpoints', { body: { url: 'https://hooks.example/in' } });
    return ((await made.json()) as { id: string }).id;
  };
  const full = {
    ...anOrder,
    externalId: 'A-1',
    term: 6,
    discount: 100,
    items: [{ name: 'Ткань', price: 4_999_000, quantity: 1.5, unit: 'm', vendorCode: 'T-1', category: 'Ткани', vat: '20' }],
    buyer: { lastName: 'Вымыслова', firstName: 'Проба', phone: '+79000000017', email: 'proba@mail.example' },
    returnUrls: { success: `${shop.origin}/a`, failure: `${shop.origin}/b`, cancel: `${shop.origin}/c` },
    metadata: { cart: '17' },
  };
  const fromBank = (path: string, body: unknown, from = bank): RightRequest => {
    const text = JSON.stringify(body);
    return {
      method: 'POST',
      path,
      body,
      headers: { ...sign(from.config.inSecrets[0] ?? '', randomUUID(), world.backend.context.clock.now(), text) },
    };
  };
  const event = (type: string, applicationId: string, more: object = {}) =>
    fromBank(`/v1/banks/${bank.config.id}/events`, {
      ...{ eventId: randomUUID(), applicationId, action: 'event', type, at: new Date().toISOString() },
      ...more,
    });
  return [
    { name: 'POST /v1/orders', right: () => post('/v1/orders', { ...full, externalId: randomUUID() }) },
    {
      name: 'POST /v1/orders by a page',
      right: () => ({
        ...post('/v1/orders', { ...full, externalId: randomUUID() }),
        headers: { authorization: `Bearer ${shop.publishableKey}`, origin: shop.origin },
      }),
    },
    {
      name: 'GET /v1/orders',
      right: () => get('/v1/orders', { limit: '3', after: 'ord_ZZZZZZZZZZ', status: 'signed', externalId: 'A-1' }),
    },
    { name: 'GET /v1/orders/{id}', right: async () => get(`/v1/orders/${await anyOrder()}`) },
    { name: 'POST /v1/orders/{id}/link', right: async () => post(`/v1/orders/${await newOrder()}/link`) },
    {
      name: 'POST /v1/orders/{id}/cancel of a created order',
      right: async () => post(`/v1/orders/${await newOrder()}/cancel`, { reason: 'out of stock' }),
    },
    {
      name: 'POST /v1/orders/{id}/cancel of a signed order',
      right: () => post(`/v1/orders/${world.take('signed').id}/cancel`, { reason: 'out of stock' }),
    },
    { name: 'POST /v1/orders/{id}/confirm', right: () => post(`/v1/orders/${world.take('signed').id}/confirm`) },
    {
      name: 'POST /v1/orders/{id}/refunds by sum',
      right: () => post(`/v1/orders/${world.take('confirmed').id}/refunds`, { amount: 1000 }),
    },
    {
      name: 'POST /v1/orders/{id}/refunds by items',
      right: () => {
        const { id, itemId } = world.take('settled');
        return post(`/v1/orders/${id}/refunds`, { items: [{ itemId, quantity: 2 }] });
      },
    },
    { name: 'GET /v1/orders/{id}/refunds', right: async () => get(`/v1/orders/${await anyOrder()}/refunds`) },
    {
      name: 'GET /v1/plans',
      right: () => ({ ...get('/v1/plans', { shop: shop.publishableKey, product: 'installment', amount: '4999000' }), headers: {} }),
    },
    {
      name: 'POST /v1/webhook-endpoints',
      right: async () => (
        await newEndpoint(),
        post('/v1/webhook-endpoints', { url: 'https://hooks.example/two', types: ['order.signed'] })
      ),
    },
    { name: 'GET /v1/webhook-endpoints', right: () => get('/v1/webhook-endpoints') },
    { name: 'POST /v1/webhook-endpoints/{id}/rotate', right: async () => post(`/v1/webhook-endpoints/${await newEndpoint()}/rotate`) },
    { name: 'POST /v1/webhook-endpoints/{id}/test', right: async () => post(`/v1/webhook-endpoints/${await newEndpoint()}/test`) },
    {
      name: 'DELETE /v1/webhook-endpoints/{id}',
      right: async () => ({ ...post(`/v1/webhook-endpoints/${await newEndpoint()}`), method: 'DELETE' }),
    },
    { name: 'GET /v1/events', right: async () => get('/v1/events', { limit: '5', after: await anEvent(world) }) },
    { name: 'POST /v1/events/{id}/redeliver', right: async () => post(`/v1/events/${await anEvent(world)}/redeliver`) },
    {
      name: 'POST /v1/banks/{id}/decisions',
      right: () =>
        fromBank(
          '/v1/banks/silent/decisions',
          {
            applicationId: world.take('submitted').applicationId,
            action: 'decision',
            decision: 'declined',
          },
          silent,
        ),
    },
    { name: 'POST /v1/banks/{id}/events offer-withdrawn', right: () => event('offer-withdrawn', world.take('offered').applicationId) },
    { name: 'POST /v1/banks/{id}/events contract-canceled', right: () => event('contract-canceled', world.take('signed').applicationId) },
    { name: 'POST /v1/banks/{id}/events settled', right: () => event('settled', world.take('confirmed').applicationId, { amount: 100 }) },
  ];
}

async function anEvent({ backend, shop }: DeepWorld): Promise<string> {
  const { sql } = backend.context;
  return (
    await sql.selectFrom('events').select('id').where('shopId', '=', shop.id).where('public', '=', true).limit(1).executeTakeFirstOrThrow()
  ).id;
}
