import { readItems } from './cart.ts';
import { InstallmentError } from './installment-error.ts';
import type { InstallmentButton } from './installment-button.ts';
import { serviceOf } from './service.ts';
import type { InstallmentErrorCode } from './types.ts';

/** The order's session token and, where it is known already, the number of the status that was told last. */
export interface Session {
  readonly session: string;
  readonly sequence?: number;
}

/** The order that a token names; throws `session_failed` where it is no session token. */
export function orderIdOf(session: unknown): string {
  const id = /^ses_(ord_[0-9A-Za-z]+)_./.exec(String(session))?.[1];
  if (id) return id;
  throw new InstallmentError('session_failed', 'No session token');
}

/** A session by the first way that the element offers: `createSession`, `sessionUrl`, `shop` with `items`. */
export async function createSession(element: InstallmentButton): Promise<Session> {
  const { createSession: create, sessionUrl, product, term, externalId } = element;
  if (!create && !sessionUrl) return createOrder(element);
  try {
    const session: unknown = create ? await create() : (await post(sessionUrl ?? '', { product, term, externalId })).session;
    orderIdOf(session);
    return { session: String(session) };
  } catch (error) {
    if (error instanceof InstallmentError && /offline|limited/.test(error.code)) throw error;
    throw new InstallmentError('session_failed', String(error));
  }
}

// A click after a lost answer repeats the key, so that it finds the order which the first one made.
let attempt = { body: '', key: '' };

async function createOrder(element: InstallmentButton): Promise<Session> {
  const { shop, product, currency, externalId, term, mode } = element;
  const here = location.href;
  const returnUrls = mode === 'page' ? { success: here, failure: here, cancel: here } : undefined;
  const order = { externalId, product, currency, items: readItems(element.items), term, returnUrls };
  const body = shop + JSON.stringify(order);
  if (attempt.body !== body) attempt = { body, key: crypto.getRandomValues(new Uint8Array(24)).join('') };
  const headers = { authorization: `Bearer ${shop}`, 'idempotency-key': attempt.key };
  const { session } = await post(`${serviceOf(element)}/v1/orders`, order, headers);
  attempt.body = '';
  orderIdOf(session);
  return { session: String(session) };
}

/** An order or a session, or a problem. */
interface Answer {
  readonly session?: unknown;
  readonly code?: string;
  readonly detail?: string;
}

async function post(url: string, body: object, headers?: Record<string, string>): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    // What is not set is left out: null would be refused.
    body: JSON.stringify(body, (_key, value: unknown) => value ?? undefined),
  }).catch(() => {
    throw new InstallmentError(navigator.onLine ? 'order_failed' : 'offline', `No answer from ${url}`);
  });
  const answer = (await response.json().catch(() => ({}))) as Answer;
  if (response.ok) return answer;
  throw new InstallmentError(
    codes[answer.code ?? ''] ?? codes[response.status] ?? 'order_failed',
    `${response.status} ${answer.detail ?? ''}`,
  );
}

/** Ours, by the service's code or by the status of its answer. */
const codes: Record<string, InstallmentErrorCode> = {
  401: 'shop_unknown',
  429: 'rate_limited',
  no_bank_for_amount: 'amount_out_of_range',
  origin_not_registered: 'origin_not_registered',
};
