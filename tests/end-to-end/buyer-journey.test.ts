import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Order } from '@installment-button/protocol';
import type { Browser } from 'playwright-core';
import { buyerPage } from '../support/buyer-page.ts';
import { call, newPhone } from '../support/buyer.ts';
import { finger, keyboard, mouse } from '../support/hands.ts';
import { waitFor } from '../support/wait-for.ts';
import { desktop, launchBrowser, phone, watchedPage } from '../support/watched-page.ts';
import { startSystem, type System } from '../support/start-system.ts';

let system: System;
let browser: Browser;

before(async () => {
  // All six banks, in a tenth of their time.
  system = await startSystem({ delayFactor: 0.1 });
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await system?.close();
});

for (const [name, screen, handsOf] of [
  ['on a desktop', desktop, () => mouse],
  ['on a phone, by touch,', phone, () => finger],
  ['by the keyboard alone', desktop, keyboard],
] as const) {
  test(`from the shop's page ${name} over six banks and an SMS to a confirmed order`, { timeout: 120_000 }, async (t) => {
    const { page, faults } = await watchedPage(browser, screen, t);
    const heard: string[] = [];
    await page.exposeFunction('hear', (status: string) => heard.push(status));
    await page.goto(`${system.storefront}/goods/norden-rf-340`);
    await page.evaluate(() => {
      document.addEventListener('installment-status', ({ detail }: CustomEventInit<{ status: string }>) => {
        const { hear } = window as Window & { hear?(status: string): void };
        hear?.(detail?.status ?? '');
      });
    });

    const number = newPhone();
    const nextCode = async () => /\b\d{6}\b/.exec((await system.sandbox.inbox.waitForSms(number)).text)?.[0] ?? '';
    const buyer = buyerPage(page, { hands: handsOf(page) });
    await buyer.opensTheApplication();
    assert.notEqual(new URL(page.url()).origin, system.backend.url, 'the frame stands on another origin');
    await buyer.provesThePhone(number, nextCode);
    await buyer.fillsTheForm('Соколова');
    await buyer.consentsToAllBanks();
    await buyer.choosesTheOfferOf('Северный');
    await buyer.signsByCode(nextCode);
    await buyer.sees('Рассрочка оформлена');

    const order = await waitFor('the confirmed order', async () => {
      const { body } = await call<{ data: Order[] }>(`${system.backend.url}/v1/orders?limit=1`, { token: system.secretKey });
      const [newest] = body.data;
      return newest && ['confirmed', 'settled'].includes(newest.status) && newest;
    });
    assert.deepEqual([order.bank?.name, order.agreement?.method, order.trusted, order.test], ['Северный', 'sms', true, true]);
    assert.equal(order.decisions.length, 6);
    const wanted = ['order.created', 'order.submitted', 'order.approved', 'order.signed', 'order.confirmed'];
    const webhooks = await waitFor('every webhook at the shop', async () => {
      const received = (await system.webhooks()).filter((webhook) => webhook.order.id === order.id).map(({ type }) => type);
      return wanted.every((type) => received.includes(type)) && received;
    });
    assert.ok(webhooks.length >= wanted.length);
    await waitFor('the page to hear the confirmation', async () => heard.includes('confirmed'));
    // `settled` may follow; nothing is told twice, nothing out of turn.
    assert.deepEqual(heard.slice(0, 5), ['created', 'submitted', 'approved', 'signed', 'confirmed']);
    assert.deepEqual(faults, []);
  });
}
