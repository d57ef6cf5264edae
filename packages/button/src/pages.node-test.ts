import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { amountOf } from '@installment-button/protocol/lines';
import type { CreateOrder } from '@installment-button/protocol/merchant-api';
import { sessionOf } from './testing/fake-service.ts';
import { button, items, key, openStreet, type ShopPage, type Street } from './testing/shop.ts';

let street: Street;
before(async () => {
  street = await openStreet();
});
after(() => street.close());
afterEach(() => street.tidy());

const press = ({ page }: ShopPage) => page.click('installment-button button');
const orders = () => street.service.requests('POST', '/v1/orders');
const sent = () => JSON.parse(orders().at(-1)!.body) as CreateOrder;
const withItems = (list: unknown, attributes = '') =>
  `<installment-button preview ${attributes} shop="${key}" items='${JSON.stringify(list)}'></installment-button>`;
const vacuum = { name: 'Пылесос', price: 2_499_000, quantity: 1 };

describe('a cart as shops write it', () => {
  for (const [habit, list, attributes, amount] of [
    ['price as text', [{ ...vacuum, price: '2499000', quantity: '1' }], '', 2_499_000],
    ['an article as a number', [{ ...vacuum, vendorCode: 100_500 }], '', 2_499_000],
    ['a gift for 0', [vacuum, { name: 'Мешки в подарок', price: 0, quantity: 1 }], '', 2_499_000],
    ['2.5 metres', [{ name: 'Ткань, м', price: 1_000_000, quantity: 2.5 }], '', 2_500_000],
    ['one more field', [{ id: 'p-1', ...vacuum }], '', 2_499_000],
    ['a discount', [vacuum], 'discount="100000"', 2_399_000],
    ['the currency RUR', [vacuum], 'currency="rur"', 2_499_000],
  ] as const) {
    it(`with ${habit} is bought at the price that the button showed`, async () => {
      const shop = await street.visit({ html: withItems(list, attributes) });
      await shop.event('ready');
      const shown = await shop.page.locator('installment-button [part=price]').innerText();
      assert.equal(shown.replace(/\D/g, ''), String(Math.ceil(amount / 12 / 100)));
      await press(shop);
      await shop.frame();
      const { items: lines, discount, currency } = sent();
      assert.deepEqual([amountOf(lines, discount), currency], [amount, 'RUB']);
    });
  }

  for (const [habit, html, cure] of [
    ['a discount as a negative line', withItems([vacuum, { name: 'Скидка', price: -100_000, quantity: 1 }]), /discount/],
    ['a line without a name', withItems([{ price: 1, quantity: 1 }]), /name/],
    ['a currency sign', withItems([vacuum], 'currency="₽"'), /ISO 4217/],
  ] as const) {
    it(`with ${habit} is an error before any click, with its cure`, async () => {
      const shop = await street.visit({ html });
      const { detail } = await shop.event('error');
      assert.equal(detail.code, 'configuration');
      assert.match(detail.message!, cure);
      assert.deepEqual(shop.complaints, []);
    });
  }
});

it('a key that was pasted with invisible characters works', async () => {
  const shop = await street.visit({ html: button.replace(key, `\ufeff ${key}\u200b\n`) });
  await press(shop);
  await shop.frame();
  assert.equal(orders()[0]?.headers.authorization, `Bearer ${key}`);
});

describe('a tag that was closed by a slash', () => {
  it('hides nothing of the page, and says what to write', async () => {
    const shop = await street.visit({
      html: `<div>${button.replace('></installment-button>', ' />')}<p>Описание товара</p><button id="cart">В корзину</button></div>`,
    });
    await shop.event('ready');
    await shop.page.locator('#cart').waitFor({ state: 'visible' });
    assert.match(shop.complaints.join(), /<\/installment-button>/);
    await shop.page.click('#cart');
    assert.deepEqual(await shop.events('open'), []);
  });

  it('is not suspected where the element holds a link and slots', async () => {
    const content = '<a href="/pay">Оплатить</a><b slot="label">Частями</b><svg slot="icon"></svg><noscript>Нет JavaScript</noscript>';
    const shop = await street.visit({ html: button.replace('></', `>${content}</`) });
    await shop.event('ready');
    assert.deepEqual(shop.complaints, []);
    assert.equal(await shop.page.locator('a').isVisible(), false);
  });
});

describe('an address of 2,100 characters', () => {
  for (const mode of ['page', 'tab']) {
    it(`does not stop the order in mode ${mode}`, async () => {
      const shop = await street.visitAddress(`${street.origin}/?click=${'x'.repeat(2100)}#/cart`);
      await shop.page.evaluate((way) => document.querySelector('installment-button')!.setAttribute('mode', way), mode);
      const opened =
        mode === 'page' ? shop.page.waitForURL(/\/apply\//) : shop.page.waitForEvent('popup').then((tab) => tab.waitForURL(/\/apply\//));
      await press(shop);
      await opened;
      assert.equal(sent().returnUrls?.success, `${street.origin}/#/cart`);
    });
  }
});

describe('a page with other people’s scripts', () => {
  it('that give lists a toJSON and Object.prototype a property, as old libraries do, still sells', async () => {
    const context = await street.browser.newContext();
    await context.addInitScript(() => {
      Object.assign(Array.prototype, {
        toJSON(this: unknown[]) {
          return `[${this.map((item) => JSON.stringify(item)).join(',')}]`;
        },
      });
      Object.assign(Object.prototype, { extend: () => {} });
    });
    const shop = await street.visit({}, context);
    await press(shop);
    const frame = await shop.frame();
    assert.deepEqual(sent().items, JSON.parse(items));
    await frame.evaluate(`raw('{"version":1,"id":50,"type":"close","payload":{"reason":"done"}}')`);
    assert.equal((await shop.event('close')).detail.reason, 'done');
  });

  it('and an element with the id Installment keeps the global', async () => {
    const shop = await street.visit({ html: `<form id="Installment"></form>${button}` });
    await shop.event('ready');
    assert.equal(await shop.page.evaluate(() => typeof window.Installment.open), 'function');
  });
});

describe('module and classic script on one page', () => {
  for (const order of ['module first', 'classic first']) {
    it(`open one dialog, ${order}`, async () => {
      const module = `<script type="module" src="${street.service.origin}/installment-button.js"></script>`;
      const classic = `<script src="${street.service.origin}/installment-button.classic.js" defer></script>`;
      const shop = await street.visit({ script: order === 'module first' ? module + classic : classic + module });
      await shop.event('ready');
      await press(shop);
      await shop.frame();
      assert.equal(orders().length, 1);
      assert.deepEqual(await shop.events('error'), []);
    });
  }
});

describe('a button of the page’s own', () => {
  it('pressed twice makes one order and shows one dialog', async () => {
    const shop = await street.visit({ html: '<button id="own">Рассрочка</button>' });
    await shop.page.evaluate(
      ([shopKey, list]) => {
        document.querySelector<HTMLElement>('#own')!.onclick = () => {
          const purchase = window.Installment.open({ shop: shopKey, items: list });
          purchase.on('close', () => window.heardEvents.push({ type: 'closed', detail: {} }));
        };
      },
      [key, items] as const,
    );
    await shop.page.dblclick('#own');
    const frame = await shop.frame();
    await frame.waitForFunction('heard.length > 0');
    assert.equal(orders().length, 1);
    assert.equal(await shop.page.locator('installment-dialog').count(), 1);
    assert.deepEqual(await shop.events('closed'), []);
  });

  it('for other goods opens another purchase', async () => {
    const shop = await street.visit({ html: '' });
    const same = await shop.page.evaluate(
      async ([shopKey, list]) => {
        const first = window.Installment.open({ shop: shopKey, items: list });
        await first.opened;
        first.close();
        const second = window.Installment.open({ shop: shopKey, items: list, externalId: 'B' });
        await second.opened;
        return first.opened === second.opened;
      },
      [key, items] as const,
    );
    assert.equal(same, false);
    assert.equal(orders().length, 2);
  });
});

describe('the next purchase', () => {
  const tell = (status: string, previousStatus: string, sequence: number) =>
    `say('status', ${JSON.stringify({ orderId: street.service.order.id, externalId: null, status, previousStatus, sequence, at: '2026-03-01T09:31:00.000Z' })})`;

  it('after a signed contract that the buyer saw is a new order, also after a reload', async () => {
    const shop = await street.visit();
    await press(shop);
    const frame = await shop.frame();
    await frame.evaluate(tell('signed', 'approved', 7));
    await shop.event('status', 1);
    await frame.evaluate(`say('close', { reason: 'done' })`);
    await shop.event('close');
    await shop.page.reload();
    await press(shop);
    await shop.frame();
    assert.equal(orders().length, 2);
  });

  it('is not begun while the buyer has not seen that the contract was signed', async () => {
    const shop = await street.visit();
    await press(shop);
    await shop.frame();
    await shop.page.evaluate(() => document.querySelector('installment-button')!.close());
    await shop.event('close');
    street.service.move('signed');
    await shop.page.reload();
    await shop.event('status');
    await press(shop);
    await shop.frame();
    assert.equal(orders().length, 1);
  });

  it('of the same sum with session-url is asked of the shop’s server', async () => {
    let asked = 0;
    street.routes.set('POST /session', () => ({
      type: 'application/json',
      body: JSON.stringify({ session: sessionOf(`ord_${String(++asked).padStart(13, '0')}`) }),
    }));
    const shop = await street.visit({ html: '<installment-button session-url="/session" amount="4999000"></installment-button>' });
    await press(shop);
    await shop.frame();
    await shop.page.reload();
    await press(shop);
    assert.match((await shop.frame()).url(), /ord_0000000000002/);
  });
});
