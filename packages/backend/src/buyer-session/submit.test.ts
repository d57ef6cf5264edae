import { moscowDay } from '@installment-button/protocol/moscow-day';
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Problem, SessionDetail, Submit } from '@installment-button/protocol';
import { openBuyer, type TestBuyer } from '../testing/buyer.ts';
import { startScriptedBank, type ScriptedBank } from '../testing/scripted-bank.ts';
import { openTestShop, type TestShop } from '../testing/shop.ts';
import { startTestBackend, type TestBackend } from '../testing/start-backend.ts';
import { waitFor } from '../testing/wait-for.ts';
import { decryptApplicant } from './applicant.ts';
import { consentVersion, creditHistoryText, personalDataConsent, sharedData } from './consent-texts.ts';
import { sha256Hex } from '../platform/security/encryption.ts';

let live: ScriptedBank;
let small: ScriptedBank;
let elder: ScriptedBank;
let young: ScriptedBank;
let trial: ScriptedBank;
let backend: TestBackend;
let shop: TestShop;

before(async () => {
  live = await startScriptedBank('ladoga');
  small = await startScriptedBank('small', { maxAmount: 1_000_000 });
  elder = await startScriptedBank('elder', { minAge: 100 });
  young = await startScriptedBank('young', { maxAgeAtEnd: 30 });
  trial = await startScriptedBank('trial', { test: true });
  backend = await startTestBackend({ banks: [live, small, elder, young, trial].map(({ config }) => config) });
  shop = await openTestShop(backend);
});
after(async () => {
  await backend.close();
  await Promise.all([live, small, elder, young, trial].map((bank) => bank.close()));
});

async function proven(): Promise<{ buyer: TestBuyer; form: Submit; orderId: string }> {
  const order = await shop.createOrder();
  const buyer = openBuyer(backend, order);
  await buyer.provesPhone();
  return { buyer, form: await buyer.form(), orderId: order.id };
}

const rowsOf = async (orderId: string) => ({
  order: await backend.context.sql.selectFrom('orders').selectAll().where('id', '=', orderId).executeTakeFirstOrThrow(),
  submissions: await backend.context.sql.selectFrom('submissions').selectAll().where('orderId', '=', orderId).execute(),
  applications: await backend.context.sql.selectFrom('bankApplications').selectAll().where('orderId', '=', orderId).execute(),
});

const wrong: [what: string, path: string, code: string, change: (form: Submit) => Submit][] = [
  [
    'a passport issued before the age of 14',
    '/applicant/passport/issuedAt',
    'issued_before_14',
    applicant({ birthDate: '2000-05-17' }, { issuedAt: '2013-01-01' }),
  ],
  ['an impossible birth date', '/applicant/birthDate', '', applicant({ birthDate: '1990-02-30' })],
  [
    'an under-age buyer',
    '/applicant/birthDate',
    'under_age',
    applicant({ birthDate: `${new Date().getUTCFullYear() - 17}-01-01` }, { issuedAt: `${new Date().getUTCFullYear() - 2}-01-01` }),
  ],
  ['a name in Latin letters', '/applicant/lastName', 'cyrillic_only', applicant({ lastName: 'Smith' })],
  ['a department code without a hyphen', '/applicant/passport/departmentCode', '', applicant({}, { departmentCode: '770001' })],
  ['a term of nothing', '/term', '', (form) => ({ ...form, term: 0 })],
  ['a first payment of the whole price', '/firstPayment', 'too_big', (form) => ({ ...form, firstPayment: 4_999_000 })],
  ['no bank', '/banks', '', (form) => ({ ...form, banks: [] })],
  ['a bank that nobody knows', '/banks/1', 'bank_unknown', (form) => ({ ...form, banks: [...form.banks, 'nobody'] })],
  ['a bank that does not take the sum', '/banks/1', 'bank_unknown', (form) => ({ ...form, banks: [...form.banks, 'small'] })],
  ['a bank that lends to older people', '/banks/1', 'bank_age', (form) => ({ ...form, banks: [...form.banks, 'elder'] })],
  ['a bank for whose term the buyer is too old', '/banks/1', 'bank_age', (form) => ({ ...form, banks: [...form.banks, 'young'] })],
  ['a test bank for a live order', '/banks/1', 'bank_unknown', (form) => ({ ...form, banks: [...form.banks, 'trial'] })],
  [
    'no consent for a bank',
    '/banks/0',
    'consent_missing',
    (form) => ({ ...form, consents: form.consents.filter(({ kind }) => kind === 'credit-history') }),
  ],
  [
    'no consent for the credit history',
    '/consents',
    'consent_missing',
    (form) => ({ ...form, consents: form.consents.filter(({ kind }) => kind === 'personal-data') }),
  ],
  [
    'a consent in words of yesterday',
    '/consents/0/version',
    'consent_missing',
    (form) => ({
      ...form,
      consents: form.consents.map((consent, index) => (index === 0 ? { ...consent, version: '2020-01-01.ru' } : consent)),
    }),
  ],
  ['an unknown field', '/phone', 'unknown_field', (form) => ({ ...form, phone: '+79000000001' }) as Submit],
];

function applicant(change: Partial<Submit['applicant']>, passport: Partial<Submit['applicant']['passport']> = {}) {
  return (form: Submit): Submit => ({
    ...form,
    applicant: { ...form.applicant, ...change, passport: { ...form.applicant.passport, ...passport } },
  });
}

for (const [what, path, code, change] of wrong) {
  test(`${what} is refused with the field’s name, and changes nothing`, async () => {
    const { buyer, form, orderId } = await proven();
    const response = await buyer.call('/v1/session/submit', { body: change(form) });
    const problem = (await response.json()) as Problem;
    assert.equal(response.status, 422, JSON.stringify(problem));
    assert.match(response.headers.get('content-type') ?? '', /problem\+json/);
    const field = problem.errors?.find((error) => error.path === path);
    assert.ok(field, JSON.stringify(problem.errors));
    if (code !== '') assert.equal(field.code, code);
    const { order, submissions, applications } = await rowsOf(orderId);
    assert.deepEqual([order.status, order.phone, submissions.length, applications.length], ['created', null, 0, 0]);
  });
}

test('a submit stores the form encrypted with its evidence, makes one application a bank, and masks the buyer for the shop', async () => {
  const { buyer, form, orderId } = await proven();
  const sent = await buyer.call('/v1/session/submit', {
    body: { ...form, firstPayment: 999_000, applicant: { ...form.applicant, lastName: '  Вымыслова —  Пробная ' } },
    headers: { 'user-agent': 'a browser', 'accept-language': 'en' },
  });
  assert.equal(sent.status, 202, await sent.clone().text());
  const view = (await sent.json()) as SessionDetail;
  assert.equal(view.order.status, 'submitted');
  assert.equal(view.draft, null);
  assert.ok(Date.parse(view.deadline ?? '') > Date.now());
  const { order, submissions, applications } = await rowsOf(orderId);
  assert.equal(applications.length, 1);
  assert.equal(order.firstPayment, 999_000);
  assert.equal(order.maskedName, 'П*****');
  assert.match(order.maskedPhone ?? '', /^\+7900\*{5}\d\d$/);
  const [submission] = submissions;
  assert.ok(submission);
  assert.equal(submission.language, 'en');
  assert.equal(decryptApplicant(backend.context, submission).lastName, 'Вымыслова-Пробная');
  const evidence = JSON.parse(
    backend.context.encryption.decrypt(submission.evidence, { table: 'submissions', column: 'evidence', row: orderId }),
  ) as { address: string; userAgent: string; textHashes: string[] };
  assert.equal(evidence.userAgent, 'a browser');
  assert.match(evidence.address, /127\.0\.0\.1|::1/);
  assert.equal(evidence.textHashes.length, 2);
  const stored = JSON.stringify([order, submissions, applications, await backend.context.sql.selectFrom('events').selectAll().execute()]);
  for (const word of ['Вымыслова', '4510', 'Отделением']) assert.ok(!stored.includes(word), word);
  assert.ok(!backend.logLines.join('').includes('Вымыслова'));
  const { request } = await waitFor('the bank', () =>
    [...live.files.values()].find((file) => file.request.applicationId === applications[0]?.id),
  );
  assert.equal(request.applicant.lastName, 'Вымыслова-Пробная');
  assert.equal(request.applicant.phone.length, 12);
  assert.deepEqual(
    request.consents.map(({ kind }) => kind),
    ['personal-data', 'credit-history'],
  );
});

test('a second submit is an illegal move, and with the same Idempotency-Key gets the first answer', async () => {
  const { buyer, form } = await proven();
  const headers = { 'idempotency-key': 'one-press-of-the-button' };
  const first = await buyer.call('/v1/session/submit', { body: form, headers });
  const replayed = await buyer.call('/v1/session/submit', { body: form, headers });
  assert.equal(replayed.status, 202);
  assert.equal(replayed.headers.get('idempotency-replayed'), 'true');
  assert.equal(await replayed.text(), await first.text());
  const again = await buyer.call('/v1/session/submit', { body: form });
  assert.equal(again.status, 409);
  assert.equal(((await again.json()) as Problem).code, 'illegal_transition');
  const draft = await buyer.call('/v1/session/draft', { method: 'PUT', body: { applicant: {} } });
  assert.equal(draft.status, 409);
});

test('of two submits at the same moment one counts', async () => {
  const { buyer, form, orderId } = await proven();
  const answers = await Promise.all([1, 2, 3].map(() => buyer.call('/v1/session/submit', { body: form })));
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [202, 409, 409]);
  assert.equal((await rowsOf(orderId)).applications.length, 1);
});

test('a test order goes to test banks only', async () => {
  const tests = await openTestShop(backend, { test: true });
  const buyer = openBuyer(backend, await tests.createOrder());
  const view = await buyer.submits();
  assert.deepEqual(
    view.banks.map(({ id }) => id),
    ['trial'],
  );
  assert.deepEqual(
    view.decisions.map(({ bank }) => bank.id),
    ['trial'],
  );
});

test('the consents name purpose, recipient, term and withdrawal, in the language asked for', async () => {
  const { buyer } = await proven();
  for (const [language, words] of [
    ['ru', ['Цель', 'Bank ladoga', 'Срок', 'отозвать']],
    ['en', ['Purpose', 'Bank ladoga', 'Term', 'withdraw']],
  ] as const) {
    const view = (await (await buyer.call('/v1/session', { headers: { 'accept-language': language } })).json()) as SessionDetail;
    const [bank] = view.banks;
    for (const word of words) assert.ok(bank?.consent.text.includes(word), word);
    assert.ok((bank?.data.length ?? 0) > 5);
    assert.equal(bank?.consent.version, `${consentVersion}.${language}`);
  }
});

test('a changed word of a consent needs a new version', () => {
  const languages = ['ru', 'en'] as const;
  const words = languages.map((language) => [personalDataConsent[language]('Банк', sharedData(language, {})), creditHistoryText[language]]);
  assert.equal(`${consentVersion} ${sha256Hex(JSON.stringify(words)).slice(0, 16)}`, '2026-11-25 25062ae90d5235f5');
});

test('the day is Moscow’s', () => {
  assert.equal(moscowDay(new Date('2026-03-01T20:59:59Z')), '2026-03-01');
  assert.equal(moscowDay(new Date('2026-03-01T21:00:00Z')), '2026-03-02');
});
