import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Frame } from 'playwright-core';
import { orderId, sessionOf } from '../testing/fake-service.ts';
import { button, openStreet, type ShopPage, type Street } from '../testing/shop.ts';

/** What a message would do if it were believed. */
const status = (fields: object = {}) => ({
  orderId,
  externalId: null,
  status: 'signed',
  previousStatus: 'approved',
  sequence: 9,
  at: '2026-03-01T09:40:00.000Z',
  ...fields,
});
const text = (type: string, payload: object, fields: object = {}) => JSON.stringify({ version: 1, id: 1000, type, payload, ...fields });
const hello = { source: 'installment', type: 'hello', versions: [1] };

/** Sent over the frame's own port, which the attacker got hold of: what is no message of the protocol is dropped. */
const onThePort: Record<string, string> = {
  'no text but an object': `raw(${text('status', status())})`,
  'no JSON': `raw('status')`,
  'an array': `raw(${JSON.stringify(`[${text('status', status())}]`)})`,
  null: `raw('null')`,
  'a text longer than 65,536': `raw(${JSON.stringify(text('status', status({ at: 'x'.repeat(66_000) })))})`,
  'a huge text of blanks round a true message': `raw(' '.repeat(70_000) + ${JSON.stringify(text('status', status()))})`,
  'another version': `raw(${JSON.stringify(text('status', status(), { version: 2 }))})`,
  'no version': `raw(${JSON.stringify(text('status', status(), { version: undefined }))})`,
  'an unknown type': `raw(${JSON.stringify(text('pay', {}))})`,
  'a type of the other direction': `raw(${JSON.stringify(text('close-request', { cause: 'method' }))})`,
  'a type out of the prototype': `raw(${JSON.stringify(text('constructor', {}))})`,
  'a type named __proto__': `raw(${JSON.stringify(text('__proto__', {}))})`,
  'a polluting field': `raw('{"version":1,"id":1000,"type":"close","payload":{"reason":"done"},"__proto__":{"polluted":true}}')`,
  'a polluting payload': `raw('{"version":1,"id":1000,"type":"close","payload":{"reason":"done","__proto__":{"polluted":true}}}')`,
  'a field too many': `raw(${JSON.stringify(text('close', { reason: 'done', href: 'javascript:alert(1)' }))})`,
  'an unknown reason': `raw(${JSON.stringify(text('close', { reason: 'paid' }))})`,
  'a reason that is an object': `raw(${JSON.stringify(text('close', { reason: { toString: 'done' } }))})`,
  'an unknown status': `raw(${JSON.stringify(text('status', status({ status: 'paid' })))})`,
  'a status of another order': `raw(${JSON.stringify(text('status', status({ orderId: 'ord_0000000000002' })))})`,
  'a status whose number is a text': `raw(${JSON.stringify(text('status', status({ sequence: '9' })))})`,
  'a status whose number is no whole one': `raw(${JSON.stringify(text('status', status({ sequence: 9.5 })))})`,
  'a status with an old number': `raw(${JSON.stringify(text('status', status({ sequence: 1 })))})`,
  'a status that goes back': `raw(${JSON.stringify(text('status', status({ status: 'created', sequence: 20 })))})`,
  'a status told already': `raw(${JSON.stringify(text('status', status({ status: 'submitted', sequence: 2 })))})`,
  'an id that was used': `raw(${JSON.stringify(text('status', status({ sequence: 30 }), { id: 1 }))})`,
  'an id below zero': `raw(${JSON.stringify(text('status', status({ sequence: 30 }), { id: -1 }))})`,
  'a height below zero': `raw(${JSON.stringify(text('resize', { height: -5, layout: 'form' }))})`,
  'a height that is endless': `raw('{"version":1,"id":1000,"type":"resize","payload":{"height":1e999,"layout":"form"}}')`,
  'a height that is a style': `raw(${JSON.stringify(text('resize', { height: '1px;background:url(//evil.example)', layout: 'form' }))})`,
  'an unknown layout': `raw(${JSON.stringify(text('resize', { height: 700, layout: 'full' }))})`,
  'a restart with a foreign session': `raw(${JSON.stringify(text('restart', { orderId: 'ord_0000000000002', session: 'https://evil.example' }))})`,
  'a restart whose order is an address': `raw(${JSON.stringify(text('restart', { orderId: '../evil', session: sessionOf('ord_0000000000002') }))})`,
  'an error whose code is a sentence': `raw(${JSON.stringify(text('error', { code: 'Pay here: evil.example', message: '' }))})`,
  'an error of a megabyte': `raw(${JSON.stringify(text('error', { code: 'offline', message: 'x'.repeat(1_100) }))})`,
};

/** Messages to the shop's window from everybody but its own frame. None of them may get a port. */
const toTheWindow: Record<string, (shop: ShopPage, frame: Frame) => Promise<unknown>> = {
  'the page’s own script says hello': ({ page }) => page.evaluate((message) => postMessage(message, '*'), hello),
  'the page’s own script forges the event': ({ page }) =>
    page.evaluate(
      ([message, origin]) => {
        const frame = document.querySelector('installment-dialog')!.shadowRoot!.querySelector('iframe')!;
        dispatchEvent(new MessageEvent('message', { data: message, origin, source: frame.contentWindow }));
      },
      [hello, street.service.origin] as const,
    ),
  'a look-alike frame of the service’s own origin': ({ page }) => otherFrame(page, `${street.service.origin}/apply/${orderId}#fake`),
  'a frame of another origin': ({ page }) =>
    otherFrame(page, `data:text/html,<script>parent.postMessage(${JSON.stringify(hello)},'*')</script>`),
  'a hello without our version': (_shop, frame) =>
    frame.evaluate(`parent.postMessage({ source: 'installment', type: 'hello', versions: [2] }, '*')`),
  'a hello without versions': (_shop, frame) => frame.evaluate(`parent.postMessage({ source: 'installment', type: 'hello' }, '*')`),
  'a hello with a field too many': (_shop, frame) =>
    frame.evaluate(`parent.postMessage({ source: 'installment', type: 'hello', versions: [1], token: 'x' }, '*')`),
  'a hello of another source': (_shop, frame) =>
    frame.evaluate(`parent.postMessage({ source: 'react-devtools', type: 'hello', versions: [1] }, '*')`),
  'a hello as text': (_shop, frame) => frame.evaluate(`parent.postMessage('${JSON.stringify(hello)}', '*')`),
  'a connect from the frame': (_shop, frame) =>
    frame.evaluate(`parent.postMessage({ source: 'installment', type: 'connect', version: 1 }, '*')`),
  'a status without a port': (_shop, frame) => frame.evaluate(`parent.postMessage(${JSON.stringify(text('status', status()))}, '*')`),
};

let street: Street;
let tried = 0;
let actedOn = 0;
before(async () => {
  street = await openStreet();
});
after(async () => {
  await street.close();
  console.log(`Hostile messages: ${tried} tried, ${actedOn} acted on`);
  assert.equal(actedOn, 0);
});

/** An open dialog whose order is submitted, number 2. */
async function open(): Promise<{ shop: ShopPage; frame: Frame }> {
  await street.tidy();
  const shop = await street.visit({ html: `${button}<div id="others"></div>` });
  await shop.page.click('installment-button button');
  const frame = await shop.frame();
  await frame.evaluate(`say('status', ${JSON.stringify(status({ status: 'submitted', sequence: 2 }))})`);
  await shop.event('status', 1);
  return { shop, frame };
}

/** All that a message could have changed. */
async function traces({ page }: ShopPage): Promise<unknown> {
  return page.evaluate(() => {
    const host = document.querySelector('installment-dialog');
    return {
      events: window.heardEvents,
      order: document.querySelector('installment-button')!.order,
      dialog: host?.shadowRoot?.querySelector('dialog')?.getAttribute('style') ?? null,
      src: host?.shadowRoot?.querySelector('iframe')?.src,
      memory: JSON.stringify(sessionStorage),
      polluted: 'polluted' in {},
    };
  });
}

async function expectNothing(shop: ShopPage, frame: Frame, attack: () => Promise<unknown>): Promise<void> {
  const [before, connects] = [await traces(shop), await frame.evaluate('connects')];
  tried++;
  await attack();
  // A true message behind the hostile one: when its effect is there, the hostile one has been judged.
  await frame.evaluate(`(id += 3000), say('resize', { height: 700, layout: 'form' })`);
  await shop.page.waitForFunction(
    () => document.querySelector('installment-dialog')?.shadowRoot?.querySelector('dialog')?.style.getPropertyValue('--height') === '700px',
  );
  await frame.evaluate(`say('resize', { height: 640, layout: 'form' })`);
  await shop.page.waitForFunction(
    () => document.querySelector('installment-dialog')?.shadowRoot?.querySelector('dialog')?.style.getPropertyValue('--height') === '640px',
  );
  try {
    assert.deepEqual(await traces(shop), before);
    assert.equal(await frame.evaluate('connects'), connects);
  } catch (error) {
    actedOn++;
    throw error;
  }
}

async function otherFrame(page: ShopPage['page'], src: string): Promise<void> {
  await page.evaluate(
    (address) =>
      new Promise((loaded) => {
        const frame = document.createElement('iframe');
        frame.src = address;
        frame.onload = loaded;
        document.querySelector('#others')!.append(frame);
      }),
    src,
  );
}

describe('a hostile message', { concurrency: false }, () => {
  let shop: ShopPage;
  let frame: Frame;
  before(async () => {
    ({ shop, frame } = await open());
    await frame.evaluate(`say('resize', { height: 640, layout: 'form' })`);
    await shop.page.waitForFunction(
      () => !!document.querySelector('installment-dialog')!.shadowRoot!.querySelector('dialog')!.getAttribute('style'),
    );
  });

  for (const [what, attack] of Object.entries(onThePort)) {
    it(`on the port is dropped: ${what}`, async () => {
      // A rising id, so that it is not for its id that the message is dropped.
      const id: number = await frame.evaluate('(id += 10)');
      await expectNothing(shop, frame, () => frame.evaluate(attack.replace(/(?<="id\\?":)1000/, String(id))));
    });
  }

  for (const [what, attack] of Object.entries(toTheWindow)) {
    it(`to the window is dropped: ${what}`, () => expectNothing(shop, frame, () => attack(shop, frame)));
  }
});

describe('a port', () => {
  it('that was replaced by a new hello says nothing more', async () => {
    const { shop, frame } = await open();
    await frame.evaluate('hello()');
    await frame.waitForFunction('connects === 2');
    await frame.evaluate(`say('resize', { height: 640, layout: 'form' })`);
    await expectNothing(shop, frame, () => frame.evaluate(`ports[0].postMessage(${JSON.stringify(text('status', status()))})`));
  });

  it('that is used after the dialog was closed says nothing more', async () => {
    const { shop, frame } = await open();
    tried++;
    await frame.evaluate(`say('close', { reason: 'dismissed' }), say('status', ${JSON.stringify(status())})`);
    await shop.event('close');
    await shop.page.evaluate(() => new Promise((next) => setTimeout(next)));
    const { detail } = (await shop.events('status')).at(-1)!;
    if (detail.status !== 'submitted') actedOn++;
    assert.equal(detail.status, 'submitted');
  });

  it('is not given to a page to which the frame navigates away', async () => {
    const { shop, frame } = await open();
    tried++;
    const before = await traces(shop);
    await frame
      .evaluate(
        (address) => location.replace(address),
        `data:text/html,<script>connected=0;onmessage=e=>{if(e.data.type==='connect')connected++};parent.postMessage(${JSON.stringify(hello)},'*')</script>`,
      )
      .catch(() => {});
    await shop.page.waitForTimeout(300);
    const away = shop.page.frames().at(-1)!;
    const connected = await away.evaluate('window.connected ?? 0');
    if (connected) actedOn++;
    assert.equal(connected, 0);
    assert.deepEqual(await traces(shop), before);
  });

  it('is given anew to the service’s own page in the same window, and only to it', async () => {
    const { frame } = await open();
    await frame.evaluate('location.reload()').catch(() => {});
    await frame.waitForFunction('window.connects === 1 && heard.length > 0');
  });
});

describe('debug', () => {
  it('logs what was dropped, and says nothing otherwise', async () => {
    const { shop, frame } = await open();
    const lines: string[] = [];
    shop.page.on('console', (message) => lines.push(message.text()));
    await frame.evaluate(`raw('nonsense')`);
    await shop.page.evaluate(() => {
      window.Installment.debug = true;
    });
    await frame.evaluate(`raw('nonsense'), id = 9000, say('resize', { height: 700, layout: 'form' })`);
    await shop.page.waitForFunction(
      () => document.querySelector('installment-dialog')!.shadowRoot!.querySelector('dialog')!.style.length > 0,
    );
    assert.equal(lines.filter((line) => line.includes('dropped') && line.includes('nonsense')).length, 1);
  });
});
