import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBuyer } from '../testing/buyer.ts';
import { startScriptedBank, type ScriptedBank } from '../testing/scripted-bank.ts';
import { settableClock } from '../testing/settable-clock.ts';
import { openTestShop, type TestShop } from '../testing/shop.ts';
import { startTestBackend, type TestBackend } from '../testing/start-backend.ts';
import { anApplicant } from '../testing/submit.ts';
import { waitFor } from '../testing/wait-for.ts';
import { sendSms } from '../messages/send.ts';
import { attempt } from '../testing/attempt.ts';
import { type Message, words } from './message-words.ts';
import { tellBuyer } from './tell-buyer.ts';
import { emailText, smsText } from './templates.ts';

const clock = settableClock();
let bank: ScriptedBank;
let backend: TestBackend;
let shop: TestShop;

before(async () => {
  bank = await startScriptedBank('ladoga', {}, clock);
  backend = await startTestBackend({ banks: [bank.config], clock });
  shop = await openTestShop(backend, { name: 'Дом & «сад»' });
});
after(async () => {
  await backend.close();
  await bank.close();
});

const { phone: _phone, ...applicant } = anApplicant;

async function submitted(phone: string, headers: Record<string, string> = {}) {
  const order = await shop.createOrder();
  const buyer = openBuyer(backend, order, phone);
  await buyer.provesPhone();
  const body = { ...(await buyer.form()), applicant: { ...applicant, email: 'proba@example.com' } };
  assert.equal((await buyer.call('/v1/session/submit', { body, headers })).status, 202);
  return { order, buyer };
}

const smsTo = (phone: string, word: string) => backend.messages.filter(({ to, text }) => to === phone && text.includes(word));

test('after the first approval whoever went away is called back, once, by SMS and e-mail', async () => {
  const phone = '+79000008001';
  const { order, buyer } = await submitted(phone);
  await buyer.waitsFor('an offer', ({ offers }) => offers.length > 0);
  await tellBuyer(backend.context, order.id, 'offers');
  assert.equal(smsTo(phone, 'одобрил').length, 0, 'the buyer was here a moment ago');
  clock.advance(60_000);
  await tellBuyer(backend.context, order.id, 'offers');
  await tellBuyer(backend.context, order.id, 'offers');
  const sms = await waitFor('the SMS', () => smsTo(phone, 'одобрил')[0]);
  assert.ok(sms.text.includes(order.link));
  const mail = await waitFor('the e-mail', () => backend.mails.find(({ subject }) => subject.includes('одобрил')));
  assert.equal(mail.to, 'proba@example.com');
  assert.ok(mail.text.includes(order.link));
  assert.ok(mail.html.includes('Дом &amp; «сад»'), 'the shop’s name is escaped');
  assert.equal(smsTo(phone, 'одобрил').length, 1);
  for (const word of ['Вымыслова', 'Проба', '4510', 'ladoga']) assert.ok(!sms.text.includes(word) && !mail.html.includes(word), word);
});

test('a buyer whose stream is open is left in peace', async () => {
  const phone = '+79000008002';
  const { order, buyer } = await submitted(phone);
  await buyer.waitsFor('an offer', ({ offers }) => offers.length > 0);
  clock.advance(60_000);
  await backend.context.sql.updateTable('buyerTokens').set({ seenAt: clock.now() }).where('orderId', '=', order.id).execute();
  await tellBuyer(backend.context, order.id, 'offers');
  const rows = await backend.context.sql
    .selectFrom('messages')
    .selectAll()
    .where('orderId', '=', order.id)
    .where('purpose', '=', 'offers')
    .execute();
  assert.equal(rows.length, 0);
});

test('whoever chose already is not called back', async () => {
  const { order, buyer } = await submitted('+79000008003');
  await buyer.chooses('ladoga');
  clock.advance(60_000);
  await tellBuyer(backend.context, order.id, 'offers');
  const rows = await backend.context.sql
    .selectFrom('messages')
    .selectAll()
    .where('orderId', '=', order.id)
    .where('purpose', '=', 'offers')
    .execute();
  assert.equal(rows.length, 0);
});

test('the signature is told, in the language of the form', async () => {
  const phone = '+79000008004';
  const { buyer } = await submitted(phone, { 'accept-language': 'en-GB,en;q=0.9' });
  await buyer.chooses('ladoga');
  await buyer.signs();
  const sms = await waitFor('the SMS', () => smsTo(phone, 'is signed')[0]);
  assert.match(sms.text, /Bank ladoga/);
  await waitFor('the e-mail', () => backend.mails.find(({ subject }) => subject.includes('the agreement is signed')));
});

test('a refusal is told, with the way on', async () => {
  const phone = '+79000008005';
  bank.decides = 'declined';
  const { order, buyer } = await submitted(phone);
  await buyer.waitsFor('rejected', (view) => view.order.status === 'rejected');
  bank.decides = 'approved';
  const sms = await waitFor('the SMS', () => smsTo(phone, 'не одобрили')[0]);
  assert.ok(sms.text.includes(order.link));
});

test('a canceled form is told to owe nothing', async () => {
  const phone = '+79000008015';
  const { buyer } = await submitted(phone);
  assert.equal((await buyer.call('/v1/session/cancel', { body: {} })).status, 202);
  const sms = await waitFor('the SMS', () => smsTo(phone, 'заявка отменена')[0]);
  assert.match(sms.text, /Договора нет, вы ничего не должны/);
});

test('an agreement that the bank terminates is told with what becomes of debt, papers and goods', async () => {
  const phone = '+79000008016';
  const { order, buyer } = await submitted(phone);
  await buyer.chooses('ladoga');
  await buyer.signs();
  const { id } = await backend.context.sql
    .selectFrom('bankApplications')
    .select('id')
    .where('orderId', '=', order.id)
    .executeTakeFirstOrThrow();
  assert.equal((await bank.tell(id, { type: 'contract-canceled' })).status, 200);
  const sms = await waitFor('the SMS', () => smsTo(phone, 'расторгнут')[0]);
  assert.match(sms.text, /договор с банком Bank ladoga расторгнут, платить по нему не нужно/);
  const mail = await waitFor('the e-mail', () => backend.mails.find(({ subject }) => subject.includes('договор расторгнут')));
  for (const word of ['долга нет', 'подтверждение', 'товар уже у вас']) assert.ok(mail.text.includes(word), word);
});

test('what was sent is not kept, and waits encrypted before', async () => {
  await waitFor('all sent', async () => {
    const rows = await backend.context.sql.selectFrom('messages').selectAll().execute();
    return rows.length > 0 && rows.every(({ sentAt, content }) => sentAt !== null && content === '');
  });
});

test('a message that failed is sent again with the same id; an old code is not sent at all', async () => {
  const tries: string[] = [];
  const { context } = backend;
  const failing = {
    ...context,
    sms: {
      send: ({ id }: { id: string }) => {
        tries.push(id);
        return tries.length === 1 ? Promise.reject(new Error('no answer')) : Promise.resolve();
      },
    },
  };
  const content = (id: string) =>
    context.encryption.encrypt(JSON.stringify({ to: '+79000008006', text: 'a text' }), { table: 'messages', column: 'content', row: id });
  const insert = (id: string, purpose: string) =>
    context.sql
      .insertInto('messages')
      .values({ id, orderId: null, channel: 'sms', content: content(id), purpose, createdAt: clock.now() })
      .execute();
  await insert('msg_one', 'signed');
  await attempt(sendSms, failing, { messageId: 'msg_one' });
  await attempt(sendSms, failing, { messageId: 'msg_one' }, 1);
  await attempt(sendSms, failing, { messageId: 'msg_one' }, 2);
  assert.deepEqual(tries, ['msg_one', 'msg_one']);
  await insert('msg_code', 'code');
  clock.advance(6 * 60_000);
  await attempt(sendSms, failing, { messageId: 'msg_code' });
  assert.deepEqual(tries, ['msg_one', 'msg_one']);
});

test('every notice has both languages, and says the same plain and in HTML', () => {
  const facts = { shop: 'Дом', link: 'https://credit.example/apply/ord_1#ses_1', bank: 'Ладога' };
  for (const notice of Object.keys(words) as Message[]) {
    for (const language of ['ru', 'en'] as const) {
      assert.ok(smsText(notice, language, facts).includes('Дом'));
      const { subject, text, html } = emailText(notice, language, facts);
      assert.ok(subject && html.includes(`lang="${language}"`) && html.includes(facts.link) && text.includes(facts.link));
      for (const line of text.split('\n\n').slice(0, -1)) assert.ok(html.includes(line), line);
    }
  }
});
