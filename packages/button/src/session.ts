import { readItems } from './cart.ts';
import type { InstallmentButton } from './installment-button.ts';
import { serviceOf } from './service.ts';

/** What a server said instead of a session: a problem of ours, or anything that a shop's server may say. */
export interface Refusal extends Error {
  readonly status: number;
  readonly code?: string | undefined;
}

/** The order that a session token names; undefined where it is no session token. */
export const orderIdOf = (session: string | null | undefined): string | undefined => /^ses_(ord_[0-9A-Za-z]+)_./.exec(session ?? '')?.[1];

// A click after a lost answer repeats the key, so that it finds the order which the first one made.
let attempt = { body: '', key: '' };

/** A session token by the first way that the element offers: `createSession`, `sessionUrl`, `shop` with `items`. Throws what happened. */
export async function createSession(element: InstallmentButton): Promise<string> {
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
    // What is not set is left out: null would be refused.
    body: JSON.stringify(body, (_key, value: unknown) => value ?? undefined),
  });
  const answer = (await response.json().catch(() => ({}))) as { session?: string; code?: string; detail?: string };
  const { session, code, detail } = answer;
  if (response.ok && session) return session;
  const { status } = response;
  throw Object.assign(new Error(`${url}: ${status} ${detail ?? ''}`), { status, code });
}
