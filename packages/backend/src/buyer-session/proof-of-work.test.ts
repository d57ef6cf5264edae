import assert from 'node:assert/strict';
import { test } from 'node:test';
import { solveChallenge, type Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { normalizePhone } from '@installment-button/protocol';
import { aPhone, openBuyer, type TestBuyer } from '../testing/buyer.ts';
import { settableClock } from '../testing/settable-clock.ts';
import { shopWithBanks } from '../testing/shop-with-banks.ts';
import { codeLimitsOf } from './code-limits.ts';

const MINUTE = 60_000;
const clock = settableClock();
const { backend, shop } = await shopWithBanks(['first'], { clock });

/** As many codes as this were sent at the shop within the hour. */
async function sent(attempts: number): Promise<void> {
  const asker = { order: { id: 'ord_any', shopId: shop.id, trusted: true }, phone: aPhone(), address: '203.0.113.60' };
  const { key } = codeLimitsOf(backend.context, { ...asker, hasProvenPhone: false, isKnownPhone: false }).sentByShop;
  const row = { key, attempts, since: clock.now(), closedUntil: null };
  const { sql } = backend.context;
  await sql
    .insertInto('attemptLimits')
    .values(row)
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
    .execute();
}

interface Refusal {
  code: string;
  challenge: Challenge;
}

const aBuyer = async () => openBuyer(backend, await shop.createOrder());
const asks = (buyer: TestBuyer, phone: string, proof?: string) =>
  buyer.call('/v1/session/phone', { body: { phone, ...(proof === undefined ? {} : { proof }) } });
const challengeOf = async (response: Response): Promise<Challenge> => {
  const { code, challenge } = (await response.json()) as Refusal;
  assert.deepEqual([response.status, code], [428, 'proof_required']);
  return challenge;
};
/** The next test counts messages, so none of this one may still be on its way. */
const arrives = (phone: string) => backend.waitForSms(normalizePhone(phone) ?? phone);
const payload = (challenge: unknown, solution: unknown) => Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
const solve = async (challenge: Challenge) => payload(challenge, await solveChallenge({ challenge, deriveKey }));
const guessesOf = async (challenge: Challenge) => (await solveChallenge({ challenge, deriveKey }))?.counter ?? 0;

test('below half of a shop’s cap nobody is asked for work', async () => {
  await sent(999);
  const phone = aPhone();
  assert.equal((await asks(await aBuyer(), phone)).status, 200);
  await arrives(phone);
});

test('near the cap a code costs work, and the proof sends exactly one code of its order and phone', async () => {
  await sent(1000);
  const [buyer, phone] = [await aBuyer(), aPhone()];
  const messages = backend.messages.length;
  const proof = await solve(await challengeOf(await asks(buyer, phone)));
  assert.equal((await asks(await aBuyer(), phone, proof)).status, 428, 'another order');
  assert.equal((await asks(buyer, aPhone(), proof)).status, 428, 'another phone');
  assert.equal(backend.messages.length, messages, 'nothing was sent meanwhile');
  assert.equal((await asks(buyer, phone, proof)).status, 200);
  await arrives(phone);
  clock.advance(MINUTE);
  assert.equal((await asks(buyer, phone, proof)).status, 428, 'used up');
});

test('a proof that is forged, made cheaper, cut off or too old sends nothing', async () => {
  await sent(1000);
  const [buyer, phone] = [await aBuyer(), aPhone()];
  const challenge = await challengeOf(await asks(buyer, phone));
  const solution = await solveChallenge({ challenge, deriveKey });
  const cheap = { ...challenge, parameters: { ...challenge.parameters, keyPrefix: '00' } };
  const forged = [
    payload(cheap, await solveChallenge({ challenge: cheap, deriveKey })),
    payload(challenge, { ...solution, derivedKey: '00'.repeat(32) }),
    payload(challenge, { counter: 0, derivedKey: 'no hexadecimal' }),
    payload({ ...challenge, signature: '' }, solution),
    payload(challenge, null),
    Buffer.from('no JSON').toString('base64'),
    'not base64!',
  ];
  for (const proof of forged) await challengeOf(await asks(buyer, phone, proof));
  clock.advance(11 * MINUTE);
  await challengeOf(await asks(buyer, phone, payload(challenge, solution)));
});

test('the work grows with each tenth of the cap, and a closed cap asks for none', async () => {
  const guesses: number[] = [];
  for (const attempts of [1000, 1400, 1800]) {
    await sent(attempts);
    guesses.push(await guessesOf(await challengeOf(await asks(await aBuyer(), aPhone()))));
  }
  const [light = 0, heavier = 0, heaviest = 0] = guesses;
  assert.ok(light >= 250 && light <= 500 && heavier >= 1000 && heavier <= 2000 && heaviest >= 4000, guesses.join());
  await sent(1999);
  const [buyer, phone] = [await aBuyer(), aPhone()];
  assert.equal((await asks(buyer, phone, await solve(await challengeOf(await asks(buyer, phone))))).status, 200, 'the last code');
  assert.equal((await asks(await aBuyer(), aPhone())).status, 429);
});
