import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import type { Signing } from '@installment-button/protocol';
import sharp from 'sharp';
import { sandboxSelfId } from './self-id-provider.ts';
import { openBuyer, type TestBuyer } from '../testing/buyer.ts';
import { shopWithBanks } from '../testing/shop-with-banks.ts';
import { anApplicant } from '../testing/submit.ts';
import { waitFor } from '../testing/wait-for.ts';

const {
  backend,
  shop,
  banks: [bank],
} = await shopWithBanks(['ladoga']);

async function ready(lastName: string) {
  const buyer = openBuyer(backend, await shop.createOrder());
  const { phone: _phone, ...applicant } = anApplicant;
  await buyer.submits(undefined, { applicant: { ...applicant, lastName } });
  await buyer.chooses('ladoga');
  const begun = await buyer.call('/v1/session/signing', { body: { method: 'self-id' } });
  assert.equal(begun.status, 202);
  assert.deepEqual(((await begun.json()) as Signing).state, 'ready');
  return buyer;
}

/** Noise, so that it weighs something: 400 pixels a side are more than the sandbox asks for, 40 are less. */
const picture = (side: number) =>
  sharp({ create: { width: side, height: side, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 60 } } });
const large = await picture(400).jpeg({ quality: 95 }).toBuffer();
const small = await picture(40).jpeg().toBuffer();

function sends(buyer: TestBuyer, pictures: Record<string, Buffer>): Promise<Response> {
  const form = new FormData();
  for (const [field, bytes] of Object.entries(pictures))
    form.append(field, new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), `${field}.jpg`);
  return fetch(`${backend.url}/v1/session/signing/self-id`, {
    method: 'POST',
    headers: { authorization: `Bearer ${buyer.token ?? ''}` },
    body: form,
  });
}

const kept = async () => (await backend.context.sql.selectFrom('photographs').selectAll().execute()).length;

test('approved photographs sign the contract and are deleted', async () => {
  const buyer = await ready('Вымыслова');
  const sent = await sends(buyer, { passport: await picture(1200).png().toBuffer(), selfie: large });
  assert.equal(sent.status, 202, await sent.clone().text());
  assert.equal(((await sent.json()) as Signing).state, 'verifying');
  await buyer.waitsFor('signed', ({ order }) => order.status === 'signed');
  assert.equal(await kept(), 0);
  const { rawBody } = bank.seen.filter(({ call }) => call === 'signature').at(-1) ?? { rawBody: '{}' };
  const { method, evidence } = JSON.parse(rawBody) as { method: string; evidence: { selfId: { provider: string; result: string } } };
  assert.equal(method, 'self-id');
  assert.equal(evidence.selfId.provider, 'sandbox');
  assert.equal(evidence.selfId.result, 'approved');
});

test('bad photographs are asked for again, and better ones sign', async () => {
  const buyer = await ready('Переснимова');
  await sends(buyer, { passport: small, selfie: small });
  const { signing } = await buyer.waitsFor('a retake', (view) => view.signing?.state === 'retake');
  assert.equal(signing?.error?.code, 'self_id_retake');
  assert.equal(await kept(), 0);
  await sends(buyer, { passport: large, selfie: large });
  await buyer.waitsFor('signed', ({ order }) => order.status === 'signed');
});

test('another face is declined, and the other signing methods stay open', async () => {
  const buyer = await ready('Непохожева');
  await sends(buyer, { passport: large, selfie: large });
  const { signing, order } = await buyer.waitsFor('the verdict', (view) => view.signing?.state === 'failed');
  assert.equal(signing?.error?.code, 'self_id_declined');
  assert.equal(order.status, 'approved');
  assert.equal(await kept(), 0);
  assert.equal((await buyer.signs()).order.status, 'signed');
});

test('photographs that are malformed, too large, missing or not asked for are refused and not stored', async () => {
  const buyer = await ready('Вымыслова');
  const codes = async (response: Response) => [response.status, ((await response.json()) as { code: string }).code];
  assert.deepEqual(await codes(await sends(buyer, { passport: Buffer.from('<svg onload=alert(1)>'.repeat(20)), selfie: large })), [
    422,
    'photograph_unreadable',
  ]);
  assert.deepEqual(await codes(await sends(buyer, { passport: large })), [422, 'photograph_unreadable']);
  assert.deepEqual(await codes(await sends(buyer, { passport: Buffer.concat([large, Buffer.alloc(11 * 1024 * 1024)]), selfie: large })), [
    413,
    'body_too_large',
  ]);
  const json = await buyer.call('/v1/session/signing/self-id', { body: {} });
  assert.equal(json.status, 415);
  const headers = { 'content-type': 'multipart/form-data' };
  assert.equal((await buyer.call('/v1/session/signing/self-id', { body: { no: 'boundary' }, headers })).status, 400);
  const other = openBuyer(backend, await shop.createOrder());
  await other.provesPhone('+79000000002');
  assert.deepEqual(await codes(await sends(other, { passport: large, selfie: large })), [409, 'illegal_transition']);
  assert.equal(await kept(), 0);
});

test('a second upload with the same token is refused while the first arrives, before its body is read', async () => {
  const buyer = await ready('Вымыслова');
  const url = new URL(`${backend.url}/v1/session/signing/self-id`);
  const open = request(url, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${buyer.token ?? ''}`,
      'content-type': 'multipart/form-data; boundary=x',
      'content-length': 1_000_000,
    },
  });
  open.on('error', () => undefined);
  open.write('--x\r\n');
  await waitFor('the second upload to be refused', async () => {
    const { status } = await sends(buyer, { passport: Buffer.from('no picture'), selfie: Buffer.from('no picture') });
    return status === 409;
  });
  open.destroy();
  await waitFor(
    'the first upload to be forgotten',
    async () => (await sends(buyer, { passport: Buffer.from('no picture'), selfie: Buffer.from('no picture') })).status === 422,
  );
});

test('a place and HTML hidden in a photograph are gone when it is stored, and a file that only begins as a picture is refused', async ({
  mock,
}) => {
  const verify = mock.method(sandboxSelfId, 'verify');
  const buyer = await ready('Вымыслова');
  const [place, html] = ['55.7789N 37.5881E', '<script>alert(document.domain)</script>'];
  const exif = { IFD0: { ImageDescription: place }, IFD3: { GPSLatitude: '55/1 46/1 44/1', GPSLatitudeRef: 'N' } };
  const wide = await sharp(await picture(400).png().toBuffer())
    .resize(400, 200, { fit: 'fill' })
    .jpeg({ quality: 95 })
    .withMetadata({ orientation: 6 })
    .withExifMerge(exif)
    .toBuffer();
  const spiked = Buffer.concat([wide, Buffer.from(html)]);
  assert.deepEqual([spiked.includes(place), spiked.includes(html)], [true, true]);
  const fake = Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.alloc(60_000, html)]);
  assert.equal((await sends(buyer, { passport: fake, selfie: large })).status, 422);
  assert.equal((await sends(buyer, { passport: wide.subarray(0, wide.length / 2), selfie: large })).status, 422, 'half a picture');

  assert.equal((await sends(buyer, { passport: spiked, selfie: spiked })).status, 202);
  await buyer.waitsFor('signed', ({ order }) => order.status === 'signed');
  const judged = verify.mock.calls.flatMap(({ arguments: [{ passport, selfie }] }) => [passport, selfie]);
  assert.equal(judged.length, 2);
  for (const bytes of judged) {
    assert.deepEqual([bytes.includes(place), bytes.includes('Exif'), bytes.includes('script')], [false, false, false]);
    const { format, width, height, exif: left } = await sharp(bytes).metadata();
    assert.deepEqual({ format, width, height, left }, { format: 'jpeg', width: 200, height: 400, left: undefined }, 'upright');
  }
});
