import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { startSandbox } from '@installment-button/sandbox';
import { backendProcess, type BackendProcess } from '../support/backend-process.ts';
import { desktop, launchBrowser, phone } from '../support/watched-page.ts';

const axe = await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
const pages = ['', 'guide', 'cabinet', 'playground', 'styling', 'events', 'webhooks'];
const both = [...pages.map((page) => `/docs/${page}`), ...pages.map((page) => `/docs/ru/${page}`)];

let sandbox: Awaited<ReturnType<typeof startSandbox>>;
let backend: BackendProcess;
let browser: Browser;

before(async () => {
  sandbox = await startSandbox();
  backend = await backendProcess({ ...sandbox, built: true, environment: { LOG_LEVEL: 'warn' } });
  await backend.start();
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await backend?.close();
  await sandbox?.close();
});

/** A page that tells what it complained about. */
async function open(
  path: string,
  options: Parameters<Browser['newContext']>[0],
): Promise<{ page: Page; faults: string[]; close: () => Promise<void> }> {
  const context = await browser.newContext({ ...options, bypassCSP: false });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(backend.url + path, { waitUntil: 'networkidle' });
  return { page, faults, close: () => context.close() };
}

for (const [screen, size] of [
  ['on a phone', phone],
  ['on a desktop', desktop],
] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(
      `${screen}, ${colorScheme}: axe finds nothing, nothing is wider than the window, and no script is refused`,
      { timeout: 180_000 },
      async () => {
        for (const path of ['/', ...both]) {
          // The tool is a script of the test: the page's policy is looked at by the browser's own complaints before.
          const { page, faults, close } = await open(path, { ...size, colorScheme });
          const { violations } = await look(page);
          assert.deepEqual(violations, [], path);
          assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${path} is too wide`);
          assert.deepEqual(faults, [], path);
          await close();
        }
      },
    );
  }
}

/** Runs axe through the protocol, which no policy forbids. */
async function look(page: Page): Promise<{ violations: unknown[] }> {
  await page.evaluate(axe);
  const results = await page.evaluate<AxeResults>(`axe.run({ resultTypes: ['violations'] })`);
  return { violations: results.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 120))]) };
}

test('every link of every page leads somewhere', { timeout: 120_000 }, async () => {
  const seen = new Map<string, string>();
  const queue = ['/', '/docs/', '/docs/ru/'];
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (seen.has(path)) continue;
    const answer = await fetch(backend.url + path);
    assert.equal(answer.status, 200, path);
    const html = answer.headers.get('content-type')?.includes('html') ? await answer.text() : '';
    seen.set(path, html);
    for (const [, target = ''] of html.matchAll(/<a[^>]* href="(\/[^"#]*)/g)) queue.push(target);
    for (const [, target = '', anchor = ''] of html.matchAll(/<a[^>]* href="(\/[^"#]*)?#([^"]+)"/g)) {
      const page = target === '' ? html : (seen.get(target) ?? (await (await fetch(backend.url + target)).text()));
      assert.ok(page.includes(`id="${decodeURIComponent(anchor)}"`), `${path} → ${target}#${anchor}`);
    }
  }
  for (const path of [...both, '/docs/api', '/docs/operations']) assert.ok(seen.has(path), `no page links to ${path}`);
});

for (const [path, words, title] of [
  ['/docs/', 'webhook verify', 'Webhooks'],
  ['/docs/ru/', 'скругление', 'Оформление кнопки'],
] as const) {
  test(`the search of ${path} is opened, used and followed by keys`, { timeout: 60_000 }, async () => {
    const { page, close } = await open(path, desktop);
    await page.keyboard.press('Control+k');
    await page.getByRole('searchbox').waitFor();
    await page.keyboard.type(words);
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await close();
  });
}

test('the playground shows the button that its code makes', { timeout: 60_000 }, async () => {
  const { page, close } = await open('/docs/ru/playground', desktop);
  await page.getByRole('button', { name: 'Оформить в рассрочку' }).waitFor();
  await page.getByLabel('Вид').selectOption('outline');
  await page.getByLabel('Скругление').fill('24');
  const code = await page.locator('pre').textContent();
  assert.match(code ?? '', /variant="outline"[^]*--installment-radius: 24px/);
  assert.ok(code?.includes(`${backend.url}/installment-button.js`));
  const radius = await page
    .locator('installment-button')
    .evaluate((button) => getComputedStyle(button.shadowRoot!.querySelector('button')!).borderRadius);
  assert.equal(radius, '24px');
  await close();
});

test('the reference shows every call, finds one by its words, and asks no other server', { timeout: 60_000 }, async () => {
  const context = await browser.newContext(desktop);
  const page = await context.newPage();
  const asked = new Set<string>();
  page.on('request', (request) => asked.add(new URL(request.url()).origin));
  await page.goto(`${backend.url}/docs/api`);
  await page.getByRole('heading', { level: 1, name: 'Installment Button' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('confirm');
  await page.getByText('Confirm a signed order').last().waitFor();
  assert.deepEqual([...asked], [backend.url]);
  await context.close();
});
