import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { OrderRowList } from '@installment-button/protocol/cabinet/orders';
import { openMember, cabinetFetch, type Member } from '../testing/member.ts';
import { aBank, openTestShop, type TestShop } from '../testing/shop.ts';
import { startTestBackend, type TestBackend } from '../testing/start-backend.ts';
import { cabinetRoutesOf, type CabinetRoute } from './routes.ts';

/** Ids of the first shop, in the order in which addresses take them. */
interface Own {
  order: string;
  user: string;
  key: string;
  endpoint: string;
  delivery: string;
  view: string;
  session: string;
}

/** Bodies that each writing route would take, so that a refusal is about the person and not about the body. */
const bodies: Record<string, unknown> = {
  'POST /sign-in': { email: 'nobody@shop.example', password: 'wrong password' },
  'POST /password/forgotten': { email: 'nobody@shop.example' },
  'POST /password/link': { token: 'x'.repeat(43) },
  'POST /password': { token: 'x'.repeat(43), password: 'a long enough password' },
  'PATCH /me': {},
  'POST /me/password': { current: 'wrong password', next: 'another long password' },
  'POST /me/second-factor': { password: 'wrong password' },
  'POST /me/second-factor/confirm': { code: '000000' },
  'POST /me/second-factor/off': { password: 'wrong password' },
  'POST /me/views': { name: 'Мои', filter: { status: 'signed' } },
  'POST /orders/search': { mode: 'live', search: 'холодильник' },
  'POST /orders/export': { mode: 'live', format: 'csv', language: 'ru' },
  'POST /orders/:id/cancel': {},
  'POST /orders/:id/refunds': { amount: 100 },
  'POST /orders/:id/reveal': { field: 'phone' },
  'POST /orders/:id/notes': { text: 'Заметка' },
  'POST /orders/:id/link': { channel: 'sms', to: '+79000000001' },
  'POST /links': { mode: 'live', product: 'installment', items: [{ name: 'Стул', price: 500_000, quantity: 1 }] },
  'POST /analytics/export': { mode: 'live', from: '2026-01-01', to: '2026-01-31', format: 'csv', language: 'ru' },
  'POST /payouts/export': { mode: 'live', from: '2026-01-01', to: '2026-01-31', format: 'csv', language: 'ru' },
  'PATCH /shop': {},
  'POST /shop/origins': { origin: 'https://more.example' },
  'POST /shop/origins/remove': { origin: 'https://more.example' },
  'POST /keys': { kind: 'publishable', test: false },
  'POST /integration/t-bank': { on: false },
  'POST /integration/t-bank/replace': { kind: 'widget' },
  'POST /endpoints': { url: 'https://hooks.example/in', test: false },
  'PUT /connections/:provider/:mode': { values: {} },
  'PATCH /connections/:provider/:mode': {},
  'PUT /banks/:id': { on: true, ownMin: null, ownMax: null },
  'POST /members': { email: 'new@shop.example', role: 'manager', language: 'ru' },
  'PATCH /members/:id': {},
};

/** The parts for the head alone, by the first word of their addresses; said here once more, so that no route slips out of them. */
const ownersParts = ['analytics', 'audit', 'banks', 'connections', 'endpoints', 'integration', 'keys', 'members', 'payouts', 'shop'];

/** Written as POST, though they only read: what is looked for may name a person. */
const reading = ['POST /orders/search', 'POST /orders/export', 'POST /analytics/export', 'POST /payouts/export'];

const queries: Record<string, string> = {
  'GET /orders': '?mode=live',
  'GET /orders/summary': '?mode=live',
  'GET /orders/live': '?mode=live',
  'GET /links': '?mode=live',
  'GET /payouts': '?mode=live&from=2026-01-01&to=2026-01-31',
  'GET /analytics': '?mode=live&from=2026-01-01&to=2026-01-31',
};

describe('every route of the cabinet', () => {
  let backend: TestBackend;
  let shop: TestShop;
  let other: TestShop;
  let head: Member;
  let manager: Member;
  let stranger: Member;
  let own: Own;
  let routes: CabinetRoute[];

  before(async () => {
    backend = await startTestBackend({ banks: [aBank(), aBank({ id: 'practice', test: true })] });
    shop = await openTestShop(backend);
    head = await openMember(backend, shop.id, 'head');
    manager = await openMember(backend, shop.id, 'manager');
    other = await openTestShop(backend, { origin: 'https://other.example' });
    stranger = await openMember(backend, other.id, 'head');
    routes = cabinetRoutesOf(backend.context);
    own = await ownThings();
  });
  after(() => backend.close());

  async function ownThings(): Promise<Own> {
    const order = await shop.createOrder();
    const { id: view } = await head.gets<{ id: string }>('/me/views', { body: bodies['POST /me/views'], status: 201 });
    const { id: endpoint } = await head.gets<{ id: string }>('/endpoints', { body: bodies['POST /endpoints'], status: 201 });
    const keys = await head.gets<{ data: { id: string }[] }>('/keys');
    const sessions = await head.gets<{ data: { id: string }[] }>('/me/sessions');
    const event = await backend.context.sql.selectFrom('events').select('id').where('orderId', '=', order.id).executeTakeFirstOrThrow();
    const delivery = backend.context.ids.next('dlv');
    await backend.context.sql
      .insertInto('webhookDeliveries')
      .values({ id: delivery, endpointId: endpoint, eventId: event.id, shopId: shop.id, createdAt: new Date() })
      .execute();
    return { order: order.id, user: manager.userId, key: keys.data[0]!.id, endpoint, delivery, view, session: sessions.data[0]!.id };
  }

  function address({ url }: CabinetRoute): string {
    const part = url.split('/')[1] ?? '';
    const ids: Record<string, string> = {
      orders: own.order,
      links: own.order,
      members: own.user,
      keys: own.key,
      endpoints: own.endpoint,
      banks: 'first',
      me: url.includes('sessions') ? own.session : own.view,
    };
    return url.replace(':deliveryId', own.delivery).replace(':id', ids[part] ?? '');
  }

  const nameOf = ({ method, url }: CabinetRoute) => `${method} ${url}`;

  async function ask(route: CabinetRoute, who: Member | null, headers: Record<string, string> = {}): Promise<number> {
    const name = nameOf(route);
    const options = { method: route.method, ...(name in bodies ? { body: bodies[name] } : {}), headers };
    const path = `${address(route)}${queries[name] ?? ''}`;
    const response = who ? await who.call(path, options) : await cabinetFetch(backend, path, options);
    await response.body?.cancel();
    return response.status;
  }

  it('says who may call it', () => {
    assert.ok(routes.length > 50, `only ${routes.length} routes`);
    for (const route of routes) assert.ok(['anyone', 'signed-in', 'head'].includes(route.access), nameOf(route));
    const open = routes.filter(({ access }) => access === 'anyone').map(nameOf);
    assert.deepEqual(open.toSorted(), [
      'GET /banks-now',
      'GET /session',
      'POST /password',
      'POST /password/forgotten',
      'POST /password/link',
      'POST /sign-in',
      'POST /sign-out',
    ]);
    const heads = routes.filter(({ url }) => ownersParts.includes(url.split('/')[1] ?? ''));
    assert.deepEqual(routes.filter(({ access }) => access === 'head').map(nameOf), heads.map(nameOf));
    assert.deepEqual([...new Set(heads.map(({ url }) => url.split('/')[1]))].toSorted(), ownersParts);
  });

  it('refuses whoever is not signed in', async () => {
    for (const route of routes.filter(({ access }) => access !== 'anyone')) assert.equal(await ask(route, null), 401, nameOf(route));
  });

  it('refuses a manager what is the head’s', async () => {
    for (const route of routes.filter(({ access }) => access === 'head')) assert.equal(await ask(route, manager), 403, nameOf(route));
  });

  it('refuses writes that do not come from the cabinet’s own pages', async () => {
    for (const route of routes.filter(({ method }) => method !== 'GET')) {
      assert.equal(await ask(route, head, { origin: 'https://evil.example' }), 403, `${nameOf(route)} from another page`);
      assert.equal(await ask(route, head, { origin: 'null' }), 403, `${nameOf(route)} from a page without an origin`);
    }
  });

  it('knows nothing of another shop’s things', async () => {
    const about = routes.filter(({ url, access }) => url.includes(':id') && access !== 'anyone' && !url.startsWith('/banks/'));
    assert.ok(about.length > 20);
    for (const route of about) assert.equal(await ask(route, stranger), 404, nameOf(route));
  });

  it('lists nothing of another shop', async () => {
    const lists = routes.filter((route) => {
      const { method, url, access } = route;
      return reading.includes(nameOf(route)) || (method === 'GET' && !url.includes(':') && access !== 'anyone' && url !== '/orders/live');
    });
    for (const route of lists) {
      const body = bodies[nameOf(route)];
      const response = await stranger.call(`${route.url}${queries[nameOf(route)] ?? ''}`, body === undefined ? {} : { body });
      const text = await response.text();
      assert.equal(response.status, 200, nameOf(route));
      for (const id of [shop.id, ...Object.values<string>({ ...own })]) assert.ok(!text.includes(id), `${nameOf(route)} tells of ${id}`);
    }
  });

  it('tells live of nothing in another shop', async () => {
    const { liveFrom } = await stranger.gets<OrderRowList>('/orders?mode=live');
    const response = await stranger.call(`/orders/live?mode=live&after=${liveFrom}`);
    await shop.createOrder();
    const { id } = await other.createOrder();
    const told = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes(id)) text += (await told.read()).value ?? assert.fail('the stream ended');
    await told.cancel();
    assert.deepEqual([...new Set(text.match(/ord_\w+/g))], [id]);
  });

  it('lets a manager do all that is a manager’s', async () => {
    for (const route of routes.filter(({ access }) => access === 'signed-in')) {
      const status = await ask(route, manager);
      assert.ok(status !== 401 && status !== 403 && status < 500, `${nameOf(route)} answered ${status}`);
    }
  });
});
