import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { legal, plans } from './testing/plans.ts';
import { items, key, openStreet, type Street } from './testing/shop.ts';

let street: Street;
before(async () => {
  street = await openStreet();
});
after(() => street.close());
afterEach(() => street.tidy());

/** As the README has it: what keeps the place until the script is here. */
const place = '<style>installment-button:not(:defined){display:inline-block;min-height:48px}p{margin:0}</style>';

describe('nothing in the page moves', () => {
  for (const width of [320, 390, 1280]) {
    it(`when the tariff table comes, on ${width} px`, async () => {
      let answer = (): void => {};
      const waiting = new Promise<void>((resolve) => (answer = resolve));
      const context = await street.browser.newContext({ viewport: { width, height: 900 } });
      await context.addInitScript(() => {
        Object.assign(window, { shifts: [] });
        new PerformanceObserver((list) =>
          (Reflect.get(window, 'shifts') as unknown[]).push(...list.getEntries().map((entry) => entry.toJSON() as unknown)),
        ).observe({
          type: 'layout-shift',
          buffered: true,
        });
      });
      await context.route('**/v1/plans*', async (route) => {
        await waiting;
        await route.fulfill({ json: { data: plans, legal }, headers: { 'access-control-allow-origin': '*' } });
      });
      const button = `<p>49 990 ₽</p><installment-button preview style="width:100%" shop="${key}" items='${items}'></installment-button><p>В корзину</p>`;
      const shop = await street.visit({ html: place + button.repeat(4) }, context);
      await shop.page.waitForFunction(() => document.querySelector('installment-button')!.shadowRoot);
      await settle(shop.page);
      await shop.page.evaluate(() => {
        Object.assign(window, { shifts: [] });
      });
      answer();
      await shop.event('ready', 3);
      await settle(shop.page);
      assert.deepEqual(await shop.page.evaluate(() => Reflect.get(window, 'shifts') as unknown[]), []);
      assert.match(await shop.page.locator('installment-button [part=legal]').first().innerText(), /Оценивайте/);
    });
  }
});

const settle = (page: { evaluate(script: () => Promise<unknown>): Promise<unknown> }) =>
  page.evaluate(() => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(next, 50)))));
