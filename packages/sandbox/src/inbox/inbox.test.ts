import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { after, test } from 'node:test';
import { createTransport } from 'nodemailer';
import { startSandbox } from '../start-sandbox.ts';

async function inbox() {
  const sandbox = await startSandbox({ banks: [] });
  after(() => sandbox.close());
  const sms = async (body: object) =>
    (await fetch(sandbox.smsUrl, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })).status;
  const mail = (message: object) => createTransport(sandbox.smtpUrl).sendMail(message);
  return { ...sandbox, sms, mail };
}

test('an SMS is kept once however often it is sent', async () => {
  const { sms, inbox: box } = await inbox();
  const message = { id: 'sms_1', to: '+79160000001', text: 'Код 123456' };
  assert.equal(await sms(message), 200);
  assert.equal(await sms(message), 200);
  assert.equal(await sms({ ...message, text: 'Код 654321' }), 409);
  assert.deepEqual(
    box.messages({ to: '8 (916) 000-00-01'.replace('8', '7') }).map(({ text }) => text),
    ['Код 123456'],
  );
});

test('an SMS with an unknown or missing field is refused', async () => {
  const { sms, inbox: box } = await inbox();
  assert.equal(await sms({ id: 'sms_1', to: '+79160000001' }), 422);
  assert.equal(await sms({ id: 'sms_1', to: '+79160000001', text: 'x', from: 'y' }), 422);
  assert.deepEqual(box.messages(), []);
});

test('a letter arrives over real SMTP with its subject and Cyrillic text, once for each addressee', async () => {
  const { mail, inbox: box } = await inbox();
  await mail({
    from: 'noreply@example.com',
    to: ['anna@example.com', 'boris@example.com'],
    subject: 'Заявка подписана',
    text: 'Договор подписан.\nСумма 49 990 ₽',
  });
  const letter = await box.waitForMail('Anna@example.com');
  assert.equal(letter.subject, 'Заявка подписана');
  assert.match(letter.text, /49 990 ₽/);
  assert.equal(box.messages({ kind: 'mail' }).length, 2);
});

test('waiting gives out each message once, in order, also one that comes later', async () => {
  const { sms, inbox: box } = await inbox();
  const to = '+79160000001';
  await sms({ id: '1', to, text: 'first' });
  await sms({ id: '2', to, text: 'second' });
  assert.equal((await box.waitForSms(to)).text, 'first');
  assert.equal((await box.waitForSms(to)).text, 'second');
  const third = box.waitForSms(to);
  await sms({ id: '3', to: '+79160000002', text: 'not ours' });
  await sms({ id: '4', to, text: 'third' });
  assert.equal((await third).text, 'third');
  await assert.rejects(box.waitForSms(to, { timeoutMs: 20 }), /No sms came/);
});

test('the stream tells what is there and what comes', async () => {
  const { sms, url } = await inbox();
  await sms({ id: '1', to: '+79160000001', text: 'before' });
  const stopping = new AbortController();
  const response = await fetch(`${url}/inbox/stream`, { signal: stopping.signal });
  assert.equal(response.headers.get('content-type'), 'text/event-stream');
  let seen = '';
  const texts = response.body!.pipeThrough(new TextDecoderStream())[Symbol.asyncIterator]();
  const readUntil = async (text: string) => {
    while (!seen.includes(text)) seen += String((await texts.next()).value);
  };
  await readUntil('before');
  await sms({ id: '2', to: '+79160000001', text: 'after' });
  await readUntil('after');
  stopping.abort();
});

test('pages and JSON carry a strict policy, and another site cannot steer', async () => {
  const { url } = await inbox();
  const page = await fetch(`${url}/inbox/messages`);
  assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'/);
  const foreign = await fetch(`${url}/control/banks/severny/down`, { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } });
  assert.equal(foreign.status, 403);
});

test('a page whose name leads to this machine cannot read the inbox', async () => {
  const { url } = await inbox();
  const statusFor = async (host: string) => {
    const sent = request(`${url}/inbox`, { headers: { host } }).end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    response.resume();
    return response.statusCode;
  };
  assert.deepEqual([await statusFor('evil.example'), await statusFor('localhost:4010')], [403, 200]);
});
