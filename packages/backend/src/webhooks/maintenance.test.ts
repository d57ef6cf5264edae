import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY, after } from '../platform/clock.ts';
import { aBank, openTestShop } from '../testing/shop.ts';
import { startTestBackend } from '../testing/start-backend.ts';
import { purgeDeliveries } from './maintenance.ts';

test('deliveries that have ended are forgotten after RETENTION_DAYS, those that wait are not', async (t) => {
  const backend = await startTestBackend({ banks: [aBank()], config: { retentionDays: 30 } });
  t.after(() => backend.close());
  const shop = await openTestShop(backend);
  const { sql, clock } = backend.context;
  const { shopId } = await sql
    .selectFrom('orders')
    .select('shopId')
    .where('id', '=', (await shop.createOrder()).id)
    .executeTakeFirstOrThrow();
  const now = clock.now();
  await sql
    .insertInto('webhookEndpoints')
    .values({ id: 'whk_1', shopId, url: 'http://localhost:9', test: true, types: null, secret: '', createdAt: now })
    .execute();
  const old = after(now, -31 * DAY);
  const delivery = (id: string, createdAt: Date, state: 'pending' | 'succeeded' | 'failed') => ({
    ...{ id, createdAt, state, shopId },
    endpointId: 'whk_1',
    eventId: `evt_${id}`,
  });
  await sql
    .insertInto('webhookDeliveries')
    .values([
      delivery('sent', old, 'succeeded'),
      delivery('given-up', old, 'failed'),
      delivery('waiting', old, 'pending'),
      delivery('fresh', now, 'succeeded'),
    ])
    .execute();
  await purgeDeliveries(backend.context);
  const left = await sql.selectFrom('webhookDeliveries').select('id').orderBy('id').execute();
  assert.deepEqual(
    left.map(({ id }) => id),
    ['fresh', 'waiting'],
  );
});
