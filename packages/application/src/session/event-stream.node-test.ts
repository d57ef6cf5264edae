import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { openStream, type Stream } from './event-stream.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));
const decision = 'event: deadline\ndata: {"at":"2026-11-24T11:33:00.000Z"}\n\n';

/** A service on the other side: each request is one connection, which the test answers as it likes. */
class Line {
  readonly seen: string[] = [];
  readonly lastEventIds: (string | null)[] = [];
  readonly connections: { answer: (response: Response) => void; say: (text: string) => void; end: () => void; body: ReadableStream }[] = [];
  readonly stream: Stream;

  constructor() {
    this.stream = openStream({
      service: 'https://credit.example',
      token: 'buy_1',
      fetch: (_, init) => this.accept(init),
      onEvent: ({ name }) => this.seen.push(name),
      onOpen: () => this.seen.push('open'),
      onLost: () => this.seen.push('lost'),
      onMute: () => this.seen.push('mute'),
      onRefused: () => this.seen.push('refused'),
    });
  }

  get last() {
    return this.connections.at(-1)!;
  }

  /** Sends the headers of a good answer. */
  async passesHeaders(): Promise<void> {
    this.last.answer(new Response(this.last.body, { headers: { 'content-type': 'text/event-stream' } }));
    for (let times = 0; times < 5; times++) await turn();
  }

  async says(text: string): Promise<void> {
    this.last.say(text);
    for (let times = 0; times < 5; times++) await turn();
  }

  private accept(init: RequestInit | undefined): Promise<Response> {
    this.lastEventIds.push(new Headers(init?.headers).get('last-event-id'));
    const { promise, resolve } = Promise.withResolvers<Response>();
    let writer!: ReadableStreamDefaultController<Uint8Array>;
    const body = new ReadableStream<Uint8Array>({ start: (controller) => void (writer = controller) });
    this.connections.push({
      answer: resolve,
      body,
      say: (text) => writer.enqueue(new TextEncoder().encode(text)),
      end: () => writer.close(),
    });
    return promise;
  }
}

let line: Line;
beforeEach(async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  line = new Line();
  await turn();
});
afterEach(() => {
  line.stream.close();
  mock.timers.reset();
});

test('a connection whose headers never come is mute ten seconds after the request', () => {
  mock.timers.tick(9_999);
  assert.deepEqual(line.seen, []);
  mock.timers.tick(1);
  assert.deepEqual(line.seen, ['mute']);
});

test('headers without a byte behind them do not count as an open connection', async () => {
  await line.passesHeaders();
  assert.deepEqual(line.seen, []);
  mock.timers.tick(10_000);
  assert.deepEqual(line.seen, ['mute']);
});

test('a connection is open with its first byte, a comment included', async () => {
  await line.passesHeaders();
  await line.says(': open\n\n');
  assert.deepEqual(line.seen, ['open']);
  await line.says(decision);
  mock.timers.tick(39_999);
  assert.deepEqual(line.seen, ['open', 'deadline']);
});

test('forty seconds of silence end a connection, and the next one goes on after the last event', async () => {
  await line.passesHeaders();
  await line.says(`id: 7\n${decision}`);
  mock.timers.tick(40_000);
  await turn();
  assert.deepEqual(line.lastEventIds, [null, '7']);
  await line.passesHeaders();
  await line.says(': open\n\n');
  assert.deepEqual(line.seen, ['open', 'deadline', 'open']);
});

test('a token that has ended is not tried again', async () => {
  line.last.answer(new Response(null, { status: 401 }));
  for (let times = 0; times < 5; times++) await turn();
  mock.timers.tick(120_000);
  await turn();
  assert.deepEqual(line.seen, ['refused']);
  assert.equal(line.connections.length, 1);
});

test('an event that this page does not know is passed over', async () => {
  await line.passesHeaders();
  await line.says('event: weather\ndata: {"sun":true}\n\nevent: decision\ndata: {"bank":1}\n\nevent: status\ndata: not json\n\n');
  await line.says(decision);
  assert.deepEqual(line.seen, ['open', 'deadline']);
});
