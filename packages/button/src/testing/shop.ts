import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, type BrowserContext, chromium, type Frame, type Page } from 'playwright-core';
import { findBrowser } from '../../../../scripts/browser.ts';
import type { Installment } from '../installment.ts';
import { bundleScript } from './bundle.ts';
import { close, type FakeService, startFakeService } from './fake-service.ts';

/** One event of the element, as the shop's page heard it on `document`: each carries some of these. */
export interface Heard {
  type: string;
  detail: {
    code?: string;
    message?: string;
    orderId?: string;
    status?: string;
    reason?: string;
    available?: boolean;
  };
}

export interface ShopPage {
  page: Page;
  /** Events so far, without the prefix. */
  events(type?: string): Promise<Heard[]>;
  /** Waits for the first event of the type that comes after `count` of them. */
  event(type: string, count?: number): Promise<Heard>;
  /** The application's frame, once it has a port. */
  frame(): Promise<Frame>;
  /** Errors and warnings of the page's console. */
  complaints: string[];
}

export interface ShopOptions {
  html?: string;
  headers?: Record<string, string>;
  lang?: string;
  /** Instead of the script tag of a module. */
  script?: string;
}

export interface Street {
  service: FakeService;
  /** Origin of the shop. */
  origin: string;
  browser: Browser;
  /** A new browser context at the shop's page. */
  visit(options?: ShopOptions, context?: BrowserContext): Promise<ShopPage>;
  /** The same at any address: a shop that somebody else serves. */
  visitAddress(address: string, context?: BrowserContext): Promise<ShopPage>;
  /** What the shop's own server answers by `METHOD /path`. */
  routes: Map<string, (body: string) => { status?: number; type?: string; body: string }>;
  asked: { path: string; body: string; headers: IncomingMessage['headers'] }[];
  /** Between two tests: nothing is left of the one before. */
  tidy(): Promise<void>;
  close(): Promise<void>;
}

export const key = 'pk_test_aaaaaaaaaaaaaaaa';
export const items = '[{"name":"Fridge","price":4999000,"quantity":1}]';
export const button = `<installment-button shop="${key}" items='${items}'></installment-button>`;

/** A shop and the service on two origins, and a real browser between them. */
export async function openStreet(): Promise<Street> {
  const service = await startFakeService(await bundleScript());
  const routes: Street['routes'] = new Map();
  const asked: Street['asked'] = [];
  let shown: ShopOptions = {};
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece) => (body += String(piece)));
    request.on('end', () => {
      const path = new URL(request.url ?? '/', 'http://shop').pathname;
      asked.push({ path, body, headers: request.headers });
      const route = routes.get(`${request.method} ${path}`)?.(body);
      response.writeHead(route?.status ?? 200, {
        'content-type': `${route?.type ?? 'text/html'}; charset=utf-8`,
        ...(route ? {} : shown.headers),
      });
      response.end(route?.body ?? markup(service, shown));
    });
  });
  await new Promise<void>((listening) => server.listen(0, 'localhost', listening));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const browser = await chromium.launch(await findBrowser());

  async function visitAddress(address: string, context?: BrowserContext): Promise<ShopPage> {
    const page = await (context ?? (await browser.newContext({ viewport: { width: 1280, height: 800 } }))).newPage();
    const shop = readyPage(page);
    await page.addInitScript(listen);
    await page.goto(address);
    return shop;
  }

  return {
    service,
    origin,
    browser,
    routes,
    asked,
    visit(options = {}, context) {
      shown = options;
      return visitAddress(origin, context);
    },
    visitAddress,
    async tidy() {
      for (const context of browser.contexts()) await context.close();
      service.reset();
      routes.clear();
      asked.length = 0;
    },
    async close() {
      await browser.close();
      await Promise.all([close(server), service.close()]);
    },
  };
}

const markup = ({ origin }: FakeService, { html = button, lang = 'ru', script }: ShopOptions) =>
  `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>Shop</title>
<meta name="viewport" content="width=device-width">
${script ?? `<script type="module" src="${origin}/installment-button.js"></script>`}
<body style="margin: 0; padding: 40px; min-height: 3000px; font: 16px sans-serif">${html}</body></html>`;

declare global {
  interface Window {
    Installment: typeof Installment;
    heardEvents: Heard[];
  }
}

function listen(): void {
  window.heardEvents = [];
  for (const type of ['ready', 'open', 'status', 'close', 'error']) {
    document.addEventListener(`installment-${type}`, (event) => {
      if (event instanceof CustomEvent) window.heardEvents.push({ type, detail: event.detail as Heard['detail'] });
    });
  }
}

function readyPage(page: Page): ShopPage {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  const events = async (type?: string) =>
    (await page.evaluate(() => window.heardEvents)).filter((event) => type === undefined || event.type === type);
  return {
    page,
    complaints,
    events,
    async event(type, count = 0) {
      await page.waitForFunction(([name, least]) => window.heardEvents.filter((event) => event.type === name).length > least, [
        type,
        count,
      ] as const);
      return (await events(type))[count]!;
    },
    async frame() {
      await page.waitForSelector('installment-dialog iframe');
      const frame = await (await page.$('installment-dialog iframe'))!.contentFrame();
      await frame!.waitForFunction('window.connects > 0');
      return frame!;
    },
  };
}
