import { readCart } from './cart.ts';
import type { CheckoutElement } from './checkout-host.ts';
import { serviceOf } from './service.ts';

/** A server answered without a session: our service with a problem document, or the shop's server with anything. */
export interface Refusal extends Error {
  readonly status: number;
  readonly code?: string | undefined;
}

// A click after a lost answer repeats the key, so that it gets the order which the first click made.
let attempt = { body: '', key: '' };

/** Gets a session token by the first way that the button has: `createSession`, `sessionUrl`, `shop` with `items`. Rejects with the cause. */
export async function createSession(element: CheckoutElement): Promise<string> {
  const { createSession: create, sessionUrl, shop, product, externalId, term, mode } = element;
  if (create) return create();
  if (sessionUrl) return post(sessionUrl, write({ product, term, externalId }));
  const { items, discount, currency } = readCart(element) ?? {};
  const { href, origin, pathname, hash } = location;
  // The API takes 2,048 characters, and advertisements make longer queries.
  const here = href.length > 2048 ? origin + pathname + hash : href;
  const returnUrls = /page|tab/.test(mode) ? { success: here, failure: here, cancel: here } : undefined;
  // Old libraries give lists a `toJSON` that makes a text of them. Ours has none.
  Object.assign(items ?? {}, { toJSON: undefined });
  const body = write({ externalId, product, currency, items, discount: discount || undefined, term, returnUrls });
  if (attempt.body !== shop + body) attempt = { body: shop + body, key: crypto.getRandomValues(new Uint8Array(24)).join('') };
  const headers = { authorization: `Bearer ${shop}`, 'idempotency-key': attempt.key };
  const session = await post(`${serviceOf(element)}/v1/orders`, body, headers);
  attempt.body = '';
  return session;
}

/** JSON without null, which the API refuses. */
const write = (body: object): string => JSON.stringify(body, (_key, value: unknown) => value ?? undefined);

async function post(url: string, body: string, headers?: Record<string, string>): Promise<string> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
  const answer = (await response.json().catch(() => ({}))) as { session?: string; code?: string; detail?: string };
  const { session, code, detail } = answer;
  if (response.ok && session) return session;
  const { status } = response;
  throw Object.assign(new Error(`${url}: ${status} ${detail ?? ''}`), { status, code });
}
