import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Order } from '@installment-button/protocol';
import type { Browser } from 'playwright-core';
import { buyerPage } from '../support/buyer-page.ts';
import { call, createOrder, newPhone } from '../support/buyer.ts';
import { finger } from '../support/hands.ts';
import { drawPhotographs } from '../support/photographs.ts';
import { waitFor } from '../support/wait-for.ts';
import { desktop, launchBrowser, phone, watchedPage } from '../support/watched-page.ts';
import { startSystem, type System } from '../support/start-system.ts';

let system: System;
let browser: Browser;

before(async () => {
  system = await startSystem({ banks: ['severny'], autoConfirm: false });
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await system?.close();
});

const codesOf = (number: string) => async () => /\b\d{6}\b/.exec((await system.sandbox.inbox.waitForSms(number)).text)?.[0] ?? '';
const orderOf = async (id: string) => (await call<Order>(`${system.backend.url}/v1/orders/${id}`, { token: system.secretKey })).body;
const newestOrder = async () =>
  (await call<{ data: Order[] }>(`${system.backend.url}/v1/orders?limit=1`, { token: system.secretKey })).body.data[0];

test('by Self ID, from the payment link on a phone: pictures that are asked for again, then signed', { timeout: 120_000 }, async (t) => {
  const { page, faults } = await watchedPage(browser, phone, t);
  const { body: order } = await createOrder(system.backend.url, system.secretKey);
  const buyer = buyerPage(page, { hands: finger, inTab: true });
  const [light, rich] = [await drawPhotographs(browser, { rich: false }), await drawPhotographs(browser)];
  const number = newPhone();
  await page.goto(order.link);
  await buyer.sees('Рассрочка на покупку');
  await buyer.provesThePhone(number, codesOf(number));
  await buyer.fillsTheForm('Переснимова');
  await buyer.consentsToAllBanks();
  await buyer.choosesTheOfferOf('Северный');
  await finger.check(buyer.frame.getByRole('radio', { name: 'Self ID' }));
  await buyer.presses('Перейти к фото');
  await buyer.signsBySelfId(light);
  await buyer.frame.getByText('Фото не подошли для проверки. Переснимите их').waitFor();
  await buyer.signsBySelfId(rich);
  await buyer.sees('Рассрочка оформлена');
  const signed = await orderOf(order.id);
  assert.deepEqual([signed.status, signed.agreement?.method], ['signed', 'self-id']);
  assert.deepEqual(faults, []);
});

test('by Self ID in the shop’s dialog, with the camera', { timeout: 120_000 }, async (t) => {
  const withCamera = await launchBrowser(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']);
  t.after(() => withCamera.close());
  const { page, faults } = await watchedPage(withCamera, phone, t);
  const buyer = buyerPage(page, { hands: finger });
  const number = newPhone();
  await page.goto(`${system.storefront}/goods/norden-rf-340`);
  await buyer.opensTheApplication();
  await buyer.provesThePhone(number, codesOf(number));
  await buyer.fillsTheForm('Соколова');
  await buyer.consentsToAllBanks();
  await buyer.choosesTheOfferOf('Северный');
  await finger.check(buyer.frame.getByRole('radio', { name: 'Self ID' }));
  await buyer.presses('Перейти к фото');
  const isLive = () => buyer.frame.locator('video').evaluateAll(([video]) => video instanceof HTMLVideoElement && video.videoWidth > 0);
  for (const [heading, taken, go] of [
    ['Фото паспорта', 'Ваше фото паспорта', 'Подходит'],
    ['Селфи', 'Ваше селфи', 'Отправить на проверку'],
  ] as const) {
    await buyer.sees(heading);
    await waitFor('the camera’s picture', isLive);
    await buyer.presses('Снять');
    await buyer.frame.getByRole('img', { name: taken }).waitFor();
    await buyer.presses(go);
  }
  await buyer.sees('Рассрочка оформлена');
  const order = await newestOrder();
  assert.deepEqual([order?.status, order?.agreement?.method], ['signed', 'self-id']);
  assert.deepEqual(faults, []);
});

test('at a meeting that was put off, and the bank’s representative reports', { timeout: 120_000 }, async (t) => {
  const { page, faults } = await watchedPage(browser, desktop, t);
  const buyer = buyerPage(page);
  const number = newPhone();
  await page.goto(`${system.storefront}/goods/norden-rf-340`);
  await buyer.opensTheApplication();
  await buyer.provesThePhone(number, codesOf(number));
  await buyer.fillsTheForm('Соколова');
  await buyer.consentsToAllBanks();
  await buyer.choosesTheOfferOf('Северный');
  await buyer.appointsAMeeting('Москва, Лесная улица, 7');
  const order = await newestOrder();
  const meetingOf = () => system.sandbox.control.applications('severny').find(({ appointment }) => appointment);
  const first = meetingOf()?.appointment;

  await buyer.presses('Перенести');
  await buyer.frame.getByRole('group', { name: 'Время' }).getByRole('radio').last().check();
  await buyer.presses(/Назначить на/);
  await waitFor('the other appointment at the bank', () => meetingOf()?.appointment?.from !== first?.from);
  await buyer.sees('Встреча назначена');

  const application = meetingOf();
  assert.ok(application && order);
  system.sandbox.control.sendEvent('severny', application.applicationId, { type: 'signed' });
  await buyer.sees('Рассрочка оформлена');
  const signed = await orderOf(order.id);
  assert.deepEqual([signed.status, signed.agreement?.method], ['signed', 'meeting']);
  assert.deepEqual(faults, []);
});
