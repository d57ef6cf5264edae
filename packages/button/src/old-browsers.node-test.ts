import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { items, key, openStreet, type ShopPage, type Street } from './testing/shop.ts';

let street: Street;
before(async () => {
  street = await openStreet();
});
after(() => street.close());
afterEach(() => street.tidy());

/**
 * What Chrome 109 and Firefox 115 lack, taken away from the browser of the tests: functions of CSS that are then unknown words, custom states, and the
 * properties for ARIA.
 */
function takeAwayWhatIsNew(): void {
  const { replaceSync } = CSSStyleSheet.prototype;
  CSSStyleSheet.prototype.replaceSync = function (text) {
    replaceSync.call(this, text.replace(/light-dark\(|color-mix\(|color\(from/g, 'x-$&'));
  };
  Reflect.deleteProperty(ElementInternals.prototype, 'states');
  for (const name of Object.getOwnPropertyNames(Element.prototype)) {
    if (/^aria|^role$/.test(name)) Reflect.deleteProperty(Element.prototype, name);
  }
}

async function visit(attributes = '', style = '', list: string = items): Promise<ShopPage> {
  const context = await street.browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.addInitScript(takeAwayWhatIsNew);
  const html = `<style>${style}</style><installment-button ${attributes} shop="${key}" items='${list}'></installment-button>`;
  const shop = await street.visit({ html }, context);
  await shop.event('ready');
  return shop;
}

/** Luminance of the darkest and of the brightest pixel inside the button. */
async function luminances(page: Page): Promise<[number, number]> {
  const box = (await page.locator('installment-button button').boundingBox())!;
  const clip = { x: box.x + 8, y: box.y + 8, width: box.width - 16, height: box.height - 16 };
  const picture = (await page.screenshot({ clip })).toString('base64');
  return page.evaluate(async (base64) => {
    const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    const linear = (byte = 0) => (byte <= 10.31475 ? byte / 3294.6 : ((byte / 255 + 0.055) / 1.055) ** 2.4);
    const all = [];
    for (let at = 0; at < data.length; at += 4) {
      all.push(0.2126 * linear(data[at]) + 0.7152 * linear(data[at + 1]) + 0.0722 * linear(data[at + 2]));
    }
    return [Math.min(...all), Math.max(...all)] as [number, number];
  }, picture);
}

describe('in an old browser', () => {
  for (const [what, style] of [
    ['a yellow accent', ':root { --installment-accent: #ffd23f }'],
    ['a green accent', ':root { --installment-accent: #0f5c4a }'],
    ['no accent', ''],
    ['no accent on a dark page', ':root { color-scheme: dark }'],
    ['a text colour of the shop', ':root { --installment-accent: #0f5c4a; --installment-on-accent: #ffe }'],
  ] as const) {
    it(`the text on ${what} is readable, also under the pointer`, async () => {
      const shop = await visit('', style);
      for (const hover of [false, true]) {
        if (hover) await shop.page.hover('installment-button');
        const [dark, light] = await luminances(shop.page);
        assert.ok((light + 0.05) / (dark + 0.05) >= 4.5, `${dark} on ${light}`);
      }
    });
  }

  it('a button that no plan fits is hidden where the shop wants that, without an exception', async () => {
    const shop = await visit('unavailable="hide"', 'installment-button { display: block }', '[{"name":"Pen","price":1000,"quantity":1}]');
    assert.equal(await shop.page.locator('installment-button').isVisible(), false);
    assert.deepEqual(shop.complaints, []);
  });

  it('the dialog opens, has its name and its paper, and the button has its live region', async () => {
    const shop = await visit();
    await shop.page.click('installment-button button');
    await shop.frame();
    const dialog = shop.page.locator('installment-dialog dialog');
    assert.equal(await dialog.getAttribute('aria-label'), 'Оформить в рассрочку');
    assert.notEqual(await dialog.evaluate((element) => getComputedStyle(element).backgroundColor), 'rgba(0, 0, 0, 0)');
    assert.equal(await shop.page.locator('installment-button [part=reason]').getAttribute('role'), 'status');
    assert.deepEqual(shop.complaints, []);
  });
});
