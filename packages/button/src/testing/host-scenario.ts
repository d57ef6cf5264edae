import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { build } from 'vite';
import { serveFolder } from '../../../../scripts/serve-folder.ts';
import { openStreet, type ShopPage, type Street } from './shop.ts';

/**
 * What a buyer does in the example of each host: sees the payment, changes the cart, buys. `folder` has an `index.html`, which Vite builds;
 * plain HTML is taken as it is.
 */
export function clickThrough(folder: string, { plain = false } = {}): void {
  let street: Street;
  let address: string;
  let stop: () => Promise<unknown>;

  before(async () => {
    street = await openStreet();
    if (plain) {
      const page = await readFile(join(folder, 'index.html'), 'utf8');
      street.routes.set('GET /', () => ({ body: page.replaceAll('http://localhost:4000', street.service.origin) }));
      address = street.origin;
      stop = async () => {};
      return;
    }
    const outDir = await mkdtemp(join(tmpdir(), 'installment-example-'));
    Object.assign(process.env, { VITE_SERVICE: street.service.origin, VITE_SHOP: 'pk_test_0000000000000000' });
    await build({ root: folder, logLevel: 'warn', build: { outDir, emptyOutDir: true, chunkSizeWarningLimit: 2_000 } });
    const server = await serveFolder(outDir);
    address = `${server.url}/index.html`;
    stop = async () => {
      server.close();
      await rm(outDir, { recursive: true });
    };
  });
  after(async () => {
    await stop();
    await street.close();
  });

  it('is clicked through', async () => {
    const shop = await street.visitAddress(address);
    const { page } = shop;
    await shop.event('ready');
    assert.match(await payment(shop), /4\u00a0166\u00a0₽/);

    await page.getByRole('button', { name: 'Ещё один' }).click();
    await page.waitForFunction(() => /8\u00a0332/.test(document.querySelector('installment-button')!.shadowRoot!.textContent));
    assert.equal(street.service.requests('GET', '/v1/plans').length, 1);

    await page.locator('installment-button button').focus();
    await page.keyboard.press('Enter');
    const frame = await shop.frame();
    const [order] = street.service.requests('POST', '/v1/orders');
    const { items } = JSON.parse(order!.body) as { items: { price: number; quantity: number }[] };
    assert.deepEqual([items[0]!.price, items[0]!.quantity], [4_999_000, 2]);

    const { id, externalId } = street.service.order;
    const status = { orderId: id, externalId, status: 'submitted', previousStatus: 'created', sequence: 2, at: '2026-03-01T09:31:00.000Z' };
    await frame.evaluate(`say('status', ${JSON.stringify(status)})`);
    await page.locator('output', { hasText: 'submitted' }).waitFor();
    assert.equal(await page.locator('installment-dialog dialog').evaluate((dialog) => dialog.matches(':modal')), true);

    await page.keyboard.press('Escape');
    await page.waitForSelector('installment-dialog', { state: 'detached' });
    assert.equal(await page.evaluate(() => document.activeElement?.localName), 'installment-button');
    assert.deepEqual(shop.complaints, []);
  });
}

const payment = ({ page }: ShopPage) => page.locator('installment-button button').innerText();
