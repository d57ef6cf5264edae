import { InstallmentError } from './events.ts';
import type { Settings } from './settings.ts';
import type { InstallmentErrorCode } from './types.ts';

/** The order's session token and, where the page itself made the order, the number of its first event. */
export interface Session {
  readonly session: string;
  readonly sequence?: number;
}

/** The order that a token names; throws `session_failed` where it is no session token. */
export function orderIdOf(session: unknown): string {
  const id = typeof session === 'string' && /^ses_(ord_[0-9A-Za-z]+)_./.exec(session)?.[1];
  if (id) return id;
  throw new InstallmentError('session_failed', 'A session token looks like ses_ord_…_…');
}

/** The link of the order: the token stands in the fragment, which no log and no referrer gets. */
export function orderLink({ service, locale }: Settings, theme: string, session: string): string {
  return `${service}/apply/${orderIdOf(session)}?theme=${theme}&locale=${locale}#${session}`;
}

/** A session by the first way that the options offer: `createSession`, `sessionUrl`, `shop` with `items`. */
export async function createSession(settings: Settings): Promise<Session> {
  const { createSession: create, sessionUrl, product, term, externalId } = settings;
  if (!create && !sessionUrl) return createOrder(settings);
  let session: unknown;
  try {
    session = create ? await create() : (await post(sessionUrl ?? '', { product, term, externalId }, {}))['session'];
  } catch (error) {
    if (error instanceof InstallmentError && error.code !== 'order_failed') throw error;
    throw new InstallmentError('session_failed', `The shop gave no session: ${String(error)}`);
  }
  orderIdOf(session);
  return { session: String(session) };
}

// A click after a lost answer repeats the key, so that it finds the order which the first one made.
let attempt = { body: '', key: '' };

async function createOrder({ service, shop, items, product, currency, externalId, term, mode }: Settings): Promise<Session> {
  const here = location.href;
  const returnable = mode === 'page' && /^https:|^http:\/\/(localhost|127\.|\[::1\])/.test(here);
  const order = {
    externalId,
    product,
    currency,
    items,
    term,
    ...(returnable && { returnUrls: { success: here, failure: here, cancel: here } }),
  };
  const body = shop + JSON.stringify(order);
  if (attempt.body !== body) attempt = { body, key: crypto.getRandomValues(new Uint8Array(24)).join('') };
  const answer = await post(`${service}/v1/orders`, order, { authorization: `Bearer ${shop}`, 'idempotency-key': attempt.key });
  attempt = { body: '', key: '' };
  orderIdOf(answer['session']);
  return { session: String(answer['session']), sequence: Number(answer['sequence']) };
}

async function post(url: string, body: unknown, headers: Record<string, string>): Promise<Record<string, unknown>> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  } catch {
    throw new InstallmentError(navigator.onLine ? 'order_failed' : 'offline', `No answer from ${url}`);
  }
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  throw new InstallmentError(codeOf(response.status, answer.code), `${response.status} ${answer.detail ?? answer.title ?? ''}`);
}

function codeOf(status: number, code: unknown): InstallmentErrorCode {
  if (code === 'no_bank_for_amount') return 'amount_out_of_range';
  if (code === 'origin_not_registered' || code === 'shop_unknown') return code;
  if (status === 401) return 'shop_unknown';
  return status === 429 ? 'rate_limited' : 'order_failed';
}
