import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, test } from 'node:test';
import { openWebhookReceiver } from '../testing/webhook-receiver.ts';
import { nextAttempt } from './retry-schedule.ts';
import { sendWebhook } from './send.ts';
import { refuseTarget } from './target.ts';

const secret = `whsec_${'A'.repeat(43)}=`;
const message = { id: 'evt_0000000000', body: '{}', secrets: [secret], at: new Date(), allowLoopback: false };
let connections = 0;
const server = createServer((_request, response) => response.end()).on('connection', () => (connections += 1));
await new Promise<void>((resolve) => server.listen(0, resolve));
const address = server.address();
const port = typeof address === 'object' && address ? address.port : 0;
after(() => server.close());

test('in production nothing on this machine or in a private network is reached, by number or by name', async () => {
  for (const host of ['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '0.0.0.0', 'localhost', '2130706433', '0x7f.1'])
    assert.equal(await sendWebhook({ ...message, url: `https://${host}:${port}/` }), null, host);
  assert.equal(await sendWebhook({ ...message, url: `http://localhost:${port}/` }), null);
  assert.equal(connections, 0);
});

test('in development loopback is reached, and other private addresses are not', async () => {
  assert.equal(await sendWebhook({ ...message, allowLoopback: true, url: `http://localhost:${port}/` }), 200);
  const started = Date.now();
  assert.equal(await sendWebhook({ ...message, allowLoopback: true, url: 'https://10.255.255.1/' }), null);
  assert.ok(Date.now() - started < 1000, 'refused before a connection');
});

test('a target that never answers is given up in time', async () => {
  const receiver = await openWebhookReceiver();
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const of = silent.address();
  const url = `http://127.0.0.1:${typeof of === 'object' && of ? of.port : 0}/`;
  assert.equal(await sendWebhook({ ...message, allowLoopback: true, url, limitMs: 100 }), null);
  silent.closeAllConnections();
  silent.close();
  await receiver.close();
});

test('in production a loopback target is refused at once', () => {
  refuseTarget('http://localhost:3000/hook', false);
  refuseTarget('https://shop.example/hook', true);
  assert.throws(() => refuseTarget('http://localhost:3000/hook', true), /must be https/);
  assert.throws(() => refuseTarget('https://localhost/hook', true), /must be https/);
});

test('pauses double from 5 s to 4 h', () => {
  const began = new Date(0);
  const pause = (passed: number, random = 0.5) => nextAttempt(began, new Date(passed), () => random).getTime() - passed;
  assert.equal(pause(0), 5000);
  assert.equal(pause(60_000), 60_000);
  assert.equal(pause(60_000, 0), 45_000);
  assert.equal(pause(60_000, 1), 75_000);
  assert.equal(pause(86_400_000), 4 * 3_600_000);
});
