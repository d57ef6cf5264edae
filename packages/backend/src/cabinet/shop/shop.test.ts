import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type {
  AuditEntry,
  BankHealth,
  Member as MemberView,
  CreatedKey,
  EndpointDelivery,
  EndpointHealth,
  Integration,
  Key,
  ShopSettings,
} from '@installment-button/protocol/cabinet/shop';
import { originsOfOrder } from '../../orders/framing-origins.ts';
import { DAY } from '../../platform/clock.ts';
import { cabinetFetch, cookieOf, openMember, signedIn, type Member } from '../../testing/member.ts';
import { aBank, anOrder, openTestShop, type TestShop } from '../../testing/shop.ts';
import { startTestBackend, type TestBackend } from '../../testing/start-backend.ts';
import { waitFor } from '../../testing/wait-for.ts';

describe('the part for the head', () => {
  let passed = 0;
  let backend: TestBackend;
  let shop: TestShop;
  let head: Member;

  before(async () => {
    backend = await startTestBackend({
      banks: [aBank(), aBank({ id: 'second', name: 'Второй', minAmount: 1_000_000 }), aBank({ id: 'practice', test: true })],
      clock: { now: () => new Date(Date.now() + passed) },
    });
    shop = await openTestShop(backend);
    head = await openMember(backend, shop.id, 'head');
  });
  after(() => backend.close());

  it('changes the shop’s brand and rules, each change written down', async () => {
    const change = { name: 'Тёплый дом', accent: '#0f5c4a', radius: 12, autoConfirm: { on: true, upTo: 10_000_000, untrusted: false } };
    const settings = await head.gets<ShopSettings>('/shop', { method: 'PATCH', body: change });
    assert.deepEqual(
      [settings.name, settings.accent, settings.radius, settings.autoConfirm],
      [change.name, change.accent, 12, change.autoConfirm],
    );
    await head.gets('/shop', { method: 'PATCH', body: { accent: 'green' }, status: 422 });
    await head.gets('/shop', { method: 'PATCH', body: { logo: 'javascript:alert(1)' }, status: 422 });
    const { data } = await head.gets<{ data: AuditEntry[] }>('/audit');
    assert.deepEqual([data[0]?.act, data[0]?.actor], ['shop.change', 'Анна Пробная']);
  });

  it('registers and removes origins as browsers write them', async () => {
    const { origins } = await head.gets<ShopSettings>('/shop/origins', { body: { origin: 'https://M.Shop.example' } });
    assert.deepEqual(origins, ['https://shop.example', 'https://m.shop.example']);
    await head.gets('/shop/origins', { body: { origin: 'http://shop.example' }, status: 422 });
    const after = await head.gets<ShopSettings>('/shop/origins/remove', { body: { origin: 'https://m.shop.example' } });
    assert.deepEqual(after.origins, ['https://shop.example']);
  });

  it('replaces a key, which works on for a day, and revokes one at once', async () => {
    const { data: before } = await head.gets<{ data: Key[] }>('/keys');
    const old = before.find(({ kind }) => kind === 'secret');
    assert.equal(old?.hint, shop.secretKey.slice(-4));
    const { key } = await head.gets<CreatedKey>(`/keys/${old?.id}/replace`, { method: 'POST', status: 201 });
    assert.equal((await shop.call('/v1/orders', { key })).status, 200);
    assert.equal((await shop.call('/v1/orders')).status, 200);
    const { data: both } = await head.gets<{ data: Key[] }>('/keys');
    assert.ok(both.find(({ id }) => id === old?.id)?.worksUntil);
    assert.ok(both.find(({ id }) => id === old?.id)?.usedAt);
    passed += DAY + 1000;
    assert.equal((await shop.call('/v1/orders')).status, 401);
    assert.equal((await shop.call('/v1/orders', { key })).status, 200);
    head = await signInAgain(head);
    const { data: one } = await head.gets<{ data: Key[] }>('/keys');
    const fresh = one.find(({ kind }) => kind === 'secret');
    assert.equal(one.filter(({ kind }) => kind === 'secret').length, 1);
    await head.gets(`/keys/${fresh?.id}`, { method: 'DELETE', status: 204 });
    assert.equal((await shop.call('/v1/orders', { key })).status, 401);
    await head.gets(`/keys/${fresh?.id}`, { method: 'DELETE', status: 404 });
    const made = await head.gets<CreatedKey>('/keys', { body: { kind: 'secret', test: false }, status: 201 });
    shop.secretKey = made.key;
  });

  it('turns a bank off or narrows its limits for this shop’s new orders', async () => {
    await head.gets('/banks/first', { method: 'PUT', body: { on: false, ownMin: null, ownMax: null }, status: 204 });
    const small = { ...anOrder, items: [{ name: 'Чайник', price: 500_000, quantity: 1 }] };
    const refused = await shop.call('/v1/orders', { body: small, key: shop.secretKey });
    assert.deepEqual([refused.status, ((await refused.json()) as { code: string }).code], [422, 'no_bank_for_amount']);
    const plans = (await (await fetch(`${backend.url}/v1/plans?shop=${shop.publishableKey}`)).json()) as { data: { minAmount: number }[] };
    assert.ok(plans.data.every(({ minAmount }) => minAmount >= 1_000_000));
    await head.gets('/banks/first', { method: 'PUT', body: { on: true, ownMin: 400_000, ownMax: 600_000 }, status: 204 });
    assert.equal((await shop.call('/v1/orders', { body: small, key: shop.secretKey })).status, 201);
    await head.gets('/banks/first', { method: 'PUT', body: { on: true, ownMin: 600_000, ownMax: 400_000 }, status: 422 });
    const { data } = await head.gets<{ data: BankHealth[] }>('/banks');
    assert.deepEqual(
      data.map(({ id, on, ownMin, state }) => [id, on, ownMin, state]),
      [
        ['first', true, 400_000, 'idle'],
        ['second', true, null, 'idle'],
        ['practice', true, null, 'idle'],
      ],
    );
  });

  it('invites, promotes and disables members, but never leaves the shop without a head', async () => {
    const before = backend.mails.length;
    await head.gets('/members', { body: { email: 'new@shop.example', role: 'manager', language: 'en' }, status: 201 });
    await head.gets('/members', { body: { email: 'NEW@shop.example', role: 'manager', language: 'en' }, status: 409 });
    const mail = await waitFor('the invitation', () => backend.mails.slice(before).find(({ to }) => to === 'new@shop.example'));
    assert.match(mail.subject, /^Invitation/);
    const manager = await openMember(backend, shop.id, 'manager');
    await manager.gets('/analytics?mode=live&from=2026-01-01&to=2026-01-02', { status: 403 });
    await head.gets(`/members/${manager.userId}`, { method: 'PATCH', body: { role: 'head' } });
    await manager.gets('/analytics?mode=live&from=2026-01-01&to=2026-01-02');
    const { data } = await head.gets<{ data: MemberView[] }>(`/members/${manager.userId}`, {
      method: 'PATCH',
      body: { disabled: true },
    });
    assert.deepEqual(
      data.map(({ state }) => state),
      ['active', 'invited', 'disabled'],
    );
    await manager.gets('/me', { status: 401 });
    await head.gets(`/members/${head.userId}`, { method: 'PATCH', body: { role: 'manager' }, status: 409 });
    await head.gets(`/members/${head.userId}`, { method: 'PATCH', body: { disabled: true }, status: 409 });
  });

  it('adds an endpoint, whose secret is shown once, and tells how it does', async () => {
    const made = await head.gets<{ id: string; secret: string }>('/endpoints', {
      body: { url: 'http://localhost:9/hooks', test: false },
      status: 201,
    });
    assert.match(made.secret, /^whsec_/);
    const { data } = await head.gets<{ data: EndpointHealth[] }>('/endpoints');
    assert.deepEqual([data[0]?.url, data[0]?.last, data[0]?.disabledAt], ['http://localhost:9/hooks', [], null]);
    assert.ok(!JSON.stringify(data).includes(made.secret));
    assert.deepEqual(await head.gets(`/endpoints/${made.id}/test`, { method: 'POST' }), { delivered: false, status: null });
    const rotated = await head.gets<{ secret: string }>(`/endpoints/${made.id}/rotate`, { method: 'POST' });
    assert.notEqual(rotated.secret, made.secret);
    await head.gets('/endpoints', { body: { url: 'http://shop.example/hooks', test: false }, status: 422 });

    const wish = { mode: 'live', product: 'installment', externalId: 'ТД-7', items: [{ name: 'Кресло', price: 1_870_000, quantity: 1 }] };
    const order = await head.gets<{ id: string }>('/links', { body: wish, status: 201 });
    const deliveries = async () => (await head.gets<{ data: EndpointDelivery[] }>(`/endpoints/${made.id}/deliveries`)).data;
    const tried = await waitFor('the first try', async () => (await deliveries()).find(({ attempts }) => attempts > 0));
    assert.deepEqual([tried.type, tried.number, tried.orderId, tried.responseStatus], ['order.created', 'ТД-7', order.id, null]);
    await head.gets(`/endpoints/${made.id}`, { method: 'DELETE', status: 204 });
    assert.deepEqual((await head.gets<{ data: EndpointHealth[] }>('/endpoints')).data, []);
  });

  it('makes a test purchase and tells how far it came', async () => {
    const before = await head.gets<Integration>('/integration');
    assert.deepEqual([before.testPurchase.created, before.testable], [false, true]);
    const preview = () => head.gets<{ id: string; link: string }>('/integration/preview', { method: 'POST' });
    const { id } = await preview();
    assert.equal((await preview()).id, id, 'one is enough');
    assert.equal((await head.gets<Integration>('/integration')).testPurchase.created, false, 'it is no purchase');
    const { link } = await head.gets<{ link: string }>('/integration/test-purchase', { method: 'POST', status: 201 });
    assert.match(link, /\/apply\/ord_/);
    // Asked of the store and not of the page: that is served only once it is built.
    const own = 'https://cabinet.example';
    const framersOf = (address: string) => originsOfOrder(backend.context.sql, /ord_[0-9A-Z]+/.exec(address)?.[0] ?? '', own);
    assert.deepEqual(await framersOf((await preview()).link), ['https://shop.example', own]);
    assert.deepEqual(await framersOf(link), ['https://shop.example'], 'the cabinet frames nothing but its preview');
    const after = await head.gets<Integration>('/integration');
    assert.deepEqual(after.testPurchase, { created: true, submitted: false, signed: false, delivered: false });
  });

  it('tells the audit log page by page, in words', async () => {
    const first = await head.gets<{ data: AuditEntry[]; nextCursor: string }>('/audit?limit=2');
    const second = await head.gets<{ data: AuditEntry[] }>(`/audit?limit=2&after=${first.nextCursor}`);
    assert.equal(new Set([...first.data, ...second.data].map(({ id }) => id)).size, 4);
    const all = await head.gets<{ data: AuditEntry[] }>('/audit?limit=100');
    const stored = await backend.context.sql.selectFrom('audit').selectAll().execute();
    assert.ok(!JSON.stringify(stored).includes('new@shop.example'));
    assert.ok(all.data.some(({ act, subjectName }) => act === 'bank.change' && subjectName === 'Первый'));
  });

  async function signInAgain(who: Member): Promise<Member> {
    const response = await cabinetFetch(backend, '/sign-in', { body: { email: who.email, password: who.password } });
    return signedIn(backend, { ...who, cookie: cookieOf(response) });
  }
});
