import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { orderId, sessionOf } from '../testing/fake-service.ts';
import { framePage } from '../testing/frame-page.ts';
import { button, openStreet, type ShopOptions, type ShopPage, type Street } from '../testing/shop.ts';

let street: Street;
before(async () => {
  street = await openStreet();
});
after(() => street.close());
afterEach(() => street.tidy());

async function opened(options?: ShopOptions): Promise<ShopPage> {
  const shop = await street.visit(options);
  await shop.page.click('installment-button button');
  return shop;
}

const gone = (page: Page) => page.waitForSelector('installment-dialog', { state: 'detached' });
const focused = (page: Page) => page.evaluate(() => document.activeElement?.localName);
const box = async (page: Page) => (await page.locator('installment-dialog dialog').boundingBox())!;

describe('the dialog', () => {
  it('stands in body, is modal, and is named after what is done in it', async () => {
    const { page } = await opened();
    const dialog = page.locator('body > installment-dialog dialog[part=dialog]');
    assert.equal(await dialog.evaluate((element) => element.matches(':modal')), true);
    assert.equal(await dialog.getAttribute('aria-label'), 'Оформить в рассрочку');
    const frame = page.locator('installment-dialog iframe[part=frame]');
    assert.equal(await frame.getAttribute('title'), 'Оформить в рассрочку');
    assert.equal(await frame.getAttribute('allow'), 'camera; otp-credentials; clipboard-write');
  });

  it('takes the focus into the frame, and gives it back to the button', { timeout: 60_000 }, async () => {
    const shop = await street.visit();
    await shop.page.keyboard.press('Tab');
    // Nobody waits for the answers to the keys that move the focus: where the focus goes to another process, or that process ends, between the key's
    // down and up, Chromium never answers the up.
    const press = (key: Promise<void>) => void key.catch(() => undefined);
    press(shop.page.keyboard.press('Enter'));
    const frame = await shop.frame();
    await shop.page.waitForSelector('installment-dialog dialog.ready');
    await shop.page.waitForFunction(() => document.activeElement?.shadowRoot?.activeElement?.localName === 'iframe');
    // Keys go to the frame itself, which is another process.
    await frame.locator('#first').pressSequentially('79161234567');
    assert.equal(await frame.locator('#first').inputValue(), '79161234567');
    press(frame.locator('#first').press('Escape', { noWaitAfter: true }));
    await gone(shop.page);
    assert.equal(await focused(shop.page), 'installment-button');
    assert.deepEqual((await shop.event('close')).detail, { status: 'created', reason: 'dismissed' });
  });

  it('asks the frame to close when Escape is pressed outside of it', async () => {
    const shop = await opened();
    const frame = await shop.frame();
    await frame.evaluate('window.stubborn = true');
    await shop.page.evaluate(() => document.querySelector('installment-dialog')!.shadowRoot!.querySelector('dialog')!.focus());
    await shop.page.keyboard.press('Escape');
    await frame.waitForFunction(`heard.some(({ type, payload }) => type === 'close-request' && payload.cause === 'escape')`);
    await gone(shop.page);
  });

  it('closes by the method, and by the frame with its reason', async () => {
    const shop = await opened();
    await shop.frame();
    await shop.page.evaluate(() => document.querySelector('installment-button')!.close());
    assert.equal((await shop.event('close')).detail.reason, 'dismissed');
    for (const [index, reason] of ['done', 'other-payment'].entries()) {
      await shop.page.click('installment-button button');
      const frame = await shop.frame();
      await frame.evaluate(`say('close', { reason: '${reason}' })`);
      assert.equal((await shop.event('close', index + 1)).detail.reason, reason);
      await gone(shop.page);
    }
  });

  it('is opened again where it was: the same order', async () => {
    const shop = await opened();
    await shop.frame();
    await shop.page.evaluate(() => document.querySelector('installment-button')!.close());
    await gone(shop.page);
    await shop.page.click('installment-button button');
    assert.ok((await shop.frame()).url().includes(orderId));
    assert.equal(street.service.requests('POST', '/v1/orders').length, 1);
  });

  it('keeps the page behind it still, without a jump, and gives back what was there', async () => {
    const shop = await street.visit({ html: `<div style="height: 900px"></div>${button}` });
    const { page } = shop;
    await page.evaluate(() => {
      document.documentElement.style.setProperty('overflow', 'clip scroll');
      window.scrollTo(0, 600);
    });
    const before = await page.locator('installment-button').boundingBox();
    await page.click('installment-button button');
    await shop.frame();
    assert.deepEqual(await page.locator('installment-button').boundingBox(), before);
    await page.mouse.move(20, 20);
    await page.mouse.wheel(0, 300);
    await page.evaluate(() => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))));
    assert.equal(await page.evaluate(() => scrollY), 600);
    await page.evaluate(() => document.querySelector('installment-button')!.close());
    await gone(page);
    assert.equal(await page.evaluate(() => document.documentElement.getAttribute('style')), 'overflow: clip scroll;');
    assert.equal(await page.evaluate(() => scrollY), 600);
  });

  it('follows the height and the layout that the frame asks for', async () => {
    const shop = await opened();
    const frame = await shop.frame();
    await shop.page.emulateMedia({ reducedMotion: 'reduce' });
    await shop.page.setViewportSize({ width: 1400, height: 1000 });
    const resize = (height: number, layout: string) => frame.evaluate(`say('resize', ${JSON.stringify({ height, layout })})`);
    const settled = (width: number, height: number) =>
      shop.page.waitForFunction(
        ([wide, high]) => {
          const { width: w, height: h } = document
            .querySelector('installment-dialog')!
            .shadowRoot!.querySelector('dialog')!
            .getBoundingClientRect();
          return w === wide && h === high;
        },
        [width, height] as const,
      );
    await settled(976, 640);
    await resize(800, 'form');
    await settled(976, 800);
    await resize(5000, 'comparison');
    await settled(1152, 936);
    await resize(100, 'form');
    await settled(976, 640);
    const { x, y } = await box(shop.page);
    assert.deepEqual([x, y], [212, 180]);
  });

  it('is a full-screen sheet under 1040 px', async () => {
    const shop = await opened();
    await shop.frame();
    await shop.page.emulateMedia({ reducedMotion: 'reduce' });
    await shop.page.setViewportSize({ width: 390, height: 844 });
    assert.deepEqual(await box(shop.page), { x: 0, y: 0, width: 390, height: 844 });
    await shop.page.setViewportSize({ width: 1039, height: 700 });
    assert.deepEqual(await box(shop.page), { x: 0, y: 0, width: 1039, height: 700 });
    await shop.page.setViewportSize({ width: 1040, height: 700 });
    assert.deepEqual(await box(shop.page), { x: 32, y: 32, width: 976, height: 636 });
  });

  it('tells the frame when the theme of the system changes', async () => {
    const shop = await street.visit({ html: `<style>:root{color-scheme:light dark}</style>${button}` });
    await shop.page.emulateMedia({ colorScheme: 'light' });
    await shop.page.click('installment-button button');
    const frame = await shop.frame();
    await shop.page.emulateMedia({ colorScheme: 'dark' });
    await frame.waitForFunction(`heard.at(-1).payload.theme === 'dark'`);
    assert.deepEqual(await frame.evaluate(`heard.map(({ id, payload }) => [id, payload.theme])`), [
      [1, 'light'],
      [2, 'dark'],
    ]);
  });

  it('gives way to the one that another button opens, and after both the page scrolls again', async () => {
    const shop = await street.visit({ html: `${button}${button.replace('<installment-button', '<installment-button external-id="B"')}` });
    await shop.page.click('installment-button button');
    await shop.frame();
    await shop.page.evaluate(() => document.querySelector<HTMLElement & { open(): void }>('[external-id=B]')!.open());
    await shop.page.waitForFunction(
      () => document.querySelectorAll('installment-dialog').length === 1 && window.heardEvents.some(({ type }) => type === 'close'),
    );
    await shop.page.evaluate(() => document.querySelector<HTMLElement & { close(): void }>('[external-id=B]')!.close());
    await gone(shop.page);
    assert.equal(await shop.page.evaluate(() => document.documentElement.getAttribute('style') ?? ''), '');
  });
});

describe('an element that goes while the dialog is open', () => {
  for (const [how, go] of Object.entries({
    removed: 'element.remove()',
    hidden: 'element.parentElement.style.display = "none"',
    'moved in the page': 'document.body.append(element)',
    're-rendered': 'element.replaceWith(element.cloneNode())',
  })) {
    it(`by being ${how} leaves it open, and its events are heard`, async () => {
      const shop = await street.visit({ html: `<div>${button}</div>` });
      await shop.page.click('installment-button button');
      const frame = await shop.frame();
      await shop.page.evaluate(`(() => { const element = document.querySelector('installment-button'); ${go} })()`);
      await frame.evaluate(
        `say('status', ${JSON.stringify({ orderId, externalId: null, status: 'submitted', previousStatus: 'created', sequence: 2, at: '2026-03-01T09:31:00.000Z' })})`,
      );
      await shop.event('status', 1);
      assert.equal((await shop.events('status')).at(-1)!.detail.status, 'submitted');
      assert.equal(await shop.page.locator('installment-dialog dialog').evaluate((dialog) => dialog.matches(':modal')), true);
      await frame.evaluate(`say('close', { reason: 'done' })`);
      assert.deepEqual((await shop.event('close')).detail, { status: 'submitted', reason: 'done' });
      assert.equal((await shop.events('status')).length, 2);
    });
  }

  it('lets the page scroll again when the dialog itself is thrown out', async () => {
    const shop = await opened();
    await shop.frame();
    await shop.page.evaluate(() => document.querySelector('installment-dialog')!.remove());
    assert.equal((await shop.event('close')).detail.reason, 'dismissed');
    assert.equal(await shop.page.evaluate(() => getComputedStyle(document.documentElement).overflow), 'visible');
  });
});

describe('a page that', () => {
  it('switches pointers off on its body still lets the buyer press in the dialog', async () => {
    const shop = await street.visit({
      html: `<style>body { pointer-events: none }</style><div role="dialog" style="pointer-events: auto">${button}</div>`,
    });
    await shop.page.click('installment-button button');
    await (await shop.frame()).click('#done', { timeout: 5_000 });
    assert.equal((await shop.event('close')).detail.reason, 'done');
  });

  for (const [where, style] of [
    ['html', 'html { zoom: 1.5 }'],
    ['body', 'body { zoom: 1.5 }'],
  ] as const) {
    it(`zooms its ${where} keeps the whole dialog on the screen`, async () => {
      const shop = await street.visit({ html: `<style>${style}</style>${button}` });
      await shop.page.emulateMedia({ reducedMotion: 'reduce' });
      await shop.page.click('installment-button button');
      await shop.frame();
      for (const width of [390, 1280]) {
        await shop.page.setViewportSize({ width, height: 800 });
        const { left, top, right, bottom } = await shop.page.locator('installment-dialog dialog').evaluate((dialog) => {
          const { x, y, width: wide, height: high } = dialog.getBoundingClientRect();
          return { left: x, top: y, right: x + wide, bottom: y + high };
        });
        assert.ok(left >= 0 && top >= 0 && right <= width && bottom <= 800, `${width}: ${left} ${top} ${right} ${bottom}`);
      }
    });
  }

  it('gets another body, as Turbo does it, keeps the dialog, and the application goes on', async () => {
    const shop = await opened();
    await shop.frame();
    await shop.page.evaluate(() => {
      const body = document.createElement('body');
      body.append('Новая страница');
      document.body.replaceWith(body);
    });
    const frame = await shop.frame();
    await frame.waitForFunction('heard.length > 0');
    assert.equal(await shop.page.locator('body > installment-dialog dialog').evaluate((dialog) => dialog.matches(':modal')), true);
    assert.deepEqual(await shop.events('close'), []);
    await frame.evaluate(`say('close', { reason: 'done' })`);
    assert.equal((await shop.event('close')).detail.reason, 'done');
    await gone(shop.page);
  });
});

describe('a frame that does not come', () => {
  const cover = (page: Page) => page.locator('installment-dialog');

  it('is waited for 8 seconds; then the dialog says why, with two ways on', async () => {
    street.service.page = framePage.replace('window.heard = [];', 'window.heard = []; window.mute = true;');
    const shop = await street.visit();
    await shop.page.clock.install();
    await shop.page.click('installment-button button');
    await shop.frame();
    // The installed clock goes on by itself, too, and a busy machine takes its time for the click.
    await shop.page.clock.runFor(3_000);
    assert.deepEqual(await shop.events('error'), []);
    await shop.page.clock.runFor(5_100);
    assert.equal((await shop.event('error')).detail.code, 'frame_timeout');
    await cover(shop.page).getByText('Анкета не отвечает').waitFor();

    street.service.page = framePage;
    await cover(shop.page).getByRole('button', { name: 'Повторить' }).click();
    await (await shop.frame()).waitForFunction('heard.length > 0');
    await shop.page.clock.runFor(20_000);
    assert.equal((await shop.events('error')).length, 1);
  });

  it('is left for a tab by the link, and the tab is followed', async () => {
    street.service.page = framePage.replace('window.heard = [];', 'window.heard = []; window.mute = true;');
    const shop = await street.visit();
    await shop.page.clock.install();
    await shop.page.click('installment-button button');
    await shop.frame();
    await shop.page.clock.runFor(8_100);
    const link = cover(shop.page).getByRole('link', { name: 'Открыть в новой вкладке' });
    const [tab] = await Promise.all([shop.page.waitForEvent('popup'), link.click()]);
    assert.ok(tab.url().endsWith(`#${sessionOf(orderId)}`));
    await gone(shop.page);
    assert.deepEqual(await shop.events('close'), []);
    street.service.move('submitted');
    await tab.close();
    await shop.page.clock.runFor(600);
    assert.deepEqual((await shop.event('close')).detail, { status: 'submitted', reason: 'dismissed' });
  });

  it('because the page’s policy forbids it, is told at once', async () => {
    const shop = await street.visit({ headers: { 'content-security-policy': `frame-src 'none'` } });
    await shop.page.click('installment-button button');
    const { detail } = await shop.event('error');
    assert.equal(detail.code, 'frame_blocked');
    assert.ok(detail.message!.includes(street.service.origin));
    await cover(shop.page).getByText('Этот сайт не даёт показать анкету здесь').waitFor();
  });

  it('because the service refuses the frame, is told after the wait', async () => {
    street.service.pageHeaders['content-security-policy'] = `frame-ancestors https://another.example`;
    const shop = await street.visit();
    await shop.page.clock.install();
    await shop.page.click('installment-button button');
    await shop.page.waitForSelector('installment-dialog iframe');
    await shop.page.clock.runFor(8_100);
    assert.equal((await shop.event('error')).detail.code, 'frame_timeout');
  });

  it('because the connection is lost, is told so', async () => {
    const shop = await street.visit();
    await shop.page.clock.install();
    street.service.answers.set(`GET /apply/${orderId}`, () => 'hang');
    await shop.page.click('installment-button button');
    await shop.page.waitForSelector('installment-dialog iframe');
    await shop.page.context().setOffline(true);
    await shop.page.clock.runFor(8_100);
    assert.equal((await shop.event('error')).detail.code, 'offline');
    await cover(shop.page).getByText('Нет связи. Проверьте интернет').waitFor();
  });

  it('can be closed while it is waited for', async () => {
    street.service.answers.set(`GET /apply/${orderId}`, () => 'hang');
    const shop = await opened();
    await cover(shop.page).getByRole('button', { name: 'Закрыть' }).click();
    assert.equal((await shop.event('close')).detail.reason, 'dismissed');
    await gone(shop.page);
  });
});
