import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';
import { createSmsSender, smsRu } from './sms-sender.ts';

const seen: { type: string | undefined; body: string }[] = [];
let answer: { status: number; body: unknown };
const provider = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', () => {
    seen.push({ type: request.headers['content-type'], body });
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
  });
});
let address: string;
before(async () => {
  provider.listen(0, '127.0.0.1');
  await once(provider, 'listening');
  address = `http://127.0.0.1:${(provider.address() as AddressInfo).port}/sms`;
});
after(() => provider.close());
beforeEach(() => void (seen.length = 0));

const message = { id: 'sms_1', to: '+79000000001', text: 'Код 123456 & ничего кроме' };

test('the generic wire is the message as JSON, and any 2xx is success', async () => {
  answer = { status: 202, body: null };
  await createSmsSender(address).send(message);
  assert.deepEqual(JSON.parse(seen[0]?.body ?? ''), message);
  answer = { status: 503, body: null };
  await assert.rejects(createSmsSender(address).send(message), /503/);
});

test('SMS.RU gets a form, and its code says whether it took the message', async () => {
  const sender = smsRu(new URL('https://KEY-1@sms.ru/?from=Dom'), address);
  const reply = (request: number, phone?: number) => ({
    status: 200,
    body: { status_code: request, ...(phone === undefined ? {} : { sms: { '79000000001': { status_code: phone } } }) },
  });
  answer = reply(100, 100);
  await sender.send(message);
  assert.match(seen[0]?.type ?? '', /x-www-form-urlencoded/);
  assert.deepEqual(Object.fromEntries(new URLSearchParams(seen[0]?.body)), {
    api_id: 'KEY-1',
    to: '79000000001',
    msg: message.text,
    json: '1',
    from: 'Dom',
  });
  answer = reply(100, 207);
  await assert.rejects(sender.send(message), /code 207/);
  answer = reply(200);
  await assert.rejects(sender.send(message), (error: Error) => /code 200/.test(error.message) && !error.message.includes('KEY-1'));
});
