/** Pages that libraries draw anew while the dialog is open: the real Turbo and htmx. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, afterEach, before, describe, it } from 'node:test';
import { button, openStreet, type ShopPage, type Street } from '../testing/shop.ts';

const require = createRequire(import.meta.url);
const libraries = {
  turbo: readFileSync(require.resolve('@hotwired/turbo/dist/turbo.es2017-umd.js'), 'utf8'),
  htmx: readFileSync(require.resolve('htmx.org/dist/htmx.min.js'), 'utf8'),
};

let street: Street;
before(async () => {
  street = await openStreet();
});
after(() => street.close());
afterEach(() => street.tidy());

/** A shop's page with the library, in which the dialog is open. What the frame was marked with is gone when the frame was loaded anew. */
async function opened(library: keyof typeof libraries, html: string): Promise<ShopPage> {
  street.routes.set(`GET /${library}.js`, () => ({ type: 'text/javascript', body: libraries[library] }));
  const script = `<meta name="turbo-refresh-method" content="morph"><meta name="turbo-prefetch" content="false">
<script src="/${library}.js"></script><script type="module" src="${street.service.origin}/installment-button.js"></script>`;
  const shop = await street.visit({ script, html });
  await shop.page.click('installment-button button');
  await (await shop.frame()).evaluate('window.marked = true');
  return shop;
}

const isModal = ({ page }: ShopPage) => page.locator('body > installment-dialog dialog').evaluate((dialog) => dialog.matches(':modal'));
const isMarked = async (shop: ShopPage) => (await shop.frame()).evaluate('!!window.marked');

async function closesByTheFrame(shop: ShopPage): Promise<void> {
  await (await shop.frame()).evaluate(`say('close', { reason: 'done' })`);
  assert.equal((await shop.event('close')).detail.reason, 'done');
  await shop.page.waitForSelector('installment-dialog', { state: 'detached' });
  assert.equal(await shop.page.evaluate(() => getComputedStyle(document.documentElement).overflow), 'visible');
}

describe('Turbo', () => {
  it('that morphs the whole page leaves dialog and frame as they were', async () => {
    const shop = await opened('turbo', `<p id="drawn"></p>${button}`);
    await shop.page.evaluate(() => {
      document.querySelector('#drawn')!.textContent = 'before';
      addEventListener('turbo:render', () => (document.body.dataset['rendered'] = 'yes'), { once: true });
      const refresh = document.createElement('turbo-stream');
      refresh.setAttribute('action', 'refresh');
      document.documentElement.append(refresh);
    });
    await shop.page.waitForFunction(() => document.querySelector('#drawn')?.textContent === '');
    assert.deepEqual([await isModal(shop), await isMarked(shop), (await shop.events('close')).length], [true, true, 0]);
    await closesByTheFrame(shop);
  });

  it('that goes to another page keeps the dialog open over it', async () => {
    const shop = await opened('turbo', button);
    await shop.page.evaluate(() => (window as Window & { Turbo?: { visit(to: string): void } }).Turbo?.visit('/other'));
    await shop.page.waitForURL('**/other');
    await shop.page.waitForFunction(() => document.querySelector('body > installment-dialog'));
    await (await shop.frame()).waitForFunction('heard.length > 0');
    assert.deepEqual([await isModal(shop), (await shop.events('close')).length], [true, 0]);
    await closesByTheFrame(shop);
  });
});

describe('htmx', () => {
  for (const swap of ['innerHTML', 'outerHTML', 'outerMorph']) {
    it(`that swaps the cart around the button by ${swap} leaves dialog and frame as they were`, async () => {
      street.routes.set('GET /cart', () => ({ body: `<div id="cart"><b>new</b>${button}</div>` }));
      const shop = await opened('htmx', `<div id="cart" hx-get="/cart" hx-trigger="redraw" hx-swap="${swap}">${button}</div>`);
      await shop.page.evaluate(() => document.querySelector('#cart')!.dispatchEvent(new CustomEvent('redraw')));
      await shop.page.waitForSelector('#cart b', { state: 'attached' });
      assert.deepEqual([await isModal(shop), await isMarked(shop), (await shop.events('close')).length], [true, true, 0]);
      await closesByTheFrame(shop);
    });
  }

  it('that swaps the whole body closes the dialog cleanly, and the button goes on with the order', async () => {
    const shop = await opened('htmx', button);
    await shop.page.evaluate((html) => {
      const { htmx } = window as Window & { htmx?: { swap(context: object): unknown } };
      return htmx?.swap({ target: document.body, text: html, swap: 'innerHTML' });
    }, button);
    assert.equal((await shop.event('close')).detail.reason, 'dismissed');
    assert.equal(await shop.page.evaluate(() => getComputedStyle(document.documentElement).overflow), 'visible');
    await shop.page.click('installment-button button');
    await shop.frame();
    assert.equal(street.service.requests('POST', '/v1/orders').length, 1);
  });
});

describe('a page in cross-origin isolation', () => {
  it('gets no frame from us, so the dialog says so and leads to a tab', async () => {
    const shop = await street.visit({
      headers: { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' },
      script: `<script type="module" crossorigin src="${street.service.origin}/installment-button.js"></script>`,
    });
    await shop.page.clock.install();
    await shop.page.click('installment-button button');
    await shop.page.waitForSelector('installment-dialog', { state: 'attached' });
    await shop.page.clock.runFor(8_100);
    assert.match((await shop.event('error')).detail.code!, /^frame_/);
    await shop.page.locator('installment-dialog').getByRole('link', { name: 'Открыть в новой вкладке' }).waitFor();
  });
});

describe('a till that many buyers share', () => {
  it('forgets the order of the buyer before once its session has ended, and the next one gets an order of their own', async () => {
    const shop = await street.visit();
    await shop.page.click('installment-button button');
    const frame = await shop.frame();
    await frame.evaluate(`say('close', { reason: 'dismissed' })`);
    await shop.event('close');
    street.service.move('canceled');
    await shop.page.reload();
    await shop.event('status');
    await shop.page.click('installment-button button');
    await shop.frame();
    assert.equal(street.service.requests('POST', '/v1/orders').length, 2);
  });
});
