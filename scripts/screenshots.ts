// npm run screenshots [-- folder]: the buyer's way at 390 and 1280 px, light and dark, and the README's picture.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buyerPage } from '../tests/support/buyer-page.ts';
import { newPhone } from '../tests/support/buyer.ts';
import { desktop, launchBrowser, phone, watchedPage } from '../tests/support/watched-page.ts';
import { startSystem } from '../tests/support/start-system.ts';
import { root } from './workspace.ts';

/** Long enough for every transition of the page to end. */
const SETTLED_MS = 700;
const folder = resolve(process.argv[2] ?? join(root, 'node_modules/.cache/screenshots'));
const readmePicture = join(root, 'docs/images/application.png');
mkdirSync(folder, { recursive: true });
mkdirSync(join(root, 'docs/images'), { recursive: true });

const system = await startSystem({ delayFactor: 0.2 });
const browser = await launchBrowser();
try {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [width, screen] of [
      ['1280', desktop],
      ['390', phone],
    ] as const) {
      const { page, faults } = await watchedPage(browser, { ...screen, colorScheme });
      let number = 0;
      const look = async (step: string) => {
        await page.waitForTimeout(SETTLED_MS);
        number += 1;
        await page.screenshot({ path: join(folder, `${width}-${colorScheme}-${String(number).padStart(2, '0')}-${step}.png`) });
        if (step === 'terms' && width === '1280' && colorScheme === 'light') await page.screenshot({ path: readmePicture });
      };
      const tel = newPhone();
      const nextCode = async () => /\b\d{6}\b/.exec((await system.sandbox.inbox.waitForSms(tel)).text)?.[0] ?? '';
      await page.goto(`${system.storefront}/goods/norden-rf-340`);
      await look('storefront');
      const buyer = buyerPage(page, { look });
      await buyer.opensTheApplication();
      await buyer.provesThePhone(tel, nextCode);
      await buyer.fillsTheForm('Соколова');
      await buyer.consentsToAllBanks();
      await look('waiting');
      await buyer.choosesTheOfferOf('Северный');
      await buyer.signsByCode(nextCode);
      await buyer.sees('Рассрочка оформлена');
      await look('result');
      console.log(`${width} ${colorScheme}: ${number} pictures${faults.length > 0 ? `, ${faults.join('; ')}` : ''}`);
      await page.context().close();
    }
  }
} finally {
  await browser.close();
  await system.close();
}
