import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBuyer } from '../testing/buyer.ts';
import { settableClock } from '../testing/settable-clock.ts';
import { aBank, anOrder, openTestShop } from '../testing/shop.ts';
import { startTestBackend } from '../testing/start-backend.ts';
import type { CreatedOrder } from '@installment-button/protocol';
import { purgeUntrustedOrders } from './purge-untrusted.ts';

const DAY = 86_400_000;

test('an untrusted order that nobody submitted is deleted a week after its expiry, a trusted one is kept', async (t) => {
  const clock = settableClock();
  const backend = await startTestBackend({ banks: [aBank()], clock });
  t.after(() => backend.close());
  const { sql } = backend.context;
  const shop = await openTestShop(backend);
  await shop.call('/v1/webhook-endpoints', { body: { url: 'https://hooks.example/x' } });
  const trusted = await shop.createOrder();
  const response = await shop.call('/v1/orders', { body: anOrder, key: shop.publishableKey, headers: { origin: shop.origin } });
  const untrusted = (await response.json()) as CreatedOrder;
  const buyer = openBuyer(backend, untrusted);
  await buyer.provesPhone();
  await buyer.call('/v1/session/draft', { method: 'PUT', body: { applicant: { lastName: 'Вымыслова' } } });
  const ids = async () => (await sql.selectFrom('orders').select('id').orderBy('id').execute()).map(({ id }) => id);
  await sql.updateTable('orders').set({ status: 'expired', statusAt: clock.now(), endedAt: clock.now() }).execute();
  await purgeUntrustedOrders(backend.context);
  assert.deepEqual(await ids(), [trusted.id, untrusted.id].sort());
  clock.advance(7 * DAY + 1000);
  await purgeUntrustedOrders(backend.context);
  assert.deepEqual(await ids(), [trusted.id]);
  for (const table of ['events', 'phoneCodes', 'buyerTokens', 'drafts', 'messages'] as const) {
    const rows = await sql.selectFrom(table).select('orderId').where('orderId', '=', untrusted.id).execute();
    assert.deepEqual(rows, [], table);
  }
});
