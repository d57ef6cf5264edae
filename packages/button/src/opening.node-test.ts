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
const orders = () => street.service.requests('POST', '/v1/orders');
const withAttributes = (attributes: string) => button.replace('<installment-button', `<installment-button ${attributes}`);

describe('a click', () => {
  it('makes the order with the publishable key and opens the application over the page', async () => {
    const shop = await street.visit();
    await press(shop);
    const frame = await shop.frame();
    const [order] = orders();
    assert.equal(order?.headers.authorization, `Bearer ${key}`);
    assert.ok(String(order.headers['idempotency-key']).length >= 22);
    assert.deepEqual(JSON.parse(order.body), { product: 'installment', currency: 'RUB', items: JSON.parse(items) as unknown });
    assert.equal(frame.url(), `${street.service.origin}/apply/${orderId}?theme=light&locale=ru#${sessionOf(orderId)}`);
    await shop.event('status');
    assert.deepEqual(
      (await shop.events()).map(({ type }) => type),
      ['ready', 'open', 'status'],
    );
    assert.deepEqual(shop.complaints, []);
  });

  it('sends what the attributes say, and the term, but never the buyer', async () => {
    const shop = await street.visit({ html: withAttributes('external-id="A-7" product="credit" term="12" locale="en" theme="dark"') });
    await shop.page.evaluate(() => {
      document.querySelector('installment-button')!.buyer = { phone: '+79161234567', lastName: 'Иванова' };
    });
    await press(shop);
    const frame = await shop.frame();
    const { externalId, product, term } = JSON.parse(orders()[0]!.body) as Record<string, unknown>;
    assert.deepEqual({ externalId, product, term }, { externalId: 'A-7', product: 'credit', term: 12 });
    assert.ok(!street.service.seen.some(({ body, path }) => `${body} ${path}`.includes('79161234567')));
    assert.deepEqual(await frame.evaluate('heard[0]'), {
      version: 1,
      id: 1,
      type: 'init',
      payload: { locale: 'en', theme: 'dark', buyer: { phone: '+79161234567', lastName: 'Иванова' }, term: 12, safeAreaBottom: 0 },
    });
    assert.match(frame.url(), /\?theme=dark&locale=en#/);
  });

  for (const [written, radius] of [
    ['28px', 28],
    ['calc(var(--round) + 2px)', 12],
    ['999px', 64],
    ['none', undefined],
  ] as const) {
    it(`gives the frame the accent as it is written, and a radius of ${written} in pixels`, async () => {
      const style = `:root{--brand:oklch(0.4 0.1 170);--installment-accent: var(--brand);--round:0.625rem;--installment-radius:${written}}`;
      const shop = await street.visit({ html: `<style>${style}</style>${button}` });
      await press(shop);
      const heard = await (await shop.frame()).evaluate<{ accent: string; radius?: number }>('heard[0].payload');
      assert.deepEqual([heard.accent, heard.radius], ['oklch(0.4 0.1 170)', radius]);
    });
  }

  it('twice makes one order', async () => {
    const shop = await street.visit();
    await shop.page.dblclick('installment-button button');
    await shop.frame();
    const both = await shop.page.evaluate(() => {
      const element = document.querySelector('installment-button')!;
      return Promise.all([element.open(), element.open()]);
    });
    assert.deepEqual(both, [true, true]);
    assert.equal(orders().length, 1);
    assert.equal((await shop.events('open')).length, 1);
  });

  it('after a lost answer repeats the key of the first', async () => {
    const shop = await street.visit();
    street.service.answers.set('POST /v1/orders', () => ({ status: 503, body: {} }));
    await press(shop);
    assert.equal((await shop.event('error')).detail.code, 'order_failed');
    street.service.answers.clear();
    await press(shop);
    await shop.frame();
    const keys = orders().map(({ headers }) => headers['idempotency-key']);
    assert.equal(keys.length, 2);
    assert.equal(keys[0], keys[1]);
  });

  it('of a script on the element works like a click on the button', async () => {
    const shop = await street.visit();
    await shop.page.evaluate(() => document.querySelector('installment-button')!.click());
    await shop.frame();
  });

  it('on the text under the button opens nothing', async () => {
    const shop = await street.visit({ html: withAttributes('preview') });
    await shop.page.click('installment-button [part=legal]');
    assert.deepEqual(await shop.events('open'), []);
  });

  it('can be refused by the page before anything is asked', async () => {
    const shop = await street.visit({ html: withAttributes('mode="tab"') });
    const opened = await shop.page.evaluate(() => {
      document.addEventListener('installment-open', (event) => event.preventDefault());
      return document.querySelector('installment-button')!.open();
    });
    assert.equal(opened, false);
    assert.equal(orders().length, 0);
    assert.equal(shop.page.context().pages().length, 1);
  });

  it('lets the page fill the cart in the event', async () => {
    const shop = await street.visit({ html: `<installment-button shop="${key}"></installment-button>` });
    await shop.page.evaluate((cart) => {
      document.addEventListener('installment-open', ({ target }) => Object.assign(target!, { items: cart }));
    }, items);
    await press(shop);
    await shop.frame();
    assert.deepEqual((JSON.parse(orders()[0]!.body) as { items: unknown }).items, JSON.parse(items));
  });

  it('closed while the order is being made shows nothing', async () => {
    const shop = await street.visit();
    const opened = await shop.page.evaluate(() => {
      const element = document.querySelector('installment-button')!;
      const promise = element.open();
      element.close();
      return promise;
    });
    assert.equal(opened, false);
    assert.equal(await shop.page.locator('installment-dialog').count(), 0);
  });
});

describe('before the click', () => {
  it('nothing more is loaded until the buyer comes near', async () => {
    const shop = await street.visit();
    await shop.event('ready');
    assert.equal(street.service.requests('GET', '/installment-checkout').length, 0);
    await shop.page.hover('installment-button');
    await shop.page.waitForLoadState('networkidle');
    assert.equal(street.service.requests('GET', '/installment-checkout').length, 1);
    assert.equal(await shop.page.locator(`link[rel=preconnect][href="${street.service.origin}"]`).count(), 1);
    assert.equal(orders().length, 0);
  });

  it('a focus is coming near, too', async () => {
    const shop = await street.visit();
    await shop.event('ready');
    await shop.page.keyboard.press('Tab');
    await shop.page.waitForLoadState('networkidle');
    assert.equal(street.service.requests('GET', '/installment-checkout').length, 1);
  });

  it('a finger is coming near, too', async () => {
    const shop = await street.visit({}, await street.browser.newContext({ hasTouch: true }));
    await shop.event('ready');
    await shop.page.evaluate(() => document.addEventListener('installment-open', (event) => event.preventDefault()));
    await shop.page.locator('installment-button button').tap();
    await shop.page.waitForLoadState('networkidle');
    assert.equal(street.service.requests('GET', '/installment-checkout').length, 1);
  });

  it('one request serves every button of a catalogue, and a changed cart costs none', async () => {
    const shop = await street.visit({ html: button.repeat(200) });
    await shop.event('ready', 199);
    await shop.page.evaluate(() => {
      document.querySelector('installment-button')!.items = [{ name: 'Lamp', price: 500_000, quantity: 2 }];
    });
    await shop.page.waitForLoadState('networkidle');
    assert.equal(street.service.requests('GET', '/v1/plans').length, 1);
    const { headers, path } = street.service.requests('GET', '/v1/plans')[0]!;
    assert.equal(headers.authorization, undefined);
    assert.equal(path, `/v1/plans?shop=${key}&product=installment`);
  });
});

describe('the session', () => {
  it('of the attribute wins over everything', async () => {
    const session = sessionOf('ord_0000000000009');
    const shop = await street.visit({ html: withAttributes(`session="${session}" session-url="/session"`) });
    await press(shop);
    assert.ok((await shop.frame()).url().endsWith(`/apply/ord_0000000000009?theme=light&locale=ru#${session}`));
    assert.equal(orders().length, 0);
    assert.equal(street.asked.filter(({ path }) => path === '/session').length, 0);
  });

  it('is asked of session-url with the page’s own cookies', async () => {
    street.routes.set('POST /session', () => ({ type: 'application/json', body: JSON.stringify({ session: sessionOf(orderId) }) }));
    const shop = await street.visit({ html: withAttributes('session-url="/session" external-id="A-8"') });
    await shop.page.context().addCookies([{ name: 'cart', value: '1', url: street.origin }]);
    await press(shop);
    await shop.frame();
    const asked = street.asked.find(({ path }) => path === '/session')!;
    assert.deepEqual(JSON.parse(asked.body), { product: 'installment', externalId: 'A-8' });
    assert.equal(asked.headers.cookie, 'cart=1');
    assert.equal(orders().length, 0);
  });

  it('comes from createSession', async () => {
    const shop = await street.visit();
    await shop.page.evaluate((session) => {
      document.querySelector('installment-button')!.createSession = async () => session;
    }, sessionOf('ord_0000000000007'));
    await press(shop);
    assert.ok((await shop.frame()).url().includes('ord_0000000000007'));
    assert.equal(orders().length, 0);
  });

  for (const [what, answer] of Object.entries({
    'an error of the shop': { status: 500, type: 'application/json', body: '{}' },
    'something else than a session': { type: 'application/json', body: '{"session":"hello"}' },
    'no JSON': { type: 'text/html', body: '<p>Sign in' },
  })) {
    it(`fails by ${what}`, async () => {
      street.routes.set('POST /session', () => answer);
      const shop = await street.visit({ html: withAttributes('session-url="/session"') });
      await press(shop);
      assert.equal((await shop.event('error')).detail.code, 'session_failed');
      assert.match(await shop.page.locator('installment-button [part=reason]').innerText(), /Не получилось/);
    });
  }
});

describe('what the service refuses', () => {
  for (const [code, status, body, words] of [
    ['shop_unknown', 401, {}, /Не получилось/],
    ['origin_not_registered', 403, { code: 'origin_not_registered' }, /Не получилось/],
    ['amount_out_of_range', 422, { code: 'no_bank_for_amount' }, /Не получилось/],
    ['rate_limited', 429, {}, /Подождите минуту/],
    ['order_failed', 422, { code: 'invalid', detail: 'items: too many' }, /Не получилось/],
  ] as const) {
    it(`is the error ${code}, and the button can be pressed again`, async () => {
      street.service.answers.set('POST /v1/orders', () => ({ status, body }));
      const shop = await street.visit();
      await press(shop);
      const { detail } = await shop.event('error');
      assert.equal(detail.code, code);
      assert.match(detail.message!, new RegExp(String(status)));
      assert.match(await shop.page.locator('installment-button [part=reason]').innerText(), words);
      assert.equal(await shop.page.locator('installment-button button').getAttribute('aria-busy'), null);
      street.service.answers.clear();
      await press(shop);
      await shop.frame();
      assert.equal(await shop.page.locator('installment-button [part=reason]').innerText(), '');
    });
  }

  it('is the error offline without a connection', async () => {
    const shop = await street.visit();
    await shop.page.hover('installment-button');
    await shop.page.waitForLoadState('networkidle');
    await shop.page.context().setOffline(true);
    await press(shop);
    assert.equal((await shop.event('error')).detail.code, 'offline');
    assert.match(await shop.page.locator('installment-button [part=reason]').innerText(), /Нет связи/);
  });
});

describe('a wrong configuration', () => {
  for (const [what, html, cure] of [
    [
      'items that a framework wrote as text',
      `<installment-button shop="${key}" items="[object Object]"></installment-button>`,
      /JSON\.stringify/,
    ],
    ['items without a price', `<installment-button shop="${key}" items='[{"name":"Fridge"}]'></installment-button>`, /price/],
    ['no key', `<installment-button items='${items}'></installment-button>`, /shop/],
    ['no items', `<installment-button shop="${key}"></installment-button>`, /items/],
    ['an empty cart', `<installment-button shop="${key}" items="[]"></installment-button>`, /items/],
  ] as const) {
    it(`by ${what} is told with its cure`, async () => {
      const shop = await street.visit({ html });
      assert.equal(await shop.page.evaluate(() => document.querySelector('installment-button')!.open()), false);
      const { detail } = (await shop.events('error')).at(-1)!;
      assert.equal(detail.code, 'configuration');
      assert.match(detail.message!, cure);
      assert.equal(orders().length, 0);
    });
  }

  it('by unreadable items is told before any click', async () => {
    const shop = await street.visit({ html: `<installment-button shop="${key}" items="[object Object]"></installment-button>` });
    assert.equal((await shop.event('error')).detail.code, 'configuration');
  });
});

describe('the script', () => {
  it('that loads at the second try is not missed', async () => {
    const shop = await street.visit();
    let tries = 0;
    await shop.page.route('**/installment-checkout-*', (route) => (tries++ ? route.continue() : route.abort()));
    await press(shop);
    await shop.frame();
    assert.equal(tries, 2);
    assert.deepEqual(await shop.events('error'), []);
  });

  it('that does not load leaves the way of a tab', async () => {
    const shop = await street.visit();
    await shop.page.route('**/installment-checkout-*', (route) => route.abort());
    await press(shop);
    assert.equal((await shop.event('error')).detail.code, 'chunk_failed');
    const [tab] = await Promise.all([shop.page.waitForEvent('popup'), shop.page.click('installment-button [part=reason] a')]);
    assert.equal(tab.url(), `${street.service.origin}/apply/${orderId}#${sessionOf(orderId)}`);
    assert.equal(orders().length, 1);

    await shop.page.unroute('**/installment-checkout-*');
    await press(shop);
    await shop.frame();
  });
});
