import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isSameOrigin, readBody, sendJson } from '../http.ts';
import { goodById } from '../shop/goods.ts';
import type { Orders } from '../shop/orders.ts';
import { linesOf, type CartLine, type Visitor } from '../shop/visitors.ts';
import { ServiceRefusal, type CreatedOrder, type InstallmentApi } from './api.ts';
import { stateOf } from './webhooks.ts';

export interface SessionIssuer {
  api: InstallmentApi;
  orders: Orders;
  publicUrl: string;
}

interface Asked {
  product: 'installment' | 'credit';
  term: number | undefined;
  /** The whole cart, not one good from its page. */
  fromCart: boolean;
}

/**
 * `POST /installment-session?goods=…`: what the button's `session-url` asks at the click. The prices come from this server, so nobody can
 * change them in the browser; the answer is the session token of an order that the secret key made.
 */
export async function issueSession(
  request: IncomingMessage,
  response: ServerResponse,
  visitor: Visitor,
  url: URL,
  issuer: SessionIssuer,
): Promise<void> {
  if (!isSameOrigin(request)) return sendJson(response, 403, { code: 'foreign_origin' });
  if (!request.headers['content-type']?.startsWith('application/json')) return sendJson(response, 415, { code: 'not_json' });
  const asked = readAsked(await readBody(request, 4 * 1024));
  if (!asked) return sendJson(response, 400, { code: 'body_invalid' });

  const goodId = url.searchParams.get('goods');
  const lines = linesAskedFor(visitor, goodId);
  if (lines.length === 0) return sendJson(response, 422, { code: 'cart_empty' });
  try {
    sendJson(response, 200, { session: await sessionFor(visitor, lines, { ...asked, fromCart: goodId === null }, issuer) });
  } catch (error) {
    // The button reads the status and the code, and tells the buyer in its own words.
    if (error instanceof ServiceRefusal)
      return sendJson(response, error.status === 401 ? 502 : error.status, { code: error.code, detail: error.message });
    sendJson(response, 502, { code: 'service_unreachable' });
  }
}

async function sessionFor(
  visitor: Visitor,
  lines: readonly CartLine[],
  asked: Asked,
  { api, orders, publicUrl }: SessionIssuer,
): Promise<string> {
  const contents = createHash('sha256')
    .update(JSON.stringify([asked.product, asked.fromCart, lines.map(({ good, quantity }) => [good.id, good.price, quantity])]))
    .digest('hex');
  const underWay = orders.underWay(visitor.id, contents);
  if (underWay) return underWay.session;

  const number = orders.nextNumber();
  const page = `${publicUrl}/orders/${number}`;
  const order: CreatedOrder = await api.createOrder(
    {
      externalId: number,
      product: asked.product,
      currency: 'RUB',
      items: lines.map(({ good, quantity }) => ({
        name: good.name,
        price: good.price,
        quantity,
        vendorCode: good.vendorCode,
        category: good.category,
      })),
      ...(asked.term === undefined ? {} : { term: asked.term }),
      returnUrls: { success: page, failure: page, cancel: page },
    },
    createHash('sha256').update(`${visitor.id} ${number} ${contents}`).digest('hex'),
  );
  await orders.place({
    number,
    visitorId: visitor.id,
    contents,
    fromCart: asked.fromCart,
    session: order.session,
    link: order.link,
    order: stateOf(order),
  });
  return order.session;
}

/** One good by its id, else the whole cart. */
function linesAskedFor(visitor: Visitor, goodId: string | null): CartLine[] {
  if (goodId === null) return linesOf(visitor);
  const good = goodById(goodId);
  return good ? [{ good, quantity: 1 }] : [];
}

function readAsked(text: string): Omit<Asked, 'fromCart'> | undefined {
  try {
    const { product, term } = JSON.parse(text) as Record<string, unknown>;
    if (product !== 'installment' && product !== 'credit') return undefined;
    return { product, term: typeof term === 'number' && Number.isInteger(term) && term > 0 ? term : undefined };
  } catch {
    return undefined;
  }
}
