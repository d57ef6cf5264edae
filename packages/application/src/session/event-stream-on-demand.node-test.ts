import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openStreamOnDemand } from './event-stream-on-demand.ts';
import type { StreamOptions } from './event-stream.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

function scene({ failures }: { failures: number }) {
  const seen: string[] = [];
  const options: StreamOptions = {
    service: 'https://credit.example',
    token: 'buy_1',
    fetch,
    onEvent: () => undefined,
    onOpen: () => undefined,
    onLost: () => seen.push('lost'),
    onMute: () => undefined,
    onRefused: () => undefined,
  };
  let left = failures;
  const load = () =>
    left-- > 0
      ? Promise.reject(new TypeError('Failed to fetch dynamically imported module'))
      : Promise.resolve({
          openStream: () => {
            seen.push('opened');
            return { reconnect: () => seen.push('reconnected'), close: () => seen.push('closed') };
          },
        });
  return { seen, stream: openStreamOnDemand(options, load) };
}

test('code that the network refuses is a lost connection, and is asked for again', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { seen } = scene({ failures: 2 });
  await turn();
  assert.deepEqual(seen, ['lost']);
  t.mock.timers.tick(3000);
  await turn();
  t.mock.timers.tick(3000);
  await turn();
  assert.deepEqual(seen, ['lost', 'lost', 'opened']);
});

test('the buyer need not wait for the next try', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { seen, stream } = scene({ failures: 1 });
  await turn();
  stream.reconnect();
  await turn();
  stream.reconnect();
  t.mock.timers.tick(10_000);
  await turn();
  stream.close();
  assert.deepEqual(seen, ['lost', 'opened', 'reconnected', 'closed']);
});

test('closed before its code came, it opens nothing', async () => {
  const { seen, stream } = scene({ failures: 0 });
  stream.close();
  await turn();
  assert.deepEqual(seen, []);
});
