import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { orderId } from '../testing/fake-service.ts';
import { openStreet, type ShopPage, type Street } from '../testing/shop.ts';

let street: Street;
before(async () => {
  street = await openStreet();
});
after(() => street.close());
afterEach(() => street.tidy());

const gone = (page: Page) => page.waitForSelector('installment-dialog', { state: 'detached' });

describe('the way back', () => {
  it('is the dialog’s own where the browser has CloseWatcher: the history is not touched', async () => {
    const shop = await street.visit();
    const before = await shop.page.evaluate(() => history.length);
    await shop.page.click('installment-button button');
    await shop.frame();
    assert.equal(await shop.page.evaluate(() => history.length), before);
  });

  it('closes the dialog by the history where there is no CloseWatcher', async () => {
    const shop = await street.visit();
    await shop.page.evaluate(() => Reflect.deleteProperty(window, 'CloseWatcher'));
    await shop.page.click('installment-button button');
    await shop.frame();
    await shop.page.evaluate(() => history.back());
    assert.equal((await shop.event('close')).detail.reason, 'dismissed');
    assert.ok(shop.page.url().startsWith(street.origin));
  });

  it('is as it was after the dialog was closed otherwise', async () => {
    const shop = await street.visit();
    await shop.page.evaluate(() => {
      Reflect.deleteProperty(window, 'CloseWatcher');
      history.replaceState('cart', '');
    });
    await shop.page.click('installment-button button');
    const frame = await shop.frame();
    await frame.evaluate(`say('close', { reason: 'done' })`);
    await gone(shop.page);
    await shop.page.waitForFunction(() => history.state === 'cart');
  });
});

describe('a shop of one page without CloseWatcher', () => {
  const start = async (when: 'close' | 'status', how: 'push' | 'hash') => {
    const shop = await street.visit();
    await shop.page.evaluate(
      ([event, way]) => {
        Reflect.deleteProperty(window, 'CloseWatcher');
        history.replaceState({ route: 'cart' }, '');
        document.addEventListener(`installment-${event}`, () => {
          if (way === 'hash') location.hash = '#/thanks';
          else history.pushState({ route: 'thanks' }, '', '?page=thanks');
        });
      },
      [when, how] as const,
    );
    await shop.page.click('installment-button button');
    const frame = await shop.frame();
    await frame.waitForFunction('heard.length > 0');
    return { shop, frame };
  };
  const thanks = ({ page }: ShopPage) => /thanks/.test(page.url());
  const rest = ({ page }: ShopPage) => page.evaluate(() => new Promise((next) => setTimeout(next, 200)));

  for (const how of ['push', 'hash'] as const) {
    it(`that goes to its thanks page at the close stays there (${how})`, async () => {
      const { shop, frame } = await start('close', how);
      await frame.evaluate(`say('close', { reason: 'done' })`);
      await shop.event('close');
      await rest(shop);
      assert.ok(thanks(shop), shop.page.url());
    });

    it(`that goes there at a status keeps the dialog, and stays there when it closes (${how})`, async () => {
      const { shop, frame } = await start('status', how);
      const status = {
        orderId,
        externalId: null,
        status: 'signed',
        previousStatus: 'approved',
        sequence: 5,
        at: '2026-03-01T09:31:00.000Z',
      };
      await frame.evaluate(`say('status', ${JSON.stringify(status)})`);
      await shop.event('status', 1);
      await rest(shop);
      assert.equal(await shop.page.locator('installment-dialog').count(), 1);
      await frame.evaluate(`say('close', { reason: 'done' })`);
      await shop.event('close');
      await rest(shop);
      assert.ok(thanks(shop), shop.page.url());
    });
  }
});
