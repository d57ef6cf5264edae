import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { orderId, sessionOf } from '../testing/fake-service.ts';
import { button, items, key, openStreet, type ShopPage, type Street } from '../testing/shop.ts';

declare global {
  interface Window {
    /** Resolves when the last request is answered. */
    idle(): Promise<unknown>;
  }
}

let street: Street;
before(async () => {
  street = await openStreet();
});
after(() => street.close());
afterEach(() => street.tidy());

const press = ({ page }: ShopPage) => page.click('installment-button button');
const asked = () => street.service.requests('GET', '/v1/session').length;
const order = ({ page }: ShopPage) => page.evaluate(() => document.querySelector('installment-button')!.order);
const memory = ({ page }: ShopPage) =>
  page.evaluate(() =>
    Object.fromEntries(Object.entries({ ...sessionStorage }).map(([name, value]) => [name, JSON.parse(String(value)) as unknown])),
  );
const close = ({ page }: ShopPage) => page.evaluate(() => document.querySelector('installment-button')!.close());
const withAttributes = (attributes: string) => button.replace('<installment-button', `<installment-button ${attributes}`);

/** An order that was made, its dialog closed; the clock stands still. */
async function ordered(html = button): Promise<ShopPage> {
  const shop = await street.visit({ html });
  await shop.page.clock.install();
  await press(shop);
  await (await shop.frame()).waitForFunction('heard.length > 0');
  await close(shop);
  await shop.event('close');
  await shop.page.waitForLoadState('networkidle');
  return shop;
}

describe('polling', () => {
  it('asks every 5 seconds, after two and a half minutes every 30', async () => {
    const shop = await ordered();
    const passes = async (seconds: number) => {
      const before = asked();
      for (let second = 0; second < seconds; second++) {
        await shop.page.clock.runFor(1_000);
        await shop.page.evaluate(() => window.idle());
      }
      return asked() - before;
    };
    await shop.page.evaluate(() => {
      const { fetch } = window;
      let asking: Promise<unknown> = Promise.resolve();
      window.fetch = (...request) => {
        const answer = fetch(...request);
        asking = answer.then((response) => response.clone().text());
        return answer;
      };
      window.idle = () => asking;
    });
    assert.equal(await passes(5), 1);
    assert.equal(await passes(10), 2);
    await passes(140);
    assert.equal(await passes(60), 2);
  });

  it('tells each status once, with what it was before', async () => {
    const shop = await ordered(withAttributes('external-id="A-7"'));
    street.service.move('submitted');
    await shop.page.clock.runFor(5_000);
    assert.deepEqual((await shop.event('status', 1)).detail, {
      orderId,
      externalId: 'A-7',
      status: 'submitted',
      previousStatus: 'created',
      sequence: 2,
      at: '2026-03-01T09:30:00.000Z',
    });
    assert.deepEqual(await order(shop), { id: orderId, status: 'submitted' });
    // A bank's decision is an event of the order, too, and no other status.
    street.service.order = { ...street.service.order, sequence: 3 };
    await shop.page.clock.runFor(5_000);
    await shop.page.waitForLoadState('networkidle');
    assert.equal((await shop.events('status')).length, 2);
  });

  it('ends with a final status, and the order is forgotten', async () => {
    const shop = await ordered();
    street.service.move('canceled');
    await shop.page.clock.runFor(5_000);
    await shop.event('status', 1);
    assert.deepEqual(await memory(shop), {});
    const before = asked();
    await shop.page.clock.runFor(120_000);
    assert.equal(asked(), before);
  });

  it('waits while the page is hidden, and asks at once when it is seen again', async () => {
    const shop = await ordered();
    await shop.page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'hidden' });
    });
    const before = asked();
    await shop.page.clock.runFor(60_000);
    assert.equal(asked(), before);
    street.service.move('submitted');
    await shop.page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'visible' });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    assert.equal((await shop.event('status', 1)).detail.status, 'submitted');
  });

  it('outlives an answer that does not come and one that makes no sense', async () => {
    const shop = await ordered();
    for (const answer of [{ status: 500 }, { status: 200, body: { order: null } }, { status: 429 }]) {
      street.service.answers.set('GET /v1/session', () => answer);
      await shop.page.clock.runFor(5_000);
      await shop.page.waitForLoadState('networkidle');
    }
    street.service.answers.clear();
    street.service.move('submitted');
    await shop.page.clock.runFor(5_000);
    assert.equal((await shop.event('status', 1)).detail.status, 'submitted');
    assert.deepEqual(await shop.events('error'), []);
  });

  it('ends when the session has ended, and says so', async () => {
    const shop = await ordered();
    street.service.answers.set('GET /v1/session', () => ({ status: 401 }));
    await shop.page.clock.runFor(5_000);
    assert.equal((await shop.event('error')).detail.code, 'session_expired');
    assert.deepEqual(await memory(shop), {});
    const before = asked();
    await shop.page.clock.runFor(60_000);
    assert.equal(asked(), before);
  });

  it('goes on with the element removed: the document hears it', async () => {
    const shop = await ordered();
    await shop.page.evaluate(() => document.querySelector('installment-button')!.remove());
    street.service.move('submitted');
    await shop.page.clock.runFor(5_000);
    assert.equal((await shop.event('status', 1)).detail.status, 'submitted');
  });

  it('of two buttons with one cart tells each status once', async () => {
    const shop = await ordered(button + button);
    await shop.page.evaluate(() => document.querySelectorAll('installment-button')[1]!.open());
    street.service.move('submitted');
    await shop.page.clock.runFor(30_000);
    await shop.event('status', 1);
    assert.equal((await shop.events('status')).length, 2);
    assert.equal(street.service.requests('POST', '/v1/orders').length, 1);
    const both = await shop.page.evaluate(() => [...document.querySelectorAll('installment-button')].map(({ order: its }) => its?.status));
    assert.deepEqual(both, ['submitted', 'submitted']);
  });
});

describe('the memory', () => {
  it('holds order, session and number under the shop, its order number and the cart', async () => {
    const shop = await ordered(withAttributes('external-id="A-7"'));
    const [[name, value]] = Object.entries(await memory(shop)) as [[string, unknown]];
    assert.match(name, new RegExp(`^installment:${key}:A-7:[0-9a-z]+$`));
    assert.deepEqual(value, { orderId, session: sessionOf(orderId), sequence: 1 });
  });

  it('lets open() after a reload go on with the order', async () => {
    const shop = await ordered();
    await shop.page.reload();
    await shop.page.waitForFunction(() => document.querySelector('installment-button')!.order);
    assert.deepEqual(await order(shop), { id: orderId, status: 'created' });
    assert.deepEqual(await shop.events('status'), []);
    await press(shop);
    await shop.frame();
    assert.equal(street.service.requests('POST', '/v1/orders').length, 1);
  });

  it('tells after a reload what happened meanwhile', async () => {
    const shop = await ordered();
    street.service.move('submitted');
    street.service.move('approved');
    await shop.page.reload();
    assert.equal((await shop.event('status')).detail.status, 'approved');
    assert.equal((await shop.events('status')).length, 1);
  });

  it('of another cart is another order', async () => {
    const shop = await ordered();
    await shop.page.evaluate(() => {
      document.querySelector('installment-button')!.items = [{ name: 'Lamp', price: 400_000, quantity: 1 }];
    });
    await shop.page.waitForFunction(() => document.querySelector('installment-button')!.order === null);
    await press(shop);
    await shop.frame();
    assert.equal(street.service.requests('POST', '/v1/orders').length, 2);
    assert.equal(Object.keys(await memory(shop)).length, 2);
  });

  it('is not used for a session attribute, and not written for it', async () => {
    const shop = await ordered(withAttributes(`session="${sessionOf(orderId)}"`));
    assert.deepEqual(await memory(shop), {});
  });

  it('knows a cart by its session-url, and nothing where nothing tells carts apart', async () => {
    street.routes.set('POST /session', () => ({ type: 'application/json', body: JSON.stringify({ session: sessionOf(orderId) }) }));
    const named = await ordered(`<installment-button session-url="/session" external-id="A-1"></installment-button>`);
    assert.match(Object.keys(await memory(named))[0]!, /^installment:\/session:A-1:/);
    await named.page.context().close();
    const nameless = await ordered(`<installment-button session-url="/session"></installment-button>`);
    assert.deepEqual(await memory(nameless), {});
  });

  it('that somebody else wrote is not believed', async () => {
    const shop = await ordered();
    await shop.page.evaluate(() => {
      for (const name of Object.keys(sessionStorage)) sessionStorage.setItem(name, '{"orderId":"ord_1","session":"javascript:alert(1)"}');
    });
    await shop.page.reload();
    await press(shop);
    await shop.frame();
    assert.equal(street.service.requests('POST', '/v1/orders').length, 2);
  });

  it('that the browser refuses is done without', async () => {
    const shop = await street.visit();
    await shop.page.evaluate(() => {
      Object.defineProperty(window, 'sessionStorage', {
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      });
    });
    await press(shop);
    await shop.frame();
    assert.deepEqual(shop.complaints, []);
  });
});

describe('a restart after a refusal', () => {
  const successor = 'ord_0000000000002';

  it('in the frame is followed, and remembered', async () => {
    const shop = await street.visit();
    await press(shop);
    const frame = await shop.frame();
    const say = (type: string, payload: object) => frame.evaluate(`say('${type}', ${JSON.stringify(payload)})`);
    const status = {
      orderId,
      externalId: null,
      status: 'rejected',
      previousStatus: 'submitted',
      sequence: 5,
      at: '2026-03-01T09:40:00.000Z',
    };
    await say('status', status);
    await shop.event('status', 1);
    assert.deepEqual(await memory(shop), {});
    await say('restart', { orderId: successor, session: sessionOf(successor) });
    await say('status', { ...status, orderId: successor, status: 'submitted', previousStatus: 'created', sequence: 2 });
    assert.equal((await shop.event('status', 2)).detail.orderId, successor);
    assert.deepEqual(Object.values(await memory(shop)), [{ orderId: successor, session: sessionOf(successor), sequence: 2 }]);
    assert.deepEqual(await order(shop), { id: successor, status: 'submitted' });
  });

  it('in a tab is found by asking', async () => {
    const shop = await street.visit({ html: withAttributes('mode="tab"') });
    await shop.page.clock.install();
    const [tab] = await Promise.all([shop.page.waitForEvent('popup'), press(shop)]);
    await shop.event('status');
    street.service.move('rejected');
    await shop.page.bringToFront();
    await shop.page.clock.runFor(5_000);
    await shop.event('status', 1);
    street.service.order = { ...street.service.order, successor: { orderId: successor, session: sessionOf(successor) } };
    await shop.page.clock.runFor(5_000);
    await shop.page.waitForFunction((id) => Object.values({ ...sessionStorage }).some((value) => String(value).includes(id)), successor);
    await tab.close();
  });
});

describe('a tab', () => {
  it('is opened in the click, and cannot reach the shop’s page', async () => {
    const shop = await street.visit({ html: withAttributes('mode="tab"') });
    const [tab] = await Promise.all([shop.page.waitForEvent('popup'), press(shop)]);
    await tab.waitForURL(/\/apply\//);
    assert.equal(await tab.evaluate(() => window.opener as unknown), null);
    assert.ok(tab.url().endsWith(`#${sessionOf(orderId)}`));
    const { returnUrls } = JSON.parse(street.service.requests('POST', '/v1/orders')[0]!.body) as { returnUrls: unknown };
    const here = shop.page.url();
    assert.deepEqual(returnUrls, { success: here, failure: here, cancel: here });
    assert.equal(await shop.page.locator('installment-dialog').count(), 0);
  });

  it('is brought to the front by another click, and its end is told', async () => {
    const shop = await street.visit({ html: withAttributes('mode="tab"') });
    const [tab] = await Promise.all([shop.page.waitForEvent('popup'), press(shop)]);
    await tab.waitForURL(/\/apply\//);
    await press(shop);
    assert.equal(shop.page.context().pages().length, 2);
    street.service.move('signed');
    await tab.close();
    assert.deepEqual((await shop.event('close')).detail, { status: 'signed', reason: 'done' });
  });

  it('that the browser blocks is an error, with a link instead', async () => {
    const shop = await street.visit({ html: withAttributes('mode="tab"') });
    await shop.page.evaluate(() => {
      window.open = () => null;
    });
    await press(shop);
    assert.equal((await shop.event('error')).detail.code, 'popup_blocked');
    const [tab] = await Promise.all([shop.page.waitForEvent('popup'), shop.page.click('installment-button [part=reason] a')]);
    assert.ok(tab.url().includes(orderId));
  });

  it('is closed again where the order fails', async () => {
    street.service.answers.set('POST /v1/orders', () => ({ status: 500 }));
    const shop = await street.visit({ html: withAttributes('mode="tab"') });
    const [tab] = await Promise.all([shop.page.waitForEvent('popup'), press(shop)]);
    assert.equal((await shop.event('error')).detail.code, 'order_failed');
    if (!tab.isClosed()) await tab.waitForEvent('close');
  });
});

describe('in place of the page', () => {
  it('the application opens with the way back, and the order goes on when the buyer returns', async () => {
    const shop = await street.visit({ html: withAttributes('mode="page"') });
    await press(shop);
    await shop.page.waitForURL(/\/apply\//);
    const { returnUrls } = JSON.parse(street.service.requests('POST', '/v1/orders')[0]!.body) as { returnUrls: unknown };
    const here = `${street.origin}/`;
    assert.deepEqual(returnUrls, { success: here, failure: here, cancel: here });
    street.service.move('signed');
    await shop.page.goto(street.origin);
    assert.equal((await shop.event('status')).detail.status, 'signed');
  });

  it('a buyer who comes back by the history finds the button as it was', async () => {
    const shop = await street.visit({ html: withAttributes('mode="page"') });
    await press(shop);
    await shop.page.waitForURL(/\/apply\//);
    await shop.page.goBack();
    await shop.page.waitForSelector('installment-button button:not([aria-busy])');
    await press(shop);
    await shop.page.waitForURL(/\/apply\//);
    assert.equal(street.service.requests('POST', '/v1/orders').length, 1);
  });
});

describe('Installment.open', () => {
  it('does the same without an element', async () => {
    const shop = await street.visit({ html: '' });
    const told = await shop.page.evaluate(
      async ([shopKey, cart]) => {
        const heard: string[] = [];
        const purchase = window.Installment.open({ shop: shopKey, items: cart, externalId: 'B-1' });
        for (const name of ['open', 'status', 'close'] as const) purchase.on(name, (event) => heard.push(event.type));
        const opened = await purchase.opened;
        const { order: now } = purchase;
        purchase.close();
        return { opened, now, heard };
      },
      [key, items] as const,
    );
    assert.equal(told.opened, true);
    assert.deepEqual(told.heard.slice(0, 1), ['installment-open']);
    assert.equal((JSON.parse(street.service.requests('POST', '/v1/orders')[0]!.body) as { externalId: string }).externalId, 'B-1');
    assert.deepEqual(await shop.events(), [], 'the document hears nothing of it');
  });

  it('can be refused in the listener, and tells its errors', async () => {
    const shop = await street.visit({ html: '' });
    const result = await shop.page.evaluate(async () => {
      const refused = await window.Installment.open({ shop: 'pk' }).on('open', (event) => event.preventDefault()).opened;
      let code = '';
      const failed = await window.Installment.open({}).on('error', (event) => (code = event.detail.code)).opened;
      return { refused, failed, code };
    });
    assert.deepEqual(result, { refused: false, failed: false, code: 'configuration' });
  });
});
