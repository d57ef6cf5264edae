import { readItems } from './cart.ts';
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
  const { createSession: create, sessionUrl, shop, product, currency, externalId, term, mode } = element;
  if (create) return create();
  if (sessionUrl) return post(sessionUrl, { product, term, externalId });
  const here = location.href;
  const returnUrls = /page|tab/.test(mode) ? { success: here, failure: here, cancel: here } : undefined;
  const order = { externalId, product, currency, items: readItems(element.items), term, returnUrls };
  const body = shop + JSON.stringify(order);
  if (attempt.body !== body) attempt = { body, key: crypto.getRandomValues(new Uint8Array(24)).join('') };
  const headers = { authorization: `Bearer ${shop}`, 'idempotency-key': attempt.key };
  const session = await post(`${serviceOf(element)}/v1/orders`, order, headers);
  attempt.body = '';
  return session;
}

async function post(url: string, body: object, headers?: Record<string, string>): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    // The API refuses null, so a property that is not set is left out.
    body: JSON.stringify(body, (_key, value: unknown) => value ?? undefined),
  });
  const answer = (await response.json().catch(() => ({}))) as { session?: string; code?: string; detail?: string };
  const { session, code, detail } = answer;
  if (response.ok && session) return session;
  const { status } = response;
  throw Object.assign(new Error(`${url}: ${status} ${detail ?? ''}`), { status, code });
}
