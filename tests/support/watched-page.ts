import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { findBrowser } from '../../scripts/browser.ts';

/** A frame that is on its way to its place is clicked beside it. */
const still = { reducedMotion: 'reduce' } as const;
const failures = join(import.meta.dirname, '../../node_modules/.cache/failures');

/** @param more options of the command line, such as those of a pretended camera */
export async function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  mkdirSync(failures, { recursive: true });
  const { executablePath, args } = await findBrowser();
  return chromium.launch({ executablePath, args: [...args, ...more] });
}

export const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
export const desktop: BrowserContextOptions = { viewport: { width: 1280, height: 900 } };

/** A page whose every console error, uncaught exception and CSP violation, in all its frames, is written down. With `t` it closes with the test; a failed one leaves a picture. */
export async function watchedPage(
  browser: Browser,
  options: BrowserContextOptions,
  t?: TestContext,
): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext({ locale: 'ru-RU', ...still, ...options });
  const faults: string[] = [];
  await context.exposeFunction('reportCspViolation', (violation: string) => faults.push(`CSP: ${violation}`));
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      const { reportCspViolation } = window as Window & { reportCspViolation?(violation: string): void };
      reportCspViolation?.(`${violatedDirective} ${blockedURI}`);
    });
  });
  const page = await context.newPage();
  const calls: string[] = [];
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.startsWith('/v1/')) calls.push(`${response.request().method()} ${pathname} ${response.status()}`);
  });
  t?.after(async () => {
    // Known to node since 21.7, not yet to its types.
    if (Reflect.get(t, 'passed') !== true) {
      const path = join(failures, `${t.name.replaceAll(/[^\p{L}\d]+/gu, '-')}-${options.viewport?.width ?? ''}.png`);
      await page.screenshot({ path });
      t.diagnostic(`seen at the failure: ${path}; the last calls: ${calls.slice(-12).join(', ')}; ${faults.join('; ')}`);
    }
    await context.close();
  });
  // Of the context: further tabs are watched, too.
  context.on('console', (message) => message.type() === 'error' && faults.push(`console: ${message.text()}`));
  context.on('weberror', (error) => faults.push(`uncaught: ${error.error().message}`));
  return { page, faults };
}
