import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Order } from '@installment-button/protocol';
import type { Browser } from 'playwright-core';
import { buyerPage } from '../support/buyer-page.ts';
import { call, createOrder, newPhone } from '../support/buyer.ts';
import { layCable } from '../support/cable.ts';
import { finger } from '../support/hands.ts';
import { waitFor } from '../support/wait-for.ts';
import { desktop, launchBrowser, phone, watchedPage } from '../support/watched-page.ts';
import { startSystem, type System } from '../support/start-system.ts';

let system: System;
let browser: Browser;

before(async () => {
  system = await startSystem({ banks: ['severny', 'onega'], autoConfirm: false });
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await system?.close();
});

const codesOf = (number: string) => async () => /\b\d{6}\b/.exec((await system.sandbox.inbox.waitForSms(number)).text)?.[0] ?? '';
const linkOfNewOrder = async () => (await createOrder(system.backend.url, system.secretKey)).body.link;
/** What the browser itself writes when it is cut off. */
const withoutCut = (faults: readonly string[]) => faults.filter((fault) => !/net::ERR_|network error/.test(fault));

test('the link in a tab, reloaded at each step: nothing is lost', { timeout: 120_000 }, async (t) => {
  const { page, faults } = await watchedPage(browser, phone, t);
  const reloaded: string[] = [];
  const buyer = buyerPage(page, {
    hands: finger,
    inTab: true,
    async look(step) {
      const heading = await page.locator('h1').textContent();
      await page.reload();
      await page.locator('h1').waitFor();
      // The list is one step behind its answers; a consent is a person's act and never ticked by the page.
      if (step === 'offers') await buyer.presses(/Сравнить|Посмотреть предложение/);
      assert.equal(await page.locator('h1').textContent(), heading, `after a reload at ${step}`);
      if (step === 'consents') await finger.check(page.getByRole('checkbox', { name: /кредитную историю/ }));
      reloaded.push(step);
    },
  });
  const number = newPhone();
  await page.goto(await linkOfNewOrder());
  await buyer.sees('Рассрочка на покупку');
  await buyer.provesThePhone(number, codesOf(number));
  await buyer.fillsTheForm('Одоброва');
  await buyer.consentsToAllBanks();
  await buyer.choosesTheOfferOf('Северный');
  await buyer.signsByCode(codesOf(number));
  await buyer.sees('Рассрочка оформлена');
  await page.reload();
  await buyer.sees('Рассрочка оформлена');
  assert.deepEqual(reloaded, ['code', 'form-person', 'form-passport', 'form-work', 'consents', 'offers', 'signing', 'signing-code']);
  assert.deepEqual(faults, []);
});

test('the shop’s page reloaded in the middle: its button goes on with the same order', { timeout: 120_000 }, async (t) => {
  const { page, faults } = await watchedPage(browser, desktop, t);
  const steps = new Set(['code', 'form-passport', 'consents', 'signing', 'signing-code']);
  const buyer = buyerPage(page, {
    async look(step) {
      if (!steps.has(step)) return;
      const heading = (await buyer.frame.locator('h1').textContent()) ?? '';
      await page.reload();
      await buyer.pressesTheButton();
      await buyer.sees(heading);
      if (step === 'consents') await buyer.frame.getByRole('checkbox', { name: /кредитную историю/ }).check();
    },
  });
  const number = newPhone();
  await page.goto(`${system.storefront}/goods/norden-rf-340`);
  await buyer.opensTheApplication();
  await buyer.provesThePhone(number, codesOf(number));
  await buyer.fillsTheForm('Одоброва');
  await buyer.consentsToAllBanks();
  await buyer.choosesTheOfferOf('Северный');
  await buyer.signsByCode(codesOf(number));
  await buyer.sees('Рассрочка оформлена');
  assert.deepEqual(faults, []);
});

test('the connection is cut while banks answer: the page says so, comes back and catches up', { timeout: 120_000 }, async (t) => {
  const cable = await layCable(system.backend.url);
  t.after(() => cable.close());
  const { page, faults } = await watchedPage(browser, phone, t);
  const buyer = buyerPage(page, { hands: finger, inTab: true });
  const number = newPhone();
  const before = system.sandbox.control.applications('severny').length;
  const { body: order } = await createOrder(system.backend.url, system.secretKey);
  await page.goto(order.link.replace(system.backend.url, cable.url));
  await buyer.sees('Рассрочка на покупку');
  await buyer.provesThePhone(number, codesOf(number));
  await buyer.fillsTheForm('Тишина');
  await buyer.consentsToAllBanks();
  const applicationAt = (bank: string) =>
    waitFor(`the application at ${bank}`, () => system.sandbox.control.applications(bank)[before]?.applicationId);
  const [severny, onega] = [await applicationAt('severny'), await applicationAt('onega')];

  cable.cut();
  system.sandbox.control.decide('severny', severny, 'approved');
  await waitFor('the answer at the service', async () => {
    const { body } = await call<Order>(`${system.backend.url}/v1/orders/${order.id}`, { token: system.secretKey });
    return body.decisions.some(({ decision }) => decision === 'approved');
  });
  await buyer.frame.getByText('Связь прервалась').first().waitFor();
  assert.equal(await buyer.frame.getByText('Одобрено').count(), 0, 'the answer is not here yet');
  cable.mend();
  await finger.press(buyer.frame.getByRole('button', { name: 'Подключиться сейчас' }));
  await buyer.frame.getByText('Одобрено').waitFor();
  await buyer.frame.getByRole('button', { name: 'Подключиться сейчас' }).waitFor({ state: 'detached' });

  // The stream lives: what comes now comes by itself.
  system.sandbox.control.decide('onega', onega, 'declined');
  await buyer.frame.getByText('Отказ по этой анкете').waitFor();
  await buyer.sees('Банки ответили');
  assert.deepEqual(withoutCut(faults), []);
});

test('two tabs on one session: what one does the other sees', { timeout: 120_000 }, async (t) => {
  const { page, faults } = await watchedPage(browser, desktop, t);
  const link = await linkOfNewOrder();
  const number = newPhone();
  const first = buyerPage(page, { inTab: true });
  await page.goto(link);
  await first.sees('Рассрочка на покупку');
  await first.provesThePhone(number, codesOf(number));
  await first.sees('О вас');
  await first.types('Фамилия', 'Одоброва');
  await first.frame.getByText('Сохранено').waitFor();

  // Another tab proves the same phone again, and finds what was typed in the first.
  const secondPage = await page.context().newPage();
  const second = buyerPage(secondPage, { inTab: true });
  await secondPage.goto(link);
  await second.sees('Рассрочка на покупку');
  await second.provesThePhone(number, codesOf(number));
  await second.sees('О вас');
  assert.equal(await second.frame.getByLabel('Фамилия').inputValue(), 'Одоброва');
  await second.frame.getByLabel('Фамилия').fill('');
  await second.fillsTheForm('Одоброва');
  await second.consentsToAllBanks();

  // The first still shows the form; the next thing typed there brings it to where the order is.
  await first.types('Имя', 'М');
  await first.sees(/Банки отвеча|Банки ответили/);
  await first.choosesTheOfferOf('Северный');
  await second.sees('Подпись');
  await second.signsByCode(codesOf(number));
  await Promise.all([first.sees('Рассрочка оформлена'), second.sees('Рассрочка оформлена')]);
  // The browser writes down the one refusal that told the first tab.
  assert.deepEqual(
    faults.filter((fault) => !fault.includes('409 (Conflict)')),
    [],
  );
});
