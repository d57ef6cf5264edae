import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import type { Order } from '@installment-button/protocol';
import jsQr from 'jsqr';
import type { Browser, Page } from 'playwright-core';
import { buyerPage } from '../support/buyer-page.ts';
import { call, newPhone } from '../support/buyer.ts';
import { waitFor } from '../support/wait-for.ts';
import { desktop, launchBrowser, phone, watchedPage } from '../support/watched-page.ts';
import { startSystem, type System } from '../support/start-system.ts';

let system: System;
let browser: Browser;
let invitation: string;

before(async () => {
  system = await startSystem({ delayFactor: 0.1, autoConfirm: false });
  browser = await launchBrowser();
  const shop = (await system.backend.cli('shop', 'list', '--json')).stdout;
  const [{ shopId } = { shopId: '' }] = JSON.parse(shop) as { shopId: string }[];
  const made = await system.backend.cli('user', 'create', '--shop', shopId, '--email', 'anna@teplydom.example', '--role', 'head', '--json');
  assert.equal(made.code, 0, made.stderr);
  invitation = (JSON.parse(made.stdout) as { link: string }).link;
});
after(async () => {
  await browser?.close();
  await system?.close();
});

/** From the link of the invitation to the list. */
async function signsInForTheFirstTime(page: Page): Promise<void> {
  await page.goto(invitation);
  await page.getByRole('heading', { name: 'Добро пожаловать' }).waitFor();
  await page.getByLabel('Как вас зовут').fill('Анна Лебедева');
  await page.getByLabel('Новый пароль').fill('гранитная мастерская');
  await page.getByRole('button', { name: 'Сохранить и войти' }).click();
}

async function signsIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto(`${system.backend.url}/cabinet/`);
  await page.getByLabel('Рабочая почта').fill(email);
  await page.getByLabel('Пароль', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Войти' }).click();
}

test('the buyer and the manager, each at their page', { timeout: 180_000 }, async (t) => {
  const manager = await watchedPage(browser, desktop, t);
  const buyersScreen = await watchedPage(browser, phone, t);
  await signsInForTheFirstTime(manager.page);
  await manager.page.getByRole('heading', { name: 'Здесь появится первая заявка' }).waitFor();

  const heard: string[] = [];
  await buyersScreen.page.exposeFunction('hear', (status: string) => heard.push(status));
  await buyersScreen.page.goto(`${system.storefront}/goods/norden-rf-340`);
  await buyersScreen.page.evaluate(() => {
    document.addEventListener('installment-status', ({ detail }: CustomEventInit<{ status: string }>) => {
      const { hear } = window as Window & { hear?(status: string): void };
      hear?.(detail?.status ?? '');
    });
  });

  const number = newPhone();
  const nextCode = async () => /\b\d{6}\b/.exec((await system.sandbox.inbox.waitForSms(number)).text)?.[0] ?? '';
  const buyer = buyerPage(buyersScreen.page);
  await buyer.opensTheApplication();
  const row = manager.page.locator('order-rows [role="row"].row');
  await row.locator('.status-created').waitFor({ timeout: 5000 });

  await buyer.provesThePhone(number, nextCode);
  await buyer.fillsTheForm('Соколова');
  await buyer.consentsToAllBanks();
  await row.locator('.status-submitted').waitFor();
  await buyer.choosesTheOfferOf('Северный');
  const approved = performance.now();
  await row.locator('.status-approved').waitFor();
  t.diagnostic(`from the buyer's page to the manager's list: at most ${Math.round(performance.now() - approved)} ms`);

  await buyer.signsByCode(nextCode);
  await buyer.sees('Рассрочка оформлена');
  await row.locator('.status-signed').waitFor();

  // The manager confirms by the keyboard alone, takes it back, and confirms again.
  await manager.page.keyboard.press('j');
  await manager.page.keyboard.press('c');
  await row.getByText(/подтвердим через/).waitFor();
  await manager.page.keyboard.press('z');
  await row.getByText(/подтвердим через/).waitFor({ state: 'hidden' });
  await manager.page.keyboard.press('Enter');
  await manager.page
    .locator('.acts')
    .getByRole('button', { name: /^Подтвердить/ })
    .waitFor();
  await manager.page.keyboard.press('c');
  await manager.page
    .locator('.acts')
    .getByText(/Подтвердим через/)
    .waitFor();
  await manager.page.locator('.status-confirmed, .status-settled').first().waitFor({ timeout: 30_000 });

  const order = await waitFor('the confirmed order', async () => {
    const { body } = await call<{ data: Order[] }>(`${system.backend.url}/v1/orders?limit=1`, { token: system.secretKey });
    const [newest] = body.data;
    return newest && ['confirmed', 'settled'].includes(newest.status) && newest;
  });
  await waitFor('the storefront to hear of it', () => heard.includes('confirmed'));
  await waitFor('the webhook at the shop', async () =>
    (await system.webhooks()).some(({ type, order: { id } }) => type === 'order.confirmed' && id === order.id),
  );

  // Once the money has come, half a sentence on the keyboard sends a part of it back.
  await manager.page.locator('.status-settled').first().waitFor({ timeout: 60_000 });
  await manager.page.keyboard.press('r');
  await manager.page.getByRole('tab', { name: 'Вся сумма' }).waitFor();
  await manager.page.keyboard.press('ArrowRight');
  await manager.page.keyboard.press('ArrowRight');
  await manager.page.keyboard.press('Tab');
  await manager.page.keyboard.type('2 500');
  await manager.page.keyboard.press('Control+Enter');
  await manager.page.getByText(/Возврат, .*: (сделан|банк обрабатывает)/).waitFor();
  await waitFor('the refund at the bank', async () => {
    const { body } = await call<Order>(`${system.backend.url}/v1/orders/${order.id}`, { token: system.secretKey });
    return body.refundedAmount === 250_000;
  });
  assert.deepEqual([manager.faults, buyersScreen.faults], [[], []]);
});

test('a link from the cabinet: its code is read by a phone, whose owner completes', { timeout: 180_000 }, async (t) => {
  const manager = await watchedPage(browser, { ...desktop, acceptDownloads: true }, t);
  await signsIn(manager.page, 'anna@teplydom.example', 'гранитная мастерская');
  await manager.page.getByRole('link', { name: 'Ссылки' }).click();
  await manager.page.getByLabel('Товар, 1').fill('Кресло «Вереск»');
  await manager.page.getByLabel('Цена, ₽, 1').fill('38 400');
  await manager.page.keyboard.press('Control+Enter');
  await manager.page.getByRole('heading', { name: 'Ссылка готова' }).waitFor();
  const downloading = manager.page.waitForEvent('download');
  await manager.page.getByRole('link', { name: /PNG/ }).click();
  const link = await readCode(manager.page, await readFile(await (await downloading).path()));
  assert.match(link, new RegExp(`^${system.backend.url}/apply/ord_\\w+#ses_`));

  const buyersScreen = await watchedPage(browser, phone, t);
  await buyersScreen.page.goto(link);
  const buyer = buyerPage(buyersScreen.page, { inTab: true });
  const number = newPhone();
  const nextCode = async () => /\b\d{6}\b/.exec((await system.sandbox.inbox.waitForSms(number)).text)?.[0] ?? '';
  await buyer.provesThePhone(number, nextCode);
  await buyer.fillsTheForm('Ветрова');
  await buyer.consentsToAllBanks();
  await buyer.choosesTheOfferOf('Северный');
  await buyer.signsByCode(nextCode);
  await buyer.sees('Рассрочка оформлена');
  await manager.page.locator('.link-row .status-signed').waitFor();
  assert.deepEqual([manager.faults, buyersScreen.faults], [[], []]);
});

/** As a phone's camera: the browser unpacks the picture, jsQR reads it. */
async function readCode(page: Page, png: Buffer): Promise<string> {
  const { width, height, pixels } = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    return { width: bitmap.width, height: bitmap.height, pixels: [...data] };
  }, png.toString('base64'));
  return jsQr(Uint8ClampedArray.from(pixels), width, height)?.data ?? '';
}

test('nothing of a buyer is in an address or a title of the cabinet', { timeout: 60_000 }, async (t) => {
  const { page, faults } = await watchedPage(browser, desktop, t);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await signsIn(page, 'anna@teplydom.example', 'гранитная мастерская');
  await page.locator('order-rows [role="row"].row').first().waitFor();
  await page.keyboard.press('/');
  const found = page.waitForResponse((response) => response.url().endsWith('/orders/search'));
  await page.keyboard.type('Соколова');
  await page.keyboard.press('Enter');
  await found;
  await page.locator('order-rows [role="row"].row').first().click();
  await page.getByRole('button', { name: 'Показать: Имя' }).click();
  await page.getByText('Соколова').first().waitFor();
  for (const address of [...asked, page.url(), await page.title()]) assert.ok(!decodeURIComponent(address).includes('Соколова'), address);
  assert.deepEqual(faults, []);
});
