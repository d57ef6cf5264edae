import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WebhookEvent } from '@installment-button/protocol';
import { hashToken } from '../platform/security/encryption.ts';
import { runCommand } from '../operator/run-command.ts';
import { aPhone, openBuyer, type TestBuyer } from '../testing/buyer.ts';
import { openMember } from '../testing/member.ts';
import { everyRow, everySecret, naming } from '../testing/every-text.ts';
import { settableClock } from '../testing/settable-clock.ts';
import { shopWithBanks } from '../testing/shop-with-banks.ts';
import { anApplicant } from '../testing/submit.ts';
import { waitFor } from '../testing/wait-for.ts';
import { purgeAnswers } from '../platform/http/idempotency.ts';
import { purgeBuyers } from './maintenance.ts';

const DAY = 86_400_000;
const clock = settableClock();

const {
  backend,
  shop,
  banks: [bank],
} = await shopWithBanks(['first'], { clock, config: { retentionDays: 30 } });

const email = 'proba.vymyslova@mail.example';
/** What must be found nowhere; the phone in each form in which it might be written. */
const wordsOf = (phone: string) => [
  anApplicant.lastName,
  anApplicant.middleName ?? '',
  anApplicant.passport.issuedBy,
  anApplicant.passport.departmentCode,
  'Лесная',
  email,
  phone.slice(2),
];

/** A whole life of an order, in which the person's data come by every door: prefill, draft, form, SMS, meeting, note, metadata. */
async function wholeLife(phone = aPhone()): Promise<{ orderId: string; phone: string; buyer: TestBuyer; tokenHash: string }> {
  const { lastName, firstName, middleName } = anApplicant;
  const order = await shop.createOrder({ buyer: { lastName, firstName, ...(middleName ? { middleName } : {}), phone, email } });
  const buyer = openBuyer(backend, order, phone);
  await buyer.provesPhone();
  const draft = { applicant: { lastName, middleName, registrationAddress: anApplicant.registrationAddress, email } };
  assert.equal((await buyer.call('/v1/session/draft', { method: 'PUT', body: draft })).status, 204);
  const { phone: _phone, ...applicant } = anApplicant;
  await buyer.submits(undefined, { applicant: { ...applicant, email } });
  await buyer.chooses(bank.config.id);
  const meeting = { method: 'meeting', slotId: 'slot-1', address: anApplicant.registrationAddress, comment: `спросить ${lastName}` };
  assert.equal((await buyer.call('/v1/session/signing', { body: meeting })).status, 202);
  await buyer.waitsFor('the appointment', ({ signing }) => signing?.state === 'appointed');
  await buyer.signs();
  const member = await openMember(backend, shop.id, 'head');
  await member.gets(`/orders/${order.id}/notes`, { body: { text: `${lastName} просила позвонить` }, status: 201 });
  return { orderId: order.id, phone, buyer, tokenHash: hashToken(buyer.token ?? '') };
}

async function ends(orderId: string): Promise<void> {
  assert.equal((await shop.call(`/v1/orders/${orderId}/cancel`, { body: { reason: `${anApplicant.lastName} передумала` } })).status, 202);
  await waitFor(
    'the cancel',
    async () => ((await (await shop.call(`/v1/orders/${orderId}`)).json()) as { status: string }).status === 'canceled',
  );
}

const cli = (...words: string[]) => runCommand(backend.context, words);

test('in the whole life of an order no table, no job and no line of the log holds the buyer in plain text', async () => {
  const { phone, orderId } = await wholeLife();
  const rows = await everyRow(backend.context);
  assert.ok(
    rows.some((row) => row.startsWith('pgboss.')),
    'the queue was looked into',
  );
  assert.deepEqual(naming(rows, wordsOf(phone)), []);
  assert.ok(naming(await everySecret(backend.context), wordsOf(phone)).length > 5, 'but encrypted it is there');
  assert.ok(backend.logLines.length > 3);
  assert.deepEqual(naming(backend.logLines, wordsOf(phone)), []);
  await ends(orderId);
});

test('buyer erase leaves no trace, encrypted or not, and keeps what the accounts need', async () => {
  const { orderId, phone, buyer } = await wholeLife();
  const was = (await (await shop.call(`/v1/orders/${orderId}`)).json()) as Record<string, unknown>;

  const early = await cli('buyer', 'erase', '--phone', phone);
  assert.deepEqual([early.exitCode, /NOT erased/.test(early.text)], [1, true], 'a contract is under way');
  await ends(orderId);
  await waitFor('the clean-up', async () => {
    const open = await backend.context.sql.selectFrom('bankCommands').select('id').where('state', '=', 'pending').execute();
    return open.length === 0;
  });
  const exported = await cli('buyer', 'export', '--phone', phone);
  assert.ok(
    naming([exported.text], [anApplicant.passport.number]).length === 1 && exported.text.includes(email),
    'first a copy for the buyer',
  );

  const erased = await cli('buyer', 'erase', '--phone', phone.replace('+7', '8'));
  assert.deepEqual([erased.exitCode, erased.text], [0, `${orderId}\tcanceled\terased`]);
  // Kept answers of Idempotency-Key live a day.
  clock.advance(2 * DAY);
  await purgeAnswers(backend.context);
  assert.deepEqual(naming(await everySecret(backend.context), [phone.slice(2)]), []);
  const rows = (await everyRow(backend.context)).filter((row) => row.includes(orderId));
  assert.deepEqual(naming(rows, ['передумала', 'П*****', phone.slice(2)]), [], 'not even masked');
  const left = (await everySecret(backend.context)).filter((line) => line.includes(orderId));
  assert.deepEqual(naming(left, wordsOf(phone)), []);

  const is = (await (await shop.call(`/v1/orders/${orderId}`)).json()) as Record<string, unknown>;
  for (const fact of ['id', 'amount', 'items', 'offer', 'bank', 'agreement', 'refundedAmount', 'decisions', 'submittedAt', 'createdAt'])
    assert.deepEqual(is[fact], was[fact], fact);
  assert.equal(is.buyer, null);
  assert.equal((await buyer.call('/v1/session')).status, 401, 'the buyer token is gone');
  const link = String(is.link).split('#')[1] ?? '';
  assert.equal((await buyer.call('/v1/session', { token: link })).status, 401, 'and the link opens nothing');
  // The list stays below the oldest transaction that runs anywhere on the database server.
  const own = await waitFor('the event of the cancel', async () => {
    const { data } = (await (await shop.call('/v1/events?limit=100')).json()) as { data: WebhookEvent[] };
    const found = data.filter(({ data: { order } }) => order.id === orderId);
    return found.some(({ type }) => type === 'order.canceled') && found;
  });
  assert.deepEqual([own.length > 3, own.filter(({ data: { order } }) => order.buyer !== null || order.canceled?.reason).length], [true, 0]);
  assert.equal((await cli('buyer', 'erase', '--phone', phone)).text, 'No order of this buyer was found.');
  const acts = await backend.context.sql.selectFrom('audit').select('act').where('subject', '=', orderId).execute();
  assert.deepEqual(
    acts
      .map(({ act }) => act)
      .filter((act) => act.startsWith('buyer.'))
      .sort(),
    ['buyer.erase', 'buyer.export'],
  );
});

test('what members wrote with a cancel or a refund goes with the buyer', async () => {
  const member = await openMember(backend, shop.id, 'head');
  const written = `${anApplicant.lastName} позвонила и вернула`;
  const statusOf = async (id: string) => ((await (await shop.call(`/v1/orders/${id}`)).json()) as { status: string }).status;

  const canceled = await wholeLife();
  await member.gets(`/orders/${canceled.orderId}/cancel`, { body: { reason: written }, status: 202 });
  await waitFor('the cancel', async () => (await statusOf(canceled.orderId)) === 'canceled');

  const refunded = await wholeLife();
  assert.equal((await shop.call(`/v1/orders/${refunded.orderId}/confirm`, { body: {} })).status, 202);
  await waitFor('the confirmation', async () => (await statusOf(refunded.orderId)) === 'confirmed');
  await member.gets(`/orders/${refunded.orderId}/refunds`, { body: { amount: 100, reason: written }, status: 201 });
  const { id } = await backend.context.sql
    .selectFrom('bankApplications')
    .select('id')
    .where('orderId', '=', refunded.orderId)
    .executeTakeFirstOrThrow();
  await bank.tell(id, { type: 'settled' });
  await waitFor('the settlement', async () => (await statusOf(refunded.orderId)) === 'settled');
  await waitFor('the banks', async () => {
    const open = await backend.context.sql.selectFrom('bankCommands').select('id').where('state', '=', 'pending').execute();
    return open.length === 0;
  });

  for (const { orderId } of [canceled, refunded]) {
    assert.equal((await cli('buyer', 'erase', '--order', orderId)).exitCode, 0);
    const rows = (await everyRow(backend.context)).filter((row) => row.includes(orderId));
    assert.deepEqual(naming(rows, ['позвонила', anApplicant.lastName]), []);
    const acts = await backend.context.sql.selectFrom('audit').select(['act', 'detail']).where('subject', '=', orderId).execute();
    assert.ok(
      acts.some(({ act }) => act === 'order.cancel' || act === 'order.refund'),
      'the act itself stays',
    );
  }
});

test('an order’s buyer is erased RETENTION_DAYS after its end, not a day before', async () => {
  const { orderId, phone } = await wholeLife();
  await ends(orderId);
  const named = async () =>
    (await backend.context.sql.selectFrom('orders').select('maskedName').where('id', '=', orderId).executeTakeFirstOrThrow()).maskedName;
  clock.advance(29 * DAY);
  await purgeBuyers(backend.context);
  assert.equal(await named(), 'П*****');
  clock.advance(2 * DAY);
  await Promise.all([purgeBuyers(backend.context), purgeBuyers(backend.context)]);
  assert.equal(await named(), null);
  assert.deepEqual(naming(await everySecret(backend.context), [phone.slice(2)]), []);
  const acts = await backend.context.sql
    .selectFrom('audit')
    .select('actor')
    .where('subject', '=', orderId)
    .where('act', '=', 'buyer.erase')
    .execute();
  assert.deepEqual(acts, [{ actor: 'retention' }], 'once, though two workers came by');
});

test('an order before the submit is found by its prefill or a draft, and another buyer’s order loses only the phone’s traces', async () => {
  const [mine, theirs] = [aPhone(), aPhone()];
  const prefilled = await shop.createOrder({ buyer: { firstName: 'Проба', phone: mine } });
  const shared = await shop.createOrder();
  const me = openBuyer(backend, shared, mine);
  await me.provesPhone();
  await me.call('/v1/session/draft', { method: 'PUT', body: { applicant: { lastName: 'Вымыслова' } } });
  const they = openBuyer(backend, shared, theirs);
  await they.submits();

  const erased = await cli('buyer', 'erase', '--phone', mine);
  assert.deepEqual(
    erased.text.split('\n').map((line) => line.split('\t').slice(0, 2).join(' ')),
    [`${prefilled.id} created`, `${shared.id} submitted`],
  );
  assert.equal(erased.exitCode, 0);
  assert.deepEqual(naming(await everySecret(backend.context), [mine.slice(2)]), []);
  assert.equal((await they.sees()).order.status, 'submitted', 'the other buyer goes on');
  assert.equal((await openBuyer(backend, prefilled).call('/v1/session')).status, 200, 'and the unsent order may begin anew');
});

test('the command explains its options', async () => {
  assert.equal((await cli('buyer', 'erase')).exitCode, 2);
  assert.equal((await cli('buyer', 'erase', '--phone', '12')).exitCode, 2);
  assert.deepEqual(await cli('buyer', 'erase', '--order', 'ord_nobodys'), { exitCode: 1, text: 'There is no such order.' });
});
