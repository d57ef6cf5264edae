import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, describe, it } from 'node:test';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type FakeService, startFakeService } from '../packages/button/src/testing/fake-service.ts';
import { button } from '../packages/button/src/testing/shop.ts';
import { findBrowser } from './browser.ts';
import { pinnedScripts } from './pinned-scripts.ts';
import { inRoot } from './workspace.ts';

const files = new Map<string, string>();
let service: FakeService;
let browser: Browser;

before(async () => {
  service = await startFakeService(files);
  browser = await chromium.launch(await findBrowser());
});
after(async () => {
  await browser.close();
  await service.close();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

/** Serves the build under its version; `change` spoils a file on its way, as a broken host would. */
function serve(change: (file: string, text: string) => string = (_file, text) => text): void {
  const { version } = pinnedScripts();
  for (const file of readdirSync(inRoot('packages/button/dist')).filter((name) => name.endsWith('.js'))) {
    files.set(`/v${version}/${file}`, change(file, readFileSync(inRoot(`packages/button/dist/${file}`), 'utf8')));
  }
}

async function shopWith(scripts: string): Promise<Page> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><html lang="ru"><title>Shop</title>${scripts}${button}`);
  });
  await new Promise<void>((listening) => server.listen(0, 'localhost', listening));
  const page = await browser.newPage();
  page.on('close', () => server.close());
  await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
  return page;
}

const isDefined = (page: Page) => page.evaluate(() => !!customElements.get('installment-button'));
const opens = async (page: Page) => {
  await page.click('installment-button button');
  await page.waitForSelector('installment-dialog iframe');
};

describe('the pinned scripts', () => {
  for (const kind of ['oneFile', 'module'] as const) {
    it(`run from another origin: ${kind}`, async () => {
      serve();
      const page = await shopWith(pinnedScripts(service.origin)[kind]);
      await opens(page);
    });

    it(`refuse another entry: ${kind}`, async () => {
      serve((file, text) => (file.startsWith('installment-button') ? `${text}\n;` : text));
      const page = await shopWith(pinnedScripts(service.origin)[kind]);
      await page.waitForLoadState('networkidle');
      assert.equal(await isDefined(page), false);
    });
  }

  it('refuse another chunk, and the buyer gets a link', async () => {
    serve((file, text) => (file.startsWith('installment-checkout') ? `${text}\n;window.hacked = true;` : text));
    const page = await shopWith(pinnedScripts(service.origin).module);
    await page.click('installment-button button');
    const link = page.locator('installment-button [part=reason] a');
    await link.waitFor();
    assert.match((await link.getAttribute('href')) ?? '', /\/apply\/ord_/);
    assert.equal(await page.evaluate(() => 'hacked' in window), false);
  });

  it('stand in both README files with the version that is built', () => {
    const { version } = pinnedScripts();
    for (const file of ['README.md', 'README.ru.md']) {
      const versions = readFileSync(inRoot(file), 'utf8').match(/(?<=credit\.example\/v)\d[\w.-]*(?=\/installment-)/g) ?? [];
      assert.deepEqual([...new Set(versions)], [version], file);
    }
  });
});
