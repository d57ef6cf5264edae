import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { orderId, sessionOf } from './testing/fake-service.ts';
import { button, items, key, openStreet, type ShopPage, type Street } from './testing/shop.ts';

let street: Street;
before(async () => {
  street = await openStreet();
});
after(() => street.close());
afterEach(() => street.tidy());

const press = ({ page }: ShopPage) => page.click('installment-button button');
const label = ({ page }: ShopPage) => page.locator('installment-button button').innerText();
/** The page has no script yet: it comes when the test says so. */
const late = { script: '' };
const load = ({ page }: ShopPage) =>
  page
    .addScriptTag({ type: 'module', url: `${street.service.origin}/installment-button.js` })
    .then(() => page.waitForSelector('installment-button:defined'));

describe('a strict page', () => {
  it('needs one address in three directives, no inline style and no Trusted Types policy', async () => {
    const { origin } = street.service;
    const shop = await street.visit({
      html: button.replace('<installment-button', '<installment-button preview'),
      headers: {
        'content-security-policy': [
          "default-src 'none'",
          `script-src ${origin}`,
          `connect-src ${origin}`,
          `frame-src ${origin}`,
          "require-trusted-types-for 'script'",
          "trusted-types 'none'",
        ].join('; '),
      },
    });
    // The shop's own page of the test has inline styles, of which it is told; only of ours there must be nothing.
    shop.complaints.length = 0;
    await press(shop);
    const frame = await shop.frame();
    await frame.evaluate(`say('resize', { height: 700, layout: 'comparison' })`);
    await frame.evaluate(`say('close', { reason: 'done' })`);
    await shop.event('close');
    assert.deepEqual(shop.complaints, []);
    const colour = await shop.page.locator('installment-button button').evaluate((element) => getComputedStyle(element).backgroundColor);
    assert.notEqual(colour, 'rgba(0, 0, 0, 0)');
  });

  it('that sends no referrer and isolates itself still gets its frame', async () => {
    const shop = await street.visit({ headers: { 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin' } });
    await press(shop);
    await shop.frame();
  });
});

describe('a script that is late', () => {
  it('takes over what a framework wrote as attributes: "false" is false', async () => {
    const html = `<installment-button shop="${key}" items='${items}' preview="false" disabled="false" required="false"></installment-button>`;
    const shop = await street.visit({ html, ...late });
    await load(shop);
    const state = await shop.page.evaluate(() => {
      const { preview, disabled, required } = document.querySelector('installment-button')!;
      return { preview, disabled, required };
    });
    assert.deepEqual(state, { preview: false, disabled: false, required: false });
    await press(shop);
    await shop.frame();
  });

  it('takes over what a framework set as properties', async () => {
    const shop = await street.visit({ html: `<installment-button></installment-button>`, ...late });
    await shop.page.evaluate(
      ([shopKey, cart]) => {
        const element = document.querySelector('installment-button')!;
        Object.assign(element, { shop: shopKey, items: JSON.parse(cart) as unknown, preview: true });
      },
      [key, items] as const,
    );
    await load(shop);
    await shop.event('ready');
    assert.match(await label(shop), /от 4\u00a0166\u00a0₽ в месяц/);
    await press(shop);
    await shop.frame();
  });

  it('lets what was hydrated set the property that an attribute could not say', async () => {
    const shop = await street.visit({ html: `<installment-button shop="${key}" items="[object Object]"></installment-button>`, ...late });
    await load(shop);
    await shop.event('error');
    await shop.page.evaluate((cart) => {
      document.querySelector('installment-button')!.items = JSON.parse(cart) as [];
    }, items);
    await press(shop);
    await shop.frame();
  });

  it('until it comes the page shows the link in the element, afterwards no more', async () => {
    const link = `<a href="https://credit.example/apply/ord_1">Оформить в рассрочку</a>`;
    const shop = await street.visit({ html: button.replace('></', `>${link}</`), ...late });
    assert.equal(await shop.page.locator('a').isVisible(), true);
    await load(shop);
    await shop.event('ready');
    assert.equal(await shop.page.locator('a').isVisible(), false);
  });
});

describe('the language', () => {
  const inLocale = (locale: string) => button.replace('<installment-button', `<installment-button locale="${locale}"`);
  const labels = ({ page }: ShopPage) => page.locator('installment-button button').allInnerTexts();

  it('is the nearest lang with «auto», and the frame gets the language, never «auto»', async () => {
    const auto = inLocale('auto');
    const shop = await street.visit({ lang: 'en-GB', html: `${auto}<p lang="ru">${auto}</p><p lang="kk">${auto}</p>` });
    await shop.event('ready', 2);
    assert.deepEqual(await labels(shop), ['Pay in installments', 'Оформить в рассрочку', 'Оформить в рассрочку']);
    await press(shop);
    const frame = await shop.frame();
    assert.match(frame.url(), /locale=en#/);
    await frame.waitForFunction(`heard.some(({ type, payload }) => type === 'init' && payload.locale === 'en')`);
  });

  it('is Russian where nothing says it, on an English page too, and what the attribute says where it does', async () => {
    const shop = await street.visit({ lang: 'en', html: button + inLocale('en') });
    await shop.event('ready', 1);
    assert.deepEqual(await labels(shop), ['Оформить в рассрочку', 'Pay in installments']);
  });
});

describe('another component’s shadow root', () => {
  it('holds the button like any other place, and its events are heard outside', async () => {
    const shop = await street.visit({ html: `<shop-cart></shop-cart>` });
    await shop.page.evaluate((html) => {
      const root = document.querySelector('shop-cart')!.attachShadow({ mode: 'open' });
      const parsed = new DOMParser().parseFromString(html, 'text/html');
      root.append(...parsed.body.children);
    }, button);
    await press(shop);
    const frame = await shop.frame();
    await frame.evaluate(`say('close', { reason: 'done' })`);
    await shop.event('close');
    assert.equal(await shop.page.evaluate(() => document.activeElement!.shadowRoot!.activeElement!.localName), 'installment-button');
  });
});

describe('two versions on one page', () => {
  it('leave the first in charge, and the second says so', async () => {
    const shop = await street.visit();
    await shop.event('ready');
    await shop.page.evaluate(() => Object.assign(window, { first: window.Installment }));
    await shop.page.addScriptTag({ type: 'module', url: `${street.service.origin}/installment-button.js?second` });
    await shop.page.waitForFunction(() => window.heardEvents.length > 0);
    assert.ok(shop.complaints.some((line) => line.includes('another version was registered first')));
    assert.equal(await shop.page.evaluate(() => Reflect.get(window, 'first') === window.Installment), true);
    await press(shop);
    await shop.frame();
  });
});

describe('the page’s history', () => {
  it('restored from the back-forward cache is followed at once', async () => {
    const shop = await street.visit({ html: button.replace('<installment-button', `<installment-button session="${sessionOf(orderId)}"`) });
    await press(shop);
    await shop.frame();
    await shop.page.evaluate(() => document.querySelector('installment-button')!.close());
    await shop.event('close');
    await shop.page.waitForLoadState('networkidle');
    street.service.move('submitted');
    await shop.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    assert.equal((await shop.event('status', 1)).detail.status, 'submitted');
  });
});

describe('a server', () => {
  it('imports the package without a DOM', async () => {
    const { Installment, InstallmentButton } = await import('./index.ts');
    assert.equal(typeof Installment.open, 'function');
    assert.equal(typeof InstallmentButton, 'function');
  });
});
