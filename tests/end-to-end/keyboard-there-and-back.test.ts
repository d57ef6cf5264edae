import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { buyerPage } from '../support/buyer-page.ts';
import { newPhone } from '../support/buyer.ts';
import { keyboard } from '../support/hands.ts';
import { desktop, launchBrowser, watchedPage } from '../support/watched-page.ts';
import { startSystem, type System } from '../support/start-system.ts';

let system: System;
let browser: Browser;

before(async () => {
  system = await startSystem({ delayFactor: 0.1 });
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await system?.close();
});

test(
  'by keys alone the buyer opens, fills the first step, closes from inside the frame, stands on the button again, and goes on',
  {
    timeout: 60_000,
  },
  async (t) => {
    const { page, faults } = await watchedPage(browser, desktop, t);
    await page.goto(`${system.storefront}/goods/norden-rf-340`);
    const number = newPhone();
    const nextCode = async () => /\b\d{6}\b/.exec((await system.sandbox.inbox.waitForSms(number)).text)?.[0] ?? '';
    const buyer = buyerPage(page, { hands: keyboard(page) });
    await buyer.opensTheApplication();
    await buyer.provesThePhone(number, nextCode);
    await buyer.sees('О вас');
    await buyer.types('Фамилия', 'Соколова');
    await buyer.types('Имя', 'Марина');

    await page.keyboard.press('Escape');
    await page.waitForSelector('installment-dialog', { state: 'detached' });
    const focused = await page.evaluate(() => {
      const { activeElement } = document;
      return [activeElement?.localName, activeElement?.shadowRoot?.activeElement?.localName];
    });
    assert.deepEqual(focused, ['installment-button', 'button']);

    await page.keyboard.press('Enter');
    await buyer.sees('О вас');
    assert.equal(await buyer.frame.getByLabel('Фамилия', { exact: true }).inputValue(), 'Соколова');
    assert.equal(await buyer.frame.getByLabel('Имя', { exact: true }).inputValue(), 'Марина');
    assert.deepEqual(faults, []);
  },
);
