import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import puppeteer, { type ElementHandle, type Frame, type Page } from 'puppeteer-core';
import { waitFor } from '../support/wait-for.ts';
import { buy, shopButton, shopPage } from './buy.ts';
import type { Engine } from './engine.ts';
import { findControl, type Wanted } from './find-control.ts';
import { scriptedScreen, type DocumentDriver } from './scripted-screen.ts';

const names = ['firefox-esr', 'firefox'];

/** The Firefox of this machine through WebDriver BiDi. */
export function firefoxEngine(): Engine {
  return {
    name: 'Firefox',
    async start() {
      const folders = (process.env['PATH'] ?? '').split(delimiter);
      const executablePath =
        process.env['FIREFOX_PATH'] || folders.flatMap((folder) => names.map((name) => join(folder, name))).find(existsSync);
      if (!executablePath) return { missing: 'no Firefox on PATH (Debian: firefox-esr), and FIREFOX_PATH names none' };
      const browser = await puppeteer.launch({
        browser: 'firefox',
        executablePath,
        headless: true,
        defaultViewport: { width: 1280, height: 900 },
        extraPrefsFirefox: { 'intl.accept_languages': 'ru-RU, ru', 'intl.locale.requested': 'ru', 'ui.prefersReducedMotion': 1 },
      });
      return {
        version: await browser.version(),
        async buys(system) {
          const page = await browser.newPage();
          const faults: string[] = [];
          page.on('console', (message) => message.type() === 'error' && faults.push(`console: ${message.text()}`));
          page.on('pageerror', (error) => faults.push(`uncaught: ${error instanceof Error ? error.message : String(error)}`));
          await page.goto(shopPage(system));
          await scriptedScreen(driverOf(async () => page.mainFrame())).presses(shopButton);
          await buy(scriptedScreen(driverOf(() => applicationFrame(page, system.backend.url))), system);
          return faults;
        },
        close: () => browser.close(),
      };
    },
  };
}

/** The frame may be replaced while the dialog opens, so it is looked up for each act. */
const applicationFrame = (page: Page, service: string) =>
  waitFor('the frame of the application', () => page.frames().find((frame) => frame.url().startsWith(`${service}/apply/`)));

export function driverOf(frame: () => Promise<Frame>): DocumentDriver<ElementHandle<Element>> {
  return {
    async find(wanted: Wanted) {
      const found = await (await frame()).evaluateHandle(findControl, wanted);
      return found.asElement() as ElementHandle<Element> | null;
    },
    placeOf: async (handle) => JSON.stringify(await handle.boundingBox()),
    click: (handle) => handle.click(),
    async type(handle, text) {
      await handle.click();
      await handle.type(text);
    },
    async pick(handle, option) {
      const value = await handle.evaluate(
        (select, label) =>
          select instanceof HTMLSelectElement ? [...select.options].find(({ text }) => text.trim() === label)?.value : undefined,
        option,
      );
      await handle.select(value ?? '');
    },
    isChecked: (handle) => handle.evaluate((input) => input instanceof HTMLInputElement && input.checked),
  };
}
