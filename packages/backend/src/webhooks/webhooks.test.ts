import assert from 'node:assert/strict';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { after, afterEach, before, test } from 'node:test';
import { eventListSchema, orderSchema, webhookEndpointListSchema, type WebhookEvent } from '@installment-button/protocol';
import { sql } from 'kysely';
import { createUser } from '../shops/users.ts';
import { manualTime } from '../testing/manual-time.ts';
import { aBank, anOrder, openTestShop, type TestShop } from '../testing/shop.ts';
import { createOrder } from '../orders/create.ts';
import { startTestBackend, type TestBackend } from '../testing/start-backend.ts';
import { waitFor } from '../testing/wait-for.ts';
import { openWebhookReceiver, verify, type WebhookReceiver } from '../testing/webhook-receiver.ts';

const HOUR = 3_600_000;
// Begins at the present: what is enqueued on PostgreSQL is stamped with the server's own time.
const time = manualTime();
let backend: TestBackend;
let receivers: WebhookReceiver[] = [];

before(async () => {
  backend = await startTestBackend({ banks: [aBank(), aBank({ id: 'trial', test: true })], ...time.clocks });
});
after(() => backend.close());
afterEach(async () => {
  await Promise.all(receivers.map((receiver) => receiver.close()));
  receivers = [];
});

async function receiverOf(shop: TestShop, types?: string[]) {
  const receiver = await openWebhookReceiver();
  receivers.push(receiver);
  const response = await shop.call('/v1/webhook-endpoints', { body: { url: receiver.url, ...(types ? { types } : {}) } });
  assert.equal(response.status, 201);
  const endpoint = (await response.json()) as { id: string; url: string; secret: string };
  assert.match(endpoint.id, /^whk_/);
  assert.match(endpoint.secret, /^whsec_/);
  return Object.assign(receiver, { endpoint });
}

const first = (receiver: WebhookReceiver, count = 1) =>
  waitFor(`webhook ${count}`, async () => {
    await time.advance(1000);
    return receiver.received.length >= count && receiver.received[count - 1];
  });

/** Lets much time pass at once: jobs that fell due meanwhile start when it has. */
async function pass(milliseconds: number) {
  await time.clocks.queueClock.setTime(time.clock.now().getTime() + milliseconds);
  await time.advance(1000);
  await quiet();
}

/** Until no delivery is due: each was sent and noted. */
const quiet = () =>
  waitFor('the deliveries that are due', async () => {
    await time.advance(100);
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from pgboss.job
      where name like 'deliver-webhook%' and state < 'completed' and start_after <= ${time.clock.now()}`.execute(backend.context.sql);
    return rows[0]?.count === 0;
  });

/** The shop's events once so many are listed: the list stays below the oldest transaction that runs anywhere on the database server. */
const eventsOf = (shop: TestShop, count: number) =>
  waitFor(`${count} listed events`, async () => {
    const { data } = eventListSchema.parse(await (await shop.call('/v1/events')).json());
    return data.length >= count && data;
  });

const post = (shop: TestShop, path: string) => shop.call(path, { method: 'POST' });

test('an event reaches every target that listens, signed, with the order as it was', async () => {
  const shop = await openTestShop(backend);
  const all = await receiverOf(shop);
  const signedOnly = await receiverOf(shop, ['order.signed']);
  const { session, ...order } = await shop.createOrder({ externalId: 'A-1' });
  const message = await first(all);
  verify(all.endpoint.secret, message);
  assert.throws(() => verify(signedOnly.endpoint.secret, message));
  assert.equal(message.headers['content-type'], 'application/json');
  const { event } = message;
  assert.equal(event.id, message.id);
  assert.deepEqual([event.type, event.sequence, event.test], ['order.created', 1, false]);
  assert.deepEqual(orderSchema.parse(event.data.order), order);
  assert.ok(session.length > 0);
  assert.equal(signedOnly.received.length, 0);
  assert.deepEqual(await eventsOf(shop, 1), [event]);
  assert.match(await backend.context.metrics.registry.metrics(), /installment_webhook_lag_seconds_count [1-9]/);
});

test('who knows the specification alone can verify what came over HTTP, and sees that it was touched', async () => {
  const shop = await openTestShop(backend);
  const receiver = await receiverOf(shop);
  await shop.createOrder();
  const { body, headers } = await first(receiver);
  const { secret } = receiver.endpoint;
  assert.ok(holdsBySpecification(secret, headers, body));
  assert.ok(!holdsBySpecification(secret, headers, body.replace('order.created', 'order.settled')));
  assert.ok(!holdsBySpecification(secret, { ...headers, 'webhook-id': 'evt_another' }, body));
  const later = String(Number(headers['webhook-timestamp']) + 1);
  assert.ok(!holdsBySpecification(secret, { ...headers, 'webhook-timestamp': later }, body));
});

/** Standard Webhooks 1.0, symmetric signatures, written from its text: base64(HMAC-SHA256(secret, `id.timestamp.payload`)), `v1,` before it. */
function holdsBySpecification(secret: string, headers: Record<string, string>, payload: string): boolean {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${payload}`;
  const expected = createHmac('sha256', key).update(signed, 'utf8').digest();
  return (headers['webhook-signature'] ?? '').split(' ').some((signature) => {
    const [version, value = ''] = signature.split(',');
    const given = Buffer.from(value, 'base64');
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
  });
}

test('targets made with test keys hear of test orders only, live ones of live orders only', async () => {
  const live = await openTestShop(backend);
  const trial = await openTestShop(backend, { test: true });
  const ofLive = await receiverOf(live);
  const ofTrial = await receiverOf(trial);
  await live.createOrder();
  await trial.createOrder();
  assert.equal((await first(ofTrial)).event.test, true);
  assert.equal((await first(ofLive)).event.test, false);
  assert.equal(ofTrial.received.length + ofLive.received.length, 2);
});

test('a failure is tried again with the same id and body until it succeeds', async () => {
  const shop = await openTestShop(backend);
  const receiver = await receiverOf(shop);
  receiver.status = 500;
  await shop.createOrder();
  const one = await first(receiver);
  receiver.status = 200;
  await time.advance(10_000);
  const two = await first(receiver, 2);
  assert.equal(two.id, one.id);
  assert.equal(two.body, one.body);
  verify(receiver.endpoint.secret, two);
  await waitFor('the note', async () => {
    const rows = await backend.context.sql.selectFrom('webhookDeliveries').selectAll().where('shopId', '=', shop.id).execute();
    return rows.every(({ state, attempts }) => state === 'succeeded' && attempts === 2);
  });
  await pass(HOUR);
  assert.equal(receiver.received.length, 2);
});

test('a server that is well again within the hour is not spoken of', async () => {
  const shop = await openTestShop(backend);
  const receiver = await receiverOf(shop);
  receiver.status = 503;
  await backend.context.transaction(async (tx) => {
    const { id } = await createUser(backend.context, tx, { shopId: shop.id, email: 'calm@shop.example', role: 'head' });
    await tx.sql.updateTable('users').set({ passwordHash: 'a hash: the invitation was taken' }).where('id', '=', id).execute();
  });
  await shop.createOrder();
  await first(receiver);
  receiver.status = 200;
  await pass(HOUR / 2);
  await pass(HOUR);
  assert.equal(backend.mails.filter(({ to }) => to === 'calm@shop.example').length, 0);
});

test('a redirect is a failure and is not followed', async () => {
  const shop = await openTestShop(backend);
  const receiver = await receiverOf(shop, ['order.created']);
  const other = await openWebhookReceiver();
  receivers.push(other);
  receiver.status = 307;
  receiver.location = other.url;
  const answer = await (await post(shop, `/v1/webhook-endpoints/${receiver.endpoint.id}/test`)).json();
  assert.deepEqual(answer, { delivered: false, status: 307 });
  assert.equal(other.received.length, 0);
});

test('after three days without one success a target is disabled; a test that succeeds enables it', async () => {
  const shop = await openTestShop(backend);
  const receiver = await receiverOf(shop);
  receiver.status = 503;
  await backend.context.transaction(async (tx) => {
    const { id } = await createUser(backend.context, tx, { shopId: shop.id, email: 'head@shop.example', role: 'head' });
    await tx.sql.updateTable('users').set({ passwordHash: 'a hash: the invitation was taken' }).where('id', '=', id).execute();
  });
  await shop.createOrder();
  await first(receiver);
  const mailsTo = () => backend.mails.filter(({ to }) => to === 'head@shop.example');
  assert.deepEqual(mailsTo(), []);
  await pass(HOUR);
  const [early] = await waitFor('the mail of an hour’s failing', async () => {
    await time.advance(1000);
    return mailsTo().length > 0 && mailsTo();
  });
  assert.ok(early?.text.includes(receiver.url) && early.text.includes('/cabinet/integration'));
  const state = async () => webhookEndpointListSchema.parse(await (await shop.call('/v1/webhook-endpoints')).json()).data[0];
  for (let hour = 0; hour < 69; hour += 3) await pass(3 * HOUR);
  assert.equal((await state())?.disabledAt, null);
  const tries = receiver.received.length;
  assert.ok(tries > 10 && tries <= 24, `${tries} tries in 69 hours`);
  const disabledAt = await waitFor('the end', async () => {
    await pass(HOUR);
    return (await state())?.disabledAt;
  });
  assert.ok(Date.parse(disabledAt) >= Date.parse((await state())?.createdAt ?? '') + 72 * HOUR);

  const mails = await waitFor('the mail', async () => {
    await time.advance(1000);
    return mailsTo().length > 1 && mailsTo();
  });
  assert.equal(mails.length, 2, 'told twice in three days, not at each failure');
  assert.ok(mails[1]?.text.includes('POST /v1/webhook-endpoints/'));

  const before = receiver.received.length;
  receiver.status = 200;
  await shop.createOrder();
  await pass(HOUR);
  assert.equal(receiver.received.length, before, 'a disabled target hears nothing');

  assert.deepEqual(await (await post(shop, `/v1/webhook-endpoints/${receiver.endpoint.id}/test`)).json(), { delivered: true, status: 200 });
  const sample = await first(receiver, before + 1);
  verify(receiver.endpoint.secret, sample);
  assert.equal(sample.event.test, true);
  assert.equal((await state())?.disabledAt, null);
  await shop.createOrder();
  await first(receiver, before + 2);
});

test('after a rotation both secrets sign for a day', async () => {
  const shop = await openTestShop(backend);
  const receiver = await receiverOf(shop);
  const rotated = (await (await post(shop, `/v1/webhook-endpoints/${receiver.endpoint.id}/rotate`)).json()) as {
    secret: string;
    previousValidUntil: string;
  };
  assert.equal(Date.parse(rotated.previousValidUntil), time.clock.now().getTime() + 24 * HOUR);
  await shop.createOrder();
  const message = await first(receiver);
  verify(rotated.secret, message);
  verify(receiver.endpoint.secret, message);
  await pass(25 * HOUR);
  await shop.createOrder();
  const later = await waitFor('the next', async () => {
    await time.advance(1000);
    return receiver.received.find(({ id }) => id !== message.id);
  });
  assert.equal(later.headers['webhook-signature']?.split(' ').length, 1);
});

test('an event is delivered again on demand, the same as it was', async () => {
  const shop = await openTestShop(backend);
  const receiver = await receiverOf(shop);
  const { id } = await shop.createOrder();
  const one = await first(receiver);
  const late = await receiverOf(shop);
  const answer = await post(shop, `/v1/events/${one.id}/redeliver`);
  assert.equal(answer.status, 202);
  assert.equal(((await answer.json()) as WebhookEvent).id, one.id);
  assert.equal((await first(receiver, 2)).body, one.body);
  assert.equal((await first(late)).body, one.body);
  assert.equal(one.event.data.order.id, id);
});

test('events are listed without a gap, and another shop sees none of them', async () => {
  const shop = await openTestShop(backend);
  const stranger = await openTestShop(backend);
  const ids: string[] = [];
  for (let index = 0; index < 3; index += 1) ids.push((await shop.createOrder()).id);
  const list = async (query: string) => eventListSchema.parse(await (await shop.call(`/v1/events${query}`)).json());
  await eventsOf(shop, 3);
  const page = await list('?limit=2');
  assert.deepEqual(
    page.data.map(({ data }) => data.order.id),
    ids.slice(0, 2),
  );
  const rest = await list(`?limit=2&after=${page.nextCursor ?? ''}`);
  assert.deepEqual(
    rest.data.map(({ data }) => data.order.id),
    ids.slice(2),
  );
  assert.equal(rest.nextCursor, null);
  assert.deepEqual((await list(`?after=${rest.data[0]?.id ?? ''}`)).data, []);
  assert.deepEqual(await (await stranger.call('/v1/events')).json(), { data: [], nextCursor: null });
  assert.equal((await stranger.call(`/v1/events?after=${page.nextCursor ?? ''}`)).status, 422);
  assert.equal((await post(stranger, `/v1/events/${page.nextCursor ?? ''}/redeliver`)).status, 404);
});

test('an event of a transaction that is still open is never jumped over', { skip: !process.env.TEST_DATABASE_URL }, async () => {
  const shop = await openTestShop(backend);
  const row = await backend.context.sql.selectFrom('shops').selectAll().where('id', '=', shop.id).executeTakeFirstOrThrow();
  let commit = () => {};
  const gate = new Promise<void>((resolve) => (commit = resolve));
  let began = () => {};
  const started = new Promise<void>((resolve) => (began = resolve));
  const slow = backend.context.transaction(async (tx) => {
    const order = await createOrder(backend.context, tx, { shop: row, test: false, trusted: true }, anOrder);
    began();
    await gate;
    return order.id;
  });
  await started;
  const quick = (await shop.createOrder()).id;
  const listed = async () => eventListSchema.parse(await (await shop.call('/v1/events')).json()).data.map(({ data }) => data.order.id);
  assert.deepEqual(await listed(), [], 'what came later waits for what may come before it');
  commit();
  const first = await slow;
  assert.deepEqual(await waitFor('both', async () => (await listed()).length === 2 && listed()), [first, quick]);
});

test('a target is one shop’s own and hears nothing once it is deleted', async () => {
  const shop = await openTestShop(backend);
  const stranger = await openTestShop(backend);
  const receiver = await receiverOf(shop);
  const path = `/v1/webhook-endpoints/${receiver.endpoint.id}`;
  assert.equal((await stranger.call(path, { method: 'DELETE' })).status, 404);
  assert.equal((await post(stranger, `${path}/test`)).status, 404);
  assert.equal((await post(stranger, `${path}/rotate`)).status, 404);
  assert.equal((await shop.call(path, { method: 'DELETE' })).status, 204);
  assert.equal((await shop.call(path, { method: 'DELETE' })).status, 404);
  await shop.createOrder();
  await pass(HOUR);
  assert.equal(receiver.received.length, 0);
});

for (const url of [
  'http://shop.example/hook',
  'https://user:pass@shop.example/hook',
  'https://10.0.0.1/hook',
  'https://169.254.169.254/latest',
  'https://intranet/hook',
  'https://db.internal/hook',
  'http://127.0.0.1.nip.example/hook',
]) {
  test(`${url} may not be a target`, async () => {
    const shop = await openTestShop(backend);
    const response = await shop.call('/v1/webhook-endpoints', { body: { url } });
    assert.equal(response.status, 422);
    assert.equal(((await response.json()) as { code: string }).code, 'target_not_allowed');
    assert.deepEqual(await backend.context.sql.selectFrom('webhookEndpoints').selectAll().where('shopId', '=', shop.id).execute(), []);
  });
}
