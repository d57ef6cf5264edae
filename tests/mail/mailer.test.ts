import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { createMailer } from '../../packages/backend/src/messages/mailer.ts';

const received: ParsedMail[] = [];
const logins: string[] = [];
const server = new SMTPServer({
  authOptional: true,
  closeTimeout: 50,
  disabledCommands: ['STARTTLS'],
  onAuth({ username, password }, _session, callback) {
    logins.push(`${username}:${password}`);
    callback(null, { user: username });
  },
  onData(stream, _session, callback) {
    simpleParser(stream).then(
      (mail) => {
        received.push(mail);
        callback();
      },
      (error: Error) => callback(error),
    );
  },
});
let address: string;
before(async () => {
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  address = `127.0.0.1:${(server.server.address() as AddressInfo).port}`;
});
after(() => server.close());

const mail = { id: 'msg_1', to: 'marina@example.com', subject: 'Банк одобрил', text: 'Текст', html: '<p>Текст</p>' };

test('a letter comes from the service’s own host, or from whom the address of the mail server says', async () => {
  await createMailer(`smtp://${address}`, 'https://credit.example').send(mail);
  await createMailer(`smtp://desk:p%40ss@${address}?from=Тёплый дом <hello@shop.example>`, 'https://credit.example').send(mail);
  const [plain, named] = received;
  assert.deepEqual(
    [plain?.from?.text, plain?.messageId, plain?.subject, plain?.text?.trim()],
    ['no-reply@credit.example', '<msg_1@credit.example>', mail.subject, 'Текст'],
  );
  assert.deepEqual(named?.from?.value, [{ address: 'hello@shop.example', name: 'Тёплый дом' }]);
  assert.deepEqual(logins, ['desk:p@ss']);
});
