import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test, type TestContext } from 'node:test';
import { startSandbox, type Sandbox } from '@installment-button/sandbox';
import type { Browser, Page } from 'playwright-core';
import { backendProcess, type BackendProcess } from '../support/backend-process.ts';
import { buyerPage } from '../support/buyer-page.ts';
import { newPhone } from '../support/buyer.ts';
import { shopAt } from '../support/sites.ts';
import { widgetPage, type WidgetState } from '../support/t-bank-widget-page.ts';
import { waitFor } from '../support/wait-for.ts';
import { desktop, launchBrowser, watchedPage } from '../support/watched-page.ts';

let sandbox: Sandbox;
let backend: BackendProcess;
let browser: Browser;
let shop: Server;
let origin: string;
let showcaseId: string;
let html = '';

before(async () => {
  sandbox = await startSandbox({ delayFactor: 0.1 });
  backend = await backendProcess({ ...sandbox, built: true, environment: { LOG_LEVEL: 'warn' } });
  await backend.start();
  shop = createServer((request, response) => {
    const page = request.url === '/' ? html : '<!doctype html><link rel="icon" href="data:,"><title>Back</title><h1>Back</h1>';
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
  }).listen(0);
  await once(shop, 'listening');
  origin = shopAt((shop.address() as AddressInfo).port);
  const { stdout } = await backend.cli('shop', 'create', '--name', 'Тёплый дом', '--origin', origin, '--test', '--json');
  const { shopId } = JSON.parse(stdout) as { shopId: string };
  ({ showcaseId } = JSON.parse((await backend.cli('shop', 't-bank', '--shop', shopId, '--json')).stdout) as { showcaseId: string });
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  shop?.close();
  await backend?.close();
  await sandbox?.close();
});

const addresses = () => ({ successURL: `${origin}/success`, failURL: `${origin}/fail`, returnURL: `${origin}/cart` });

interface Opened {
  page: Page;
  faults: string[];
  state(): Promise<WidgetState>;
  hears(type: string): Promise<void>;
  buyer: ReturnType<typeof buyerPage>;
  phone: string;
  nextCode(): Promise<string>;
}

async function open(
  t: TestContext,
  options: { view: 'modal' | 'iframe'; useReturnLinks: boolean; urls?: Record<string, string> },
): Promise<Opened> {
  const made = await fetch(`${backend.url}/api/partners/v2/orders/create-demo`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      showcaseId,
      sum: 49_990,
      items: [{ name: 'Холодильник Norden RF-340', price: 49_990, quantity: 1 }],
      promoCode: 'installment_0_0_6_10',
      ...(options.urls ?? addresses()),
    }),
  });
  assert.equal(made.status, 200);
  html = widgetPage(((await made.json()) as { link: string }).link, options);
  const { page, faults } = await watchedPage(browser, desktop, t);
  await page.goto(origin);
  const state = () => page.evaluate<WidgetState>('widget');
  const phone = newPhone();
  return {
    page,
    faults,
    state,
    hears: (type) => waitFor(type, async () => (await state()).heard.includes(type)).then(() => undefined),
    buyer: buyerPage(page, { frameAt: 'iframe' }),
    phone,
    nextCode: async () => /\b\d{6}\b/.exec((await sandbox.inbox.waitForSms(phone)).text)?.[0] ?? '',
  };
}

const heightOf = (page: Page) => page.locator('iframe').evaluate((frame) => frame.getBoundingClientRect().height);

async function asks({ buyer, phone, nextCode }: Opened, lastName: string): Promise<void> {
  await buyer.provesThePhone(phone, nextCode);
  await buyer.fillsTheForm(lastName);
  await buyer.consentsToAllBanks();
}

for (const view of ['iframe', 'modal'] as const) {
  test(
    `${view}: the skeleton goes, the frame has its content's height, and a signature is told as SUCCESS`,
    { timeout: 180_000 },
    async (t) => {
      const opened = await open(t, { view, useReturnLinks: true });
      const { page, faults, state, hears, buyer, nextCode } = opened;
      await buyer.sees('Рассрочка на покупку');
      await hears('READY');
      await hears('RECALCULATE_HEIGHT');
      assert.equal(await page.locator('.skeleton').count(), 0);
      assert.ok((await heightOf(page)) > 300);
      await asks(opened, 'Одоброва');
      await hears('APPROVED');
      assert.ok(!(await state()).heard.includes('SUCCESS'));
      await buyer.choosesTheOfferOf('Северный');
      await buyer.signsByCode(nextCode);
      await hears('SUCCESS');
      const { heard, dropped, asksBeforeClose } = await state();
      assert.deepEqual([dropped, asksBeforeClose], [0, false]);
      for (const type of ['READY', 'APPROVED', 'SUCCESS']) assert.equal(heard.filter((each) => each === type).length, 1, `${type} once`);
      assert.ok(!heard.includes('CANCEL') && !heard.includes('REJECT'));
      await buyer.presses('Вернуться в магазин');
      await page.waitForURL(/\/success\?installment=ord_/);
      assert.deepEqual(faults, []);
    },
  );
}

test(
  'a rejection is told as REJECT, and without useReturnLinks our page brings the buyer back by itself',
  { timeout: 180_000 },
  async (t) => {
    const opened = await open(t, { view: 'modal', useReturnLinks: false });
    await asks(opened, 'Отказова');
    await opened.hears('REJECT');
    assert.equal((await opened.state()).asksBeforeClose, false);
    await opened.buyer.presses(/Оплатить иначе|другой способ/i);
    await opened.page.waitForURL(/\/fail\?installment=ord_/);
    assert.deepEqual(opened.faults, []);
  },
);

test('a close is no CANCEL; a cancel is, and its sheet takes the focus without a word in the console', { timeout: 180_000 }, async (t) => {
  const opened = await open(t, { view: 'iframe', useReturnLinks: true, urls: {} });
  const { buyer, page, state, hears } = opened;
  await hears('READY');
  assert.equal(await buyer.frame.getByRole('button', { name: 'Закрыть' }).count(), 0, 'nothing to close: the widget has its own cross');
  await page.keyboard.press('Escape');
  await asks(opened, 'Тишина');
  assert.ok(!(await state()).heard.includes('CANCEL'));
  await buyer.presses('Отменить заявку');
  await buyer.frame.locator('ui-sheet').getByRole('button', { name: 'Отменить заявку' }).click();
  await hears('CANCEL');
  assert.ok(page.url().startsWith(origin));
  assert.deepEqual(opened.faults, []);
});
