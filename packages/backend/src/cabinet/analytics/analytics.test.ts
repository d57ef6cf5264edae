import { moscowDay } from '@installment-button/protocol/moscow-day';
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Analytics } from '@installment-button/protocol/cabinet/analytics';
import { openBuyer } from '../../testing/buyer.ts';
import type { Cell, Table } from '../spreadsheets.ts';
import { tablesOf } from './tables.ts';
import { openMember, type Member } from '../../testing/member.ts';
import { startScriptedBank, type ScriptedBank } from '../../testing/scripted-bank.ts';
import { openTestShop, type TestShop } from '../../testing/shop.ts';
import { startTestBackend, type TestBackend } from '../../testing/start-backend.ts';
import { waitFor } from '../../testing/wait-for.ts';

const DAY_MS = 86_400_000;

describe('analytics and exports', () => {
  let banks: ScriptedBank[];
  let backend: TestBackend;
  let shop: TestShop;
  let head: Member;
  const today = moscowDay(new Date());
  const monthAgo = moscowDay(new Date(Date.now() - 29 * DAY_MS));

  before(async () => {
    banks = await Promise.all(['first', 'second'].map((id) => startScriptedBank(id)));
    banks[1]!.decides = 'declined';
    backend = await startTestBackend({ banks: banks.map(({ config }) => config) });
    shop = await openTestShop(backend);
    head = await openMember(backend, shop.id, 'head');
    await shop.createOrder({ items: [{ name: '=HYPERLINK("http://evil.example")', price: 700_000, quantity: 1 }] });
    for (const until of ['submitted', 'approved', 'signed', 'confirmed']) await walk(until);
  });
  after(async () => {
    await backend.close();
    await Promise.all(banks.map((bank) => bank.close()));
  });

  async function walk(until: string): Promise<void> {
    const order = await shop.createOrder({ externalId: until });
    const buyer = openBuyer(backend, order);
    await buyer.submits();
    await buyer.waitsFor('both answers', ({ decisions }) => decisions.every(({ decision }) => decision !== 'pending'));
    if (until === 'submitted') return;
    await buyer.chooses('first');
    if (until === 'approved') return;
    await buyer.signs();
    if (until === 'signed') return;
    await shop.call(`/v1/orders/${order.id}/confirm`, { method: 'POST' });
    await waitFor(
      'the confirmation',
      async () => ((await (await shop.call(`/v1/orders/${order.id}`)).json()) as { status: string }).status === 'confirmed',
    );
    await shop.call(`/v1/orders/${order.id}/refunds`, { body: { amount: 100_000 } });
  }

  it('count how far the orders of a period came, by bank and by day', async () => {
    const analytics = await head.gets<Analytics>(`/analytics?mode=live&from=${monthAgo}&to=${today}`);
    assert.deepEqual(analytics.funnel, { created: 5, opened: 4, submitted: 4, approved: 4, signed: 2, confirmed: 1 });
    assert.deepEqual(
      [analytics.confirmed, analytics.refunds],
      [
        { count: 1, amount: 4_999_000 },
        { count: 1, amount: 100_000 },
      ],
    );
    assert.deepEqual(analytics.before, { count: 0, amount: 0 });
    assert.deepEqual(
      analytics.banks.map(({ bank, asked, approved }) => [bank.id, asked, approved]),
      [
        ['first', 4, 4],
        ['second', 4, 0],
      ],
    );
    for (const { medianSeconds } of analytics.banks) assert.ok((medianSeconds ?? -1) >= 0);
    assert.equal(analytics.days.length, 30);
    assert.deepEqual(analytics.days.at(-1), { day: today, confirmed: 4_999_000, waiting: 4_999_000, refunded: 100_000 });
    assert.deepEqual((await head.gets<Analytics>(`/analytics?mode=test&from=${monthAgo}&to=${today}`)).funnel.created, 0);
  });

  it('refuse a period that is none', async () => {
    await head.gets(`/analytics?mode=live&from=${today}&to=${monthAgo}`, { status: 422 });
    await head.gets('/analytics?mode=live&from=2020-01-01&to=2026-01-01', { status: 422 });
  });

  it('leave as CSV that a spreadsheet takes for text, without the buyers', async () => {
    const file = async (language: string) =>
      Buffer.from(await (await head.call('/orders/export', { body: { mode: 'live', format: 'csv', language } })).arrayBuffer()).toString();
    const russian = await file('ru');
    assert.ok(russian.startsWith('\uFEFFНомер;Идентификатор;'));
    const lines = russian.trim().split('\r\n');
    assert.equal(lines.length, 6);
    assert.ok(russian.includes(`"'=HYPERLINK(""http://evil.example"")"`), lines.at(-1));
    assert.ok(russian.includes(';49990;'));
    assert.ok((await file('en')).startsWith('\uFEFFNumber,Id,'));
    for (const personal of ['Вымыслова', '+7900', 'П*****']) assert.ok(!russian.includes(personal));
  });

  it('leave as XLSX', async () => {
    for (const [path, body] of [
      ['/orders/export', { mode: 'live', format: 'xlsx', language: 'ru', status: 'signed' }],
      ['/analytics/export', { mode: 'live', format: 'xlsx', language: 'ru', from: monthAgo, to: today }],
    ] as const) {
      const response = await head.call(path, { body });
      const bytes = Buffer.from(await response.arrayBuffer());
      assert.equal(response.status, 200);
      assert.match(response.headers.get('content-disposition') ?? '', /attachment; filename="\w+\.xlsx"/);
      assert.equal(bytes.subarray(0, 2).toString(), 'PK');
    }
  });

  it('leave as tables: days, banks, the funnel', async () => {
    const analytics = await head.gets<Analytics>(`/analytics?mode=live&from=${monthAgo}&to=${today}`);
    const tables = tablesOf(analytics, 'ru');
    const rows = await Promise.all(tables.map(rowsOf));
    assert.deepEqual(
      tables.map(({ sheet }) => sheet),
      ['Суммы по дням', 'Банки', 'Воронка'],
    );
    assert.equal(rows[0]?.length, 30);
    const [best] = analytics.banks;
    assert.deepEqual(rows[1]?.[0]?.slice(0, 4), [best?.bank.name, best?.asked, best?.approved, 100]);
    assert.deepEqual(rows[2]?.at(-1), ['Подтверждено', analytics.funnel.confirmed]);
    const csv = await (
      await head.call('/analytics/export', { body: { mode: 'live', format: 'csv', language: 'en', from: monthAgo, to: today } })
    ).text();
    assert.ok(csv.includes('Day,Confirmed,Signed and waiting,Refunded'));
    assert.equal(csv.trim().split('\r\n').length, 31);
  });

  it('tell members who want it of a signature', async () => {
    const mails = () => backend.mails.filter(({ to, subject }) => to === head.email && subject.startsWith('Договор подписан'));
    // The confirmed one may be told too, where its notice went out before the confirmation.
    await waitFor('the notices', () => mails().length >= 1);
    assert.ok(mails().some(({ subject }) => subject.includes('№ signed')));
    assert.match(mails()[0]?.text ?? '', /\/cabinet\/orders\/ord_/);
    await head.gets('/me', { method: 'PATCH', body: { notices: { signed: false, unconfirmed: true, failing: true } } });
    const before = mails().length;
    await walk('signed');
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(mails().length, before);
  });
});

async function rowsOf({ rows }: Table): Promise<Cell[][]> {
  const all: Cell[][] = [];
  for await (const chunk of rows) all.push(...chunk);
  return all;
}
