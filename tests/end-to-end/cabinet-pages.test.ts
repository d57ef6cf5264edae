import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { call } from '../support/buyer.ts';
import { waitFor } from '../support/wait-for.ts';
import { desktop, launchBrowser, phone, watchedPage } from '../support/watched-page.ts';
import { startSystem, type System } from '../support/start-system.ts';

const password = 'гранитная мастерская';
const axe = await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

let system: System;
let browser: Browser;
let shopId: string;
let invitations: Record<'head' | 'manager' | 'invited', string>;
let orderId: string;

before(async () => {
  system = await startSystem({ delayFactor: 0.1, autoConfirm: false });
  browser = await launchBrowser();
  const [shop] = JSON.parse((await system.backend.cli('shop', 'list', '--json')).stdout) as { shopId: string }[];
  shopId = shop?.shopId ?? '';
  invitations = { head: await invite('anna', 'head'), manager: await invite('oleg', 'manager'), invited: await invite('vera', 'manager') };
  const orders = ['Холодильник «Полюс 340»', 'Плита «Очаг»'].map((name) =>
    call<{ id: string }>(`${system.backend.url}/v1/orders`, {
      method: 'POST',
      token: system.secretKey,
      body: { product: 'installment', currency: 'RUB', items: [{ name, price: 4_999_000, quantity: 1 }] },
    }),
  );
  orderId = (await Promise.all(orders))[0]?.body.id ?? '';
});
after(async () => {
  await browser?.close();
  await system?.close();
});

async function invite(name: string, role: string): Promise<string> {
  const email = `${name}@teplydom.example`;
  const made = await system.backend.cli('user', 'create', '--shop', shopId, '--email', email, '--role', role, '--json');
  assert.equal(made.code, 0, made.stderr);
  return (JSON.parse(made.stdout) as { link: string }).link;
}

async function takesUp(page: Page, who: 'head' | 'manager', name: string): Promise<void> {
  await page.goto(invitations[who]);
  await page.getByLabel('Как вас зовут').fill(name);
  await page.getByLabel('Новый пароль').fill(password);
  await page.getByRole('button', { name: 'Сохранить и войти' }).click();
  await page.locator('orders-page h1').waitFor();
}

/** Addresses and what stands there once the page is read. */
const headsPages: Record<string, string> = {
  '/integration': 'keys-section .key',
  '/analytics': 'analytics-page .section',
  '/shop': '#bic',
  '/shop/banks': 'banks-section .bank',
  '/shop/people': 'members-section .person',
  '/shop/audit': 'audit-section .entry',
};
const everybodysPages: Record<string, string> = {
  '/orders': 'order-rows .row',
  '/orders?status=canceled': 'orders-page .center h2',
  '/links': '#name-0',
  '/me': 'security-section .session',
};

test(
  'every page, in both themes, on a desk and on a phone: axe finds nothing, nothing is wider than the window',
  {
    timeout: 240_000,
  },
  async (t) => {
    const first = await watchedPage(browser, desktop, t);
    await takesUp(first.page, 'head', 'Анна Лебедева');
    const storageState = await first.page.context().storageState();
    const found: string[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const screen of [desktop, phone]) {
        const { page, faults } = await watchedPage(browser, { ...screen, colorScheme, storageState }, t);
        const look = async (path: string, shows: string) => {
          await page.goto(path.startsWith('/') ? `${system.backend.url}/cabinet${path}` : path);
          await page.locator(shows).first().waitFor();
          const where = `${path} ${colorScheme} ${screen.viewport?.width}`;
          found.push(...(await violations(page)).map((violation) => `${where}: ${violation}`));
          if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) found.push(`${where}: wider than the window`);
        };
        for (const [path, shows] of Object.entries({ ...everybodysPages, ...headsPages })) await look(path, shows);
        await look(`/orders/${orderId}`, 'order-page .figure');
        await page.context().clearCookies();
        await look('/orders', '#password');
        await look(invitations.invited, '#new-password');
        assert.deepEqual(faults, []);
      }
    }
    assert.deepEqual(found, []);
  },
);

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const results = await page.evaluate<AxeResults>('axe.run()');
  return results.violations.map(({ id, nodes }) => `${id} ${nodes.map(({ html }) => html.slice(0, 200)).join(' ')}`);
}

test('a manager sees nothing of the head’s, by whatever address', { timeout: 60_000 }, async (t) => {
  const { page } = await watchedPage(browser, desktop, t);
  await takesUp(page, 'manager', 'Олег Фомин');
  const sections = page.getByRole('navigation', { name: 'Разделы' }).first().getByRole('link');
  assert.deepEqual(await sections.allInnerTexts(), ['Заявки', 'Ссылки']);
  const answers: number[] = [];
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (/^\/cabinet\/api\/(analytics|shop|keys|endpoints|banks|members|audit|integration)/.test(pathname)) answers.push(response.status());
  });
  for (const [path, shows] of Object.entries(headsPages)) {
    await page.goto(`${system.backend.url}/cabinet${path}`);
    await page.getByText('Это может только руководитель магазина.').first().waitFor();
    assert.equal(await page.locator(shows).count(), 0, path);
  }
  assert.ok(answers.length >= Object.keys(headsPages).length);
  assert.deepEqual([...new Set(answers)], [403]);
});

test('the head sees the real button, makes a key that is shown once, and buys from the own shop', { timeout: 90_000 }, async (t) => {
  const { page, faults } = await watchedPage(browser, desktop, t);
  await page.goto(`${system.backend.url}/cabinet/integration`);
  await page.getByLabel('Рабочая почта').fill('anna@teplydom.example');
  await page.getByLabel('Пароль', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Войти' }).click();

  const button = page.locator('button-preview').first().locator('installment-button');
  await button.getByText('Оформить в рассрочку').waitFor();
  await button.getByText(/в месяц/).waitFor();
  const application = page.frameLocator('application-preview.light iframe');
  await application.getByRole('heading', { name: 'Рассрочка на покупку' }).waitFor();
  const brand = application.locator('html');
  const accentOf = () => brand.evaluate((root) => root.style.getPropertyValue('--brand-light-accent').trim());
  const colour = () => button.locator('button').evaluate((element) => getComputedStyle(element).backgroundColor);
  const before = await colour();
  await page.getByLabel('Цвет', { exact: true }).last().fill('#7a1fa2');
  await waitFor('the button to change', async () => (await colour()) !== before);
  await waitFor('the application to change', async () => (await accentOf()) === '#7a1fa2');
  await page.getByRole('button', { name: 'Сохранить' }).first().click();
  await page.getByText('Сохранено').waitFor();

  await page.getByRole('button', { name: 'Создать ключ' }).click();
  await page.getByRole('button', { name: 'Создать ключ' }).click();
  const key = (await page.locator('.secret-once code').textContent()) ?? '';
  assert.match(key, /^sk_live_\w{20,}$/);
  await page.getByRole('button', { name: 'Сохранил, скрыть' }).click();
  assert.equal(await page.getByText(key).count(), 0);
  await page.locator('.key', { hasText: `••••${key.slice(-4)}` }).waitFor();

  const opening = page.context().waitForEvent('page');
  await page.getByRole('button', { name: /Начать тестовую покупку/ }).click();
  const purchase = await opening;
  await purchase.getByRole('heading', { name: 'Рассрочка на покупку' }).waitFor();
  const accent = await purchase.evaluate(() => document.documentElement.style.getPropertyValue('--brand-light-accent').trim());
  assert.equal(accent, '#7a1fa2');
  assert.deepEqual(faults, []);
});
