import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import type { Agreement, AgreementLink } from '@installment-button/protocol';
import { openBuyer } from '../testing/buyer.ts';
import { settableClock } from '../testing/settable-clock.ts';
import { shopWithBanks } from '../testing/shop-with-banks.ts';

const clock = settableClock();

const { backend, shop } = await shopWithBanks(['ladoga'], { clock });

test('the agreement can be read, and its PDF fetched once within a minute, before and after the signature', async () => {
  const buyer = openBuyer(backend, await shop.createOrder());
  await buyer.submits();
  assert.equal((await buyer.call('/v1/session/agreement')).status, 404);
  assert.equal((await buyer.call('/v1/session/agreement/link', { method: 'POST' })).status, 404);
  await buyer.chooses('ladoga');
  const agreement = (await (await buyer.call('/v1/session/agreement')).json()) as Agreement;
  assert.equal(agreement.sha256, createHash('sha256').update(agreement.text).digest('hex'));
  assert.equal((await buyer.sees()).agreement?.sha256, agreement.sha256);

  const link = async () => (await (await buyer.call('/v1/session/agreement/link', { method: 'POST' })).json()) as AgreementLink;
  const { url } = await link();
  assert.equal((await fetch(url, { method: 'HEAD' })).status, 404, 'a HEAD request does not use the address up');
  const pdf = await fetch(url);
  assert.equal(pdf.status, 200);
  assert.equal(pdf.headers.get('content-type'), 'application/pdf');
  assert.equal(pdf.headers.get('cache-control'), 'no-store');
  assert.match(Buffer.from(await pdf.arrayBuffer()).toString('latin1'), /^%PDF-1\./);
  assert.equal((await fetch(url)).status, 410);
  const old = await link();
  clock.advance(61_000);
  assert.equal((await fetch(old.url)).status, 410);
  assert.equal((await fetch(`${backend.url}/v1/agreements/forged-token-0123456789.pdf`)).status, 410);

  await buyer.signs();
  const before = (await (await fetch((await link()).url)).arrayBuffer()).byteLength;
  assert.ok(before > 10_000, 'with the certificate');
  assert.ok(!backend.logLines.join('').includes(url.split('/').at(-1) ?? '?'), 'the address is in no log');
});
