import assert from 'node:assert/strict';
import { inflateSync } from 'node:zlib';
import { after, before, describe, it } from 'node:test';
import jsQr from 'jsqr';
import type { Link, LinkRow } from '@installment-button/protocol/cabinet/links';
import type { OrderDetail } from '@installment-button/protocol/cabinet/orders';
import { openBuyer } from '../../testing/buyer.ts';
import { openMember, type Member } from '../../testing/member.ts';
import { startScriptedBank, type ScriptedBank } from '../../testing/scripted-bank.ts';
import { openTestShop } from '../../testing/shop.ts';
import { startTestBackend, type TestBackend } from '../../testing/start-backend.ts';
import { waitFor } from '../../testing/wait-for.ts';

const chair = { mode: 'live', product: 'installment', items: [{ name: 'Кресло', price: 1_870_000, quantity: 2 }] };

describe('links made by hand', () => {
  let bank: ScriptedBank;
  let backend: TestBackend;
  let manager: Member;

  before(async () => {
    bank = await startScriptedBank('first', {
      plans: [{ product: 'installment', term: 12, rate: 0, minAmount: 100_000, maxAmount: 100_000_000 }],
    });
    backend = await startTestBackend({ banks: [bank.config] });
    const shop = await openTestShop(backend);
    manager = await openMember(backend, shop.id, 'manager');
  });
  after(async () => {
    await backend.close();
    await bank.close();
  });

  const make = (change: object = {}) => manager.gets<Link>('/links', { body: { ...chair, ...change }, status: 201 });

  it('are trusted orders with the preview of a payment', async () => {
    const link = await make({ externalId: 'ТД-2211' });
    assert.deepEqual([link.number, link.amount, link.lowest], ['ТД-2211', 3_740_000, { amount: 311_667, term: 12 }]);
    const { order, source, madeBy } = await manager.gets<OrderDetail>(`/orders/${link.id}`);
    assert.deepEqual([order.trusted, order.test, source, madeBy], [true, false, 'hand', 'Олег Пробный']);
  });

  it('end when they are told to', async () => {
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    assert.equal((await make({ expiresAt })).expiresAt, expiresAt);
    await manager.gets('/links', { body: { ...chair, expiresAt: new Date(Date.now() - 1000).toISOString() }, status: 422 });
  });

  it('are read from the PNG of their QR code by another’s decoder, and the application behind completes', async () => {
    const { id, link } = await make();
    const png = Buffer.from(await (await manager.call(`/links/${id}/qr.png`)).arrayBuffer());
    const { pixels, width } = decodePng(png);
    const read = jsQr(pixels, width, width)?.data;
    assert.equal(read, link);
    const session = new URL(read ?? '').hash.slice(1);
    const buyer = openBuyer(backend, { session });
    await buyer.submits();
    await buyer.chooses('first');
    await buyer.signs();
    const { order } = await manager.gets<OrderDetail>(`/orders/${id}`);
    assert.equal(order.status, 'signed');
    const svg = await (await manager.call(`/links/${id}/qr.svg`)).text();
    assert.match(svg, /^<svg/);
  });

  it('stand in a list of their own, revoked by a cancel', async () => {
    const { id } = await make();
    const { data } = await manager.gets<{ data: LinkRow[] }>('/links?mode=live');
    assert.equal(data[0]?.order.id, id);
    assert.equal(data[0]?.openedAt, null);
    await manager.gets(`/orders/${id}/cancel`, { body: { reason: 'Ссылка отозвана' }, status: 202 });
    const after = await manager.gets<{ data: LinkRow[] }>('/links?mode=live');
    assert.equal(after.data[0]?.order.status, 'canceled');
  });

  it('note when they are opened by the application’s own page', async () => {
    const { id, link } = await make();
    const session = link.split('#')[1] ?? '';
    const open = (site: string) =>
      fetch(`${backend.url}/v1/session`, { headers: { authorization: `Bearer ${session}`, 'sec-fetch-site': site } });
    const openedAt = async () =>
      (await manager.gets<{ data: LinkRow[] }>('/links?mode=live')).data.find(({ order }) => order.id === id)?.openedAt;
    await open('cross-site');
    assert.equal(await openedAt(), null);
    await open('same-origin');
    assert.notEqual(await openedAt(), null);
  });

  it('go out by SMS and e-mail, to the known buyer or where the member says, a few times a day', async () => {
    const { id, link } = await make({ phone: '+7 900 000-00-33' });
    await manager.gets(`/orders/${id}/link`, { body: { channel: 'email' }, status: 422 });
    await manager.gets(`/orders/${id}/link`, { body: { channel: 'sms', to: '12345' }, status: 422 });
    await manager.gets(`/orders/${id}/link`, { body: { channel: 'sms' }, status: 202 });
    const sms = await waitFor('the SMS', () => backend.messages.find(({ to }) => to === '+79000000033'));
    assert.ok(sms.text.includes(link));
    await manager.gets(`/orders/${id}/link`, { body: { channel: 'email', to: 'buyer@mail.example' }, status: 202 });
    await waitFor('the e-mail', () => backend.mails.find(({ to }) => to === 'buyer@mail.example'));
    for (let round = 0; round < 3; round += 1) await manager.gets(`/orders/${id}/link`, { body: { channel: 'sms' }, status: 202 });
    await manager.gets(`/orders/${id}/link`, { body: { channel: 'sms' }, status: 429 });
  });
});

/** One bit a pixel, no filter: what `qrPng` writes, as RGBA. */
function decodePng(png: Buffer): { pixels: Uint8ClampedArray; width: number } {
  const width = png.readUInt32BE(16);
  assert.deepEqual([...png.subarray(24, 26)], [1, 0]);
  let data = Buffer.alloc(0);
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') data = Buffer.concat([data, png.subarray(at + 8, at + 8 + length)]);
    at += length + 12;
  }
  const rows = inflateSync(data);
  const stride = Math.ceil(width / 8) + 1;
  const pixels = new Uint8ClampedArray(width * width * 4);
  for (let y = 0; y < width; y += 1) {
    assert.equal(rows[y * stride], 0);
    for (let x = 0; x < width; x += 1) {
      const white = ((rows[y * stride + 1 + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1;
      pixels.set([white * 255, white * 255, white * 255, 255], (y * width + x) * 4);
    }
  }
  return { pixels, width };
}
