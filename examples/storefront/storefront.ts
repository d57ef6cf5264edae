import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Configuration } from './configuration.ts';
import { isSameOrigin, readBody, redirect, securityHeaders, sendJson, sendPage } from './http.ts';
import { installmentApi } from './installment/api.ts';
import { issueSession } from './installment/session.ts';
import { obtainWebhookSecret, waitForWebhookSecret } from './installment/webhook-secret.ts';
import { receiveWebhook } from './installment/webhooks.ts';
import { cartPage } from './pages/cart.ts';
import { cataloguePage } from './pages/catalogue.ts';
import { notFoundPage } from './pages/layout.ts';
import { orderPage } from './pages/order.ts';
import { productPage } from './pages/product.ts';
import { staticPage } from './pages/static.ts';
import { goodById } from './shop/goods.ts';
import { openOrders, type OrderState } from './shop/orders.ts';
import { emptyCart, linesOf, setQuantity, visitorOf } from './shop/visitors.ts';
import { sendAsset } from './assets.ts';
import { streamOrder } from './order-stream.ts';

export interface Storefront {
  url: string;
  /** Resolves as soon as webhooks can be verified. */
  ready: Promise<boolean>;
  close(): Promise<void>;
}

export async function startStorefront(configuration: Configuration): Promise<Storefront> {
  const { installmentUrl, publishableKey, dataDir } = configuration;
  const orders = await openOrders(join(dataDir, 'orders.jsonl'));
  const api = installmentApi(configuration);
  const closing = new AbortController();
  const headers = securityHeaders(installmentUrl);
  let { publicUrl, webhookSecret } = configuration;

  /** What a real shop does at this place: reserve, ship, write a letter. Ours empties the cart that was bought. */
  function onNews(type: string, order: OrderState): void {
    const placed = order.externalId === null ? undefined : orders.placed(order.externalId);
    if (type === 'order.signed' && placed?.fromCart) emptyCart(placed.visitorId);
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', publicUrl);
    const route = `${request.method} ${url.pathname}`;
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);

    // Before any cookie: the service is no visitor.
    if (route === 'POST /webhooks/installment') return receiveWebhook(request, response, { secret: () => webhookSecret, orders, onNews });
    // For the end-to-end test only. A real shop shows its webhooks to nobody.
    if (route === 'GET /webhooks/installment/received') return sendJson(response, 200, { data: orders.events() });
    if (request.method === 'GET' && (await sendAsset(url.pathname, response))) return;

    const visitor = visitorOf(request, response, publicUrl.startsWith('https:'));
    const shop = { installmentUrl, publishableKey, cartSize: visitor.cart.size };
    const [, folder, id] = url.pathname.split('/');

    if (route === 'GET /') return sendPage(response, cataloguePage(shop, url.searchParams));
    if (route === 'GET /static') return sendPage(response, staticPage(shop));
    if (route === 'GET /cart') return sendPage(response, cartPage(shop, linesOf(visitor)));
    if (route === 'POST /cart') return changeCart(request, response, visitor);
    if (route === 'POST /installment-session') return issueSession(request, response, visitor, url, { api, orders, publicUrl });
    if (request.method === 'GET' && folder === 'goods') {
      const good = goodById(id ?? '');
      if (good) return sendPage(response, productPage(shop, good));
    }
    if (request.method === 'GET' && folder === 'orders') {
      // An order is shown to the browser that made it: its number is easy to guess.
      const placed = orders.placed(id ?? '');
      const state = placed?.visitorId === visitor.id ? orders.stateOf(placed.number) : undefined;
      if (placed && state && url.pathname.endsWith('/stream')) return streamOrder(request, response, orders, placed.number);
      if (placed && state) return sendPage(response, orderPage(shop, placed, state));
    }
    sendPage(response, notFoundPage(shop), 404);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      console.error(`${request.method} failed: ${error instanceof Error ? error.message : 'unknown reason'}`);
      if (!response.headersSent) sendJson(response, 500, { code: 'internal' });
      else response.destroy();
    });
  });
  server.listen(configuration.port, configuration.host);
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : configuration.port;
  if (configuration.port === 0) publicUrl = `http://localhost:${port}`;

  const ready = webhookSecret
    ? Promise.resolve(true)
    : waitForWebhookSecret(() => obtainWebhookSecret(api, `${publicUrl}/webhooks/installment`, dataDir), closing.signal).then((secret) => {
        webhookSecret = secret;
        return secret !== undefined;
      });

  return {
    url: publicUrl,
    ready,
    async close() {
      closing.abort();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** A plain form, so that the cart works without a script. */
async function changeCart(request: IncomingMessage, response: ServerResponse, visitor: ReturnType<typeof visitorOf>): Promise<void> {
  if (!isSameOrigin(request)) return sendJson(response, 403, { code: 'foreign_origin' });
  const form = new URLSearchParams(await readBody(request, 4 * 1024));
  setQuantity(visitor, form.get('goods') ?? '', Number(form.get('quantity') ?? '1'));
  redirect(response, '/cart');
}
