import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBuyer } from '../testing/buyer.ts';
import { settableClock } from '../testing/settable-clock.ts';
import { aBank, openTestShop } from '../testing/shop.ts';
import { startTestBackend } from '../testing/start-backend.ts';
import { purgeCodes, purgeDrafts } from './maintenance.ts';

const DAY = 86_400_000;

test('codes, tokens and drafts are deleted when nobody can use them, and not before', async (t) => {
  const clock = settableClock();
  const backend = await startTestBackend({ banks: [aBank()], clock });
  t.after(() => backend.close());
  const { sql } = backend.context;
  const count = async () => ({
    codes: (await sql.selectFrom('phoneCodes').select('id').execute()).length,
    tokens: (await sql.selectFrom('buyerTokens').select('hash').execute()).length,
    drafts: (await sql.selectFrom('drafts').select('orderId').execute()).length,
  });
  const purge = async () => {
    await purgeCodes(backend.context);
    await purgeDrafts(backend.context);
    return count();
  };
  const buyer = openBuyer(backend, await (await openTestShop(backend)).createOrder());
  await buyer.provesPhone();
  await buyer.call('/v1/session/draft', { method: 'PUT', body: { applicant: { lastName: 'Вымыслова' } } });
  assert.deepEqual(await purge(), { codes: 1, tokens: 1, drafts: 1 });
  assert.equal((await buyer.call('/v1/session/cancel', { method: 'POST' })).status, 202);
  assert.deepEqual(await purge(), { codes: 1, tokens: 1, drafts: 1 });
  clock.advance(2 * DAY);
  assert.deepEqual(await purge(), { codes: 1, tokens: 1, drafts: 0 });
  clock.advance(60 * DAY);
  assert.deepEqual(await purge(), { codes: 0, tokens: 0, drafts: 0 });
});
