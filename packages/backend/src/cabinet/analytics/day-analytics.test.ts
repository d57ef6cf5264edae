import { moscowDay } from '@installment-button/protocol/moscow-day';
import assert from 'node:assert/strict';
import { after as afterAll, before, describe, it } from 'node:test';
import { DAY, HOUR, after } from '../../platform/clock.ts';
import { settableClock } from '../../testing/settable-clock.ts';
import { aBank, openTestShop, type TestShop } from '../../testing/shop.ts';
import { startTestBackend, type TestBackend } from '../../testing/start-backend.ts';
import { readAnalytics } from './analytics.ts';

describe('sums of past days', () => {
  const clock = settableClock();
  let backend: TestBackend;
  let shop: TestShop;

  before(async () => {
    backend = await startTestBackend({ banks: [aBank()], clock });
    shop = await openTestShop(backend);
  });
  afterAll(() => backend.close());

  const daysAgo = (days: number) => after(clock.now(), -days * DAY);

  async function order(days: number): Promise<string> {
    const { id } = await shop.createOrder();
    await backend.context.sql
      .updateTable('orders')
      .set({ createdAt: daysAgo(days) })
      .where('id', '=', id)
      .execute();
    return id;
  }

  /** Some later step of the order, on the day on which it was made. */
  const reach = (id: string, step: 'submittedAt' | 'agreementSignedAt' | 'confirmedAt') =>
    backend.context.sql
      .updateTable('orders')
      .set(({ ref }) => ({ [step]: ref('createdAt') }))
      .where('id', '=', id)
      .execute();

  const year = () => readAnalytics(backend.context, shop.id, { mode: 'live', from: moscowDay(daysAgo(364)), to: moscowDay(clock.now()) });

  const counted = () => backend.context.sql.selectFrom('dayAnalytics').select('day').orderBy('day').execute();

  it('are counted once, and again after a day', async () => {
    const [old, young] = [await order(60), await order(10)];
    const analytics = await year();
    assert.equal(analytics.funnel.created, 2);
    assert.equal(analytics.days.length, 365);
    const kept = await counted();
    assert.equal(kept[0]?.day, moscowDay(daysAgo(60)));
    assert.equal(kept.at(-1)?.day, moscowDay(daysAgo(36)));

    await reach(old, 'confirmedAt');
    await reach(young, 'submittedAt');
    const same = await year();
    assert.deepEqual([same.funnel.submitted, same.funnel.confirmed, same.confirmed.count], [1, 0, 0]);

    clock.advance(DAY + HOUR);
    const next = await year();
    assert.deepEqual([next.funnel.created, next.funnel.confirmed, next.confirmed.count], [2, 1, 1]);
    assert.equal((await counted()).length, kept.length + 1);
  });

  it('are never counted again once the day is old', async () => {
    const old = await order(150);
    // An earlier first order: the days from it on are counted, those already known as well where they are a day old.
    await year();
    await reach(old, 'agreementSignedAt');
    clock.advance(2 * DAY);
    assert.equal((await year()).funnel.signed, 0);
  });

  it('belong to one shop and to its live or test orders', async () => {
    const other = await openTestShop(backend);
    const period = { from: moscowDay(daysAgo(364)), to: moscowDay(clock.now()) };
    assert.equal((await readAnalytics(backend.context, other.id, { mode: 'live', ...period })).funnel.created, 0);
    assert.equal((await readAnalytics(backend.context, shop.id, { mode: 'test', ...period })).funnel.created, 0);
  });
});
