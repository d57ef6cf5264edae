import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { sessionEventSchemas, type DecisionEvent, type StatusEvent } from '@installment-button/protocol';
import { openBuyer, type TestBuyer } from '../testing/buyer.ts';
import { openStream, type OpenStream } from '../testing/event-stream.ts';
import { settableClock } from '../testing/settable-clock.ts';
import { openTestShop } from '../testing/shop.ts';
import { shopWithBanks } from '../testing/shop-with-banks.ts';
import { startTestBackend } from '../testing/start-backend.ts';
import { waitFor } from '../testing/wait-for.ts';

const MINUTE = 60_000;
const clock = settableClock();
let open: OpenStream[] = [];

const {
  backend,
  shop,
  banks: [ladoga],
} = await shopWithBanks(['ladoga', 'onega'], { clock });
afterEach(() => {
  open.forEach((stream) => stream.close());
  open = [];
});

async function streamOf(buyer: TestBuyer, headers: Record<string, string> = {}) {
  const stream = await openStream(`${backend.url}/v1/session/events`, { authorization: `Bearer ${buyer.token ?? ''}`, ...headers });
  assert.equal(stream.status, 200);
  open.push(stream);
  return stream;
}

async function openedBuyer() {
  const order = await shop.createOrder({ externalId: 'A-1' });
  const buyer = openBuyer(backend, order);
  await buyer.provesPhone();
  return { order, buyer };
}

const isStatus = (status: string) => (event: { event: string; data: unknown }) =>
  event.event === 'status' && (event.data as StatusEvent).status === status;
const isDecision = (bankId: string, decision: string) => (event: { event: string; data: unknown }) =>
  event.event === 'decision' && (event.data as DecisionEvent).bank.id === bankId && (event.data as DecisionEvent).decision === decision;

test('a stream sends past events, then new events, each in the shape of the contract', async () => {
  const { order, buyer } = await openedBuyer();
  await buyer.submits();
  const stream = await streamOf(buyer);
  assert.match(stream.headers.get('content-type') ?? '', /^text\/event-stream/);
  assert.ok(stream.headers.get('x-request-id'));
  await stream.waitsFor('submitted', isStatus('submitted'));
  await stream.waitsFor('one answer', isDecision('ladoga', 'approved'));
  await stream.waitsFor('the other answer', isDecision('onega', 'approved'));
  await buyer.chooses('ladoga');
  await stream.waitsFor('the choice', isStatus('approved'));
  await stream.waitsFor('ready to sign', ({ event, data }) => event === 'signing' && (data as { state: string }).state === 'ready');
  for (const { event, data } of stream.events) {
    assert.ok(sessionEventSchemas[event as keyof typeof sessionEventSchemas].safeParse(data).success, event);
  }
  const created = stream.events.find(isStatus('created'))?.data as StatusEvent;
  assert.equal(created.orderId, order.id);
  assert.equal(created.externalId, 'A-1');
  const numbers = stream.events.flatMap(({ id }) => (id === null ? [] : [id]));
  assert.deepEqual(
    numbers,
    numbers.toSorted((one, other) => one - other),
  );
  const decision = stream.events.find(isDecision('ladoga', 'approved'))?.data as DecisionEvent;
  assert.equal(decision.offers[0]?.bank.id, 'ladoga');
  assert.match(decision.offers[0]?.id ?? '', /^off_/);
});

test('a stream resumes after the client’s last event, and sends present states again', async () => {
  const { buyer } = await openedBuyer();
  await buyer.submits();
  await buyer.chooses('onega');
  const first = await streamOf(buyer);
  const seen = await first.waitsFor('submitted', isStatus('submitted'));
  const all = await first.waitsFor('approved', isStatus('approved'));
  const second = await streamOf(buyer, { 'last-event-id': String(seen.id) });
  await second.waitsFor('approved', isStatus('approved'));
  const numbers = second.events.flatMap(({ id }) => (id === null ? [] : [id]));
  assert.ok(numbers.every((number) => number > (seen.id ?? 0)));
  assert.ok(numbers.includes(all.id ?? 0));
  const names = new Set(second.events.filter(({ id }) => id === null).map(({ event }) => event));
  assert.deepEqual([...names].toSorted(), ['deadline', 'signing']);
  const third = await streamOf(buyer, { 'last-event-id': 'nonsense' });
  await third.waitsFor('all from the start', isStatus('created'));
});

test('an event is in the stream at once, not at the next poll', async () => {
  // The fastest of five, on a machine that may be busy: the poll alone would take half a second on average.
  const waits: number[] = [];
  for (let answers = 0; answers < 5; answers += 1) {
    const { buyer } = await openedBuyer();
    const answer = ladoga.hold('apply');
    await buyer.submits(['ladoga']);
    const stream = await streamOf(buyer);
    await stream.waitsFor('submitted', isStatus('submitted'));
    await answer.arrived;
    const start = performance.now();
    answer.open();
    await stream.waitsFor('the answer', isDecision('ladoga', 'approved'));
    waits.push(performance.now() - start);
  }
  assert.ok(Math.min(...waits) < 100, `the wake-up woke the stream: ${waits.map(Math.round).join(', ')} ms`);
});

test('a stream ends with its token: at «Закончить», half an hour after the end, and when another phone is fixed', async () => {
  const { order, buyer } = await openedBuyer();
  const finishing = openBuyer(backend, order);
  clock.advance(MINUTE);
  await finishing.provesPhone();
  const finished = await streamOf(finishing);
  const stranger = openBuyer(backend, order);
  await stranger.provesPhone('+79000000777');
  const strangers = await streamOf(stranger);
  const kept = await streamOf(buyer);
  await finishing.call('/v1/session/finish', { method: 'POST' });
  await waitFor('the end of the finished one', finished.ended);
  await buyer.submits();
  await waitFor('the end of the stranger’s', strangers.ended);
  assert.ok(!strangers.events.some(({ event }) => event === 'decision'));
  assert.equal((await buyer.call('/v1/session/cancel', { method: 'POST' })).status, 202);
  await kept.waitsFor('canceled', isStatus('canceled'));
  assert.ok(!kept.ended());
  clock.advance(31 * MINUTE);
  await waitFor('the end after the order’s', kept.ended);
});

test('a withdrawn offer is not brought back by a replay', async () => {
  const { buyer } = await openedBuyer();
  await buyer.submits(['ladoga']);
  await buyer.waitsFor('an offer', ({ offers }) => offers.length > 0);
  const applicationId = [...ladoga.files.keys()].at(-1) ?? '';
  await ladoga.tell(applicationId, { type: 'offer-withdrawn' });
  await buyer.waitsFor('no offer', ({ offers }) => offers.length === 0);
  const stream = await streamOf(buyer);
  await stream.waitsFor('the end', isStatus('rejected'));
  assert.ok(stream.events.filter(({ event }) => event === 'decision').every(({ data }) => (data as DecisionEvent).offers.length === 0));
});

test('the count of open streams is a metric, and follows them', async () => {
  const gauge = async () => (await backend.context.metrics.streams.get()).values[0]?.value;
  await waitFor('none', async () => (await gauge()) === 0);
  const { buyer } = await openedBuyer();
  const streams = [await streamOf(buyer), await streamOf(buyer)];
  assert.equal(await gauge(), 2);
  streams.forEach((stream) => stream.close());
  await waitFor('none', async () => (await gauge()) === 0);
});

test('a drain ends the streams, and does not wait for them', async () => {
  const other = await startTestBackend({ banks: [ladoga.config] });
  const buyer = openBuyer(other, await (await openTestShop(other)).createOrder());
  await buyer.provesPhone();
  const stream = await openStream(`${other.url}/v1/session/events`, { authorization: `Bearer ${buyer.token ?? ''}` });
  await stream.waitsFor('the start', isStatus('created'));
  const start = performance.now();
  await other.close();
  await waitFor('the end', stream.ended);
  assert.ok(performance.now() - start < 4000);
});
