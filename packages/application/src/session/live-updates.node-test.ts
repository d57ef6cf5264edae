import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import type { StreamOptions } from './event-stream.ts';
import { type Connection, LiveUpdates } from './live-updates.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));
const now = new Date('2026-11-24T11:31:00Z');

let streams: StreamOptions[];
let polls: number;
let online: boolean;
let connection: Connection | null;
let updates: LiveUpdates;

beforeEach(() => {
  mock.timers.enable({ apis: ['setTimeout'] });
  [streams, polls, online, connection] = [[], 0, true, null];
  updates = new LiveUpdates({
    service: 'https://credit.example',
    fetch,
    now: () => now,
    onEvent: () => undefined,
    onChange: (changed) => (connection = changed),
    onRefused: () => undefined,
    poll: async () => {
      polls += 1;
      if (!online) throw new TypeError('Failed to fetch');
    },
    open: (options) => {
      streams.push(options);
      return { reconnect: () => streams.push(options), close: () => undefined };
    },
  });
  updates.follow('buy_1');
});
afterEach(() => {
  updates.end();
  mock.timers.reset();
});

async function passes(seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second++) {
    mock.timers.tick(1000);
    await turn();
  }
}

test('a mute stream is replaced by polling, at once and then every five seconds', async () => {
  streams[0]!.onMute();
  await passes(11);
  assert.equal(polls, 3);
  assert.equal(streams.length, 1);
});

test('polling that fails is a lost connection, polling that succeeds is a good one', async () => {
  online = false;
  streams[0]!.onMute();
  await turn();
  assert.deepEqual(connection?.lostAt, now);
  online = true;
  await passes(5);
  assert.equal(connection?.lostAt, null);
});

test('asked to reconnect, it tries the stream again and polls no more', async () => {
  streams[0]!.onMute();
  await turn();
  updates.reconnect();
  await passes(20);
  assert.equal(streams.length, 2);
  assert.equal(polls, 1);
});

test('nothing is asked once the order has ended', async () => {
  streams[0]!.onMute();
  await turn();
  updates.follow(null);
  await passes(20);
  assert.equal(polls, 1);
});

test('the same token is followed once, another one anew', () => {
  updates.follow('buy_1');
  assert.equal(streams.length, 1);
  updates.follow('buy_2');
  assert.deepEqual(
    streams.map(({ token }) => token),
    ['buy_1', 'buy_2'],
  );
});
