import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { buyerPage } from '../support/buyer-page.ts';
import { newPhone } from '../support/buyer.ts';
import { desktop, launchBrowser, watchedPage } from '../support/watched-page.ts';
import { startSystem, type System } from '../support/start-system.ts';

let system: System;
let browser: Browser;

before(async () => {
  system = await startSystem({ delayFactor: 0.1 });
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await system?.close();
});

/** Runs in the shop's page before anything else, as a tag manager's script might: writes down all that comes within its reach. */
function spy(): void {
  const loot: string[] = [];
  Reflect.set(window, 'loot', loot);
  const take = (what: unknown) => {
    try {
      loot.push(typeof what === 'string' ? what : JSON.stringify(what));
    } catch {
      loot.push(String(what));
    }
  };
  addEventListener('message', (event) => take(event.data), true);
  for (const prototype of [MessagePort.prototype, Window.prototype, Worker.prototype]) {
    const real: unknown = Reflect.get(prototype, 'postMessage');
    if (typeof real !== 'function') continue;
    Reflect.set(prototype, 'postMessage', function (this: unknown, ...words: unknown[]) {
      words.forEach(take);
      return Reflect.apply(real, this, words) as unknown;
    });
  }
  const listen = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (
    this: EventTarget,
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: unknown,
  ) {
    const heard = (event: Event) => {
      if (event instanceof MessageEvent) take(event.data);
      if (event instanceof CustomEvent) take(event.detail);
      return typeof listener === 'function' ? listener.call(this, event) : listener?.handleEvent(event);
    };
    return Reflect.apply(listen, this, [type, listener === null ? null : heard, options]) as void;
  };
  const onmessage = Object.getOwnPropertyDescriptor(MessagePort.prototype, 'onmessage');
  Object.defineProperty(MessagePort.prototype, 'onmessage', {
    ...onmessage,
    set(listener: (event: MessageEvent) => void) {
      onmessage?.set?.call(this, (event: MessageEvent) => {
        take(event.data);
        listener(event);
      });
    },
  });
  const realFetch = window.fetch.bind(window);
  window.fetch = async (...words) => {
    take(words);
    const response = await realFetch(...words);
    take(await response.clone().text());
    return response;
  };
}

/** Called at the end: everything that the page's scripts can read without the buyer's help. */
async function pillage(service: string): Promise<{ answers: { path: string; status: number | string; code: string }[]; loot: string[] }> {
  const loot = Reflect.get(window, 'loot') as string[];
  const dump = (root: ParentNode) => {
    for (const element of root.querySelectorAll('*')) {
      loot.push(element.outerHTML.slice(0, 20_000));
      if (element.shadowRoot) dump(element.shadowRoot);
      if (element instanceof HTMLIFrameElement) {
        loot.push(element.src);
        try {
          loot.push(element.contentDocument?.documentElement.outerHTML ?? '', JSON.stringify(element.contentWindow?.sessionStorage));
        } catch (error) {
          loot.push(String(error));
        }
      }
    }
  };
  dump(document);
  loot.push(JSON.stringify({ ...sessionStorage }), JSON.stringify({ ...localStorage }), document.cookie);
  loot.push(...performance.getEntries().map((entry) => entry.name));
  const token = /ses_ord_\w+?_[\w-]+/.exec(loot.join('\n'))?.[0] ?? '';
  const calls: [string, string, unknown?][] = [
    ['GET', '/v1/session'],
    ['GET', '/v1/session/events'],
    ['PUT', '/v1/session/draft', { applicant: {} }],
    ['POST', '/v1/session/submit', {}],
    ['POST', '/v1/session/select', { offerId: 'off_000000000000000000000000' }],
    ['POST', '/v1/session/signing', { method: 'sms' }],
    ['POST', '/v1/session/signing/code', { code: '000000' }],
    ['GET', '/v1/session/signing/slots'],
    ['GET', '/v1/session/agreement'],
    ['POST', '/v1/session/agreement/link', {}],
    ['POST', '/v1/session/restart', {}],
    ['POST', '/v1/session/finish', {}],
  ];
  const answers: { path: string; status: number | string; code: string }[] = [];
  for (const [method, path, body] of calls) {
    try {
      const response = await fetch(service + path, {
        method,
        headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      loot.push(text);
      answers.push({ path, status: response.status, code: /"code":"(\w+)"/.exec(text)?.[1] ?? '' });
    } catch {
      answers.push({ path, status: 'blocked', code: '' });
    }
  }
  return { answers: [{ path: 'token', status: token === '' ? 'none' : token, code: '' }, ...answers], loot };
}

test('a script on the shop’s page reads no draft, decision, offer or agreement', { timeout: 120_000 }, async (t) => {
  const { page } = await watchedPage(browser, { ...desktop, bypassCSP: true }, t);
  await page.addInitScript({ content: `if (location.origin === '${system.storefront}') (${spy.toString()})()` });
  await page.goto(`${system.storefront}/goods/norden-rf-340`);
  const number = newPhone();
  const nextCode = async () => /\b\d{6}\b/.exec((await system.sandbox.inbox.waitForSms(number)).text)?.[0] ?? '';
  const buyer = buyerPage(page);
  await buyer.opensTheApplication();
  await buyer.provesThePhone(number, nextCode);
  await buyer.fillsTheForm('Соколова');
  await buyer.consentsToAllBanks();
  await buyer.choosesTheOfferOf('Северный');

  const { answers, loot } = await page.evaluate(pillage, system.backend.url);
  const token = String(answers[0]?.status);
  assert.match(token, /^ses_ord_/, 'the page does hold the session token');
  for (const { path, status } of answers.slice(1)) {
    // The summary is all that the token opens; from a page every other call is blocked before it is even asked.
    assert.equal(status, path === '/v1/session' ? 200 : 'blocked', path);
  }
  // The same token outside a browser, where nothing blocks the call.
  for (const [method, path] of [
    ['GET', '/v1/session/agreement'],
    ['GET', '/v1/session/events'],
    ['POST', '/v1/session/agreement/link'],
    ['GET', '/v1/session/signing/slots'],
  ] as const) {
    const response = await fetch(system.backend.url + path, { method, headers: { authorization: `Bearer ${token}` } });
    assert.deepEqual([response.status, ((await response.json()) as { code: string }).code], [403, 'phone_unconfirmed'], path);
  }

  const everything = loot.join('\n');
  assert.ok(everything.includes('"type":"status"'), 'the spy did hear the port');
  const secrets = [
    'Соколова',
    'Марина',
    '345678',
    '14.03.1991',
    '1991-03-14',
    number.slice(2),
    'marina@example.com',
    'Лесная',
    'Ромашка',
    'off_1',
    '"declined"',
    'buy_',
    'monthlyPayment":416',
  ];
  for (const secret of secrets) assert.ok(!everything.includes(secret), `the page could read ${secret}`);
});
