import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { launchArguments } from '../../scripts/browser.ts';
import { npmChromium } from '../../scripts/npm-chromium.ts';
import { inRoot } from '../../scripts/workspace.ts';
import { buyerPage } from '../support/buyer-page.ts';
import { desktop, watchedPage } from '../support/watched-page.ts';
import { buy, shopPage } from './buy.ts';
import type { Engine } from './engine.ts';

const run = promisify(execFile);

/** A Chromium of an older version, as npm's `@sparticuz/chromium` brings it. Loaded once, into node_modules/.cache. */
export function chromiumEngine(version: string): Engine {
  return {
    name: `Chromium ${version.split('.')[0]}`,
    async start() {
      let executablePath: string;
      try {
        executablePath = await npmChromium(await loadPackage(version));
      } catch (error) {
        return { missing: error instanceof Error ? error.message : String(error) };
      }
      const browser = await chromium.launch({ executablePath, args: [...launchArguments, '--headless=new'] });
      return {
        version: browser.version(),
        async buys(system) {
          const { page, faults } = await watchedPage(browser, desktop);
          await page.goto(shopPage(system));
          const buyer = buyerPage(page);
          await buyer.pressesTheButton();
          await buy(buyer.screen, system);
          return faults;
        },
        close: () => browser.close(),
      };
    },
  };
}

async function loadPackage(version: string): Promise<string> {
  const folder = inRoot(`node_modules/.cache/npm-packages/chromium-${version}`);
  const unpacked = join(folder, 'package');
  if (existsSync(join(unpacked, 'package.json'))) return unpacked;
  await mkdir(folder, { recursive: true });
  await run('npm', ['pack', `@sparticuz/chromium@${version}`, '--silent', '--pack-destination', folder]);
  const [archive] = (await readdir(folder)).filter((name) => name.endsWith('.tgz'));
  await run('tar', ['-xzf', join(folder, archive ?? ''), '-C', folder]);
  return unpacked;
}
