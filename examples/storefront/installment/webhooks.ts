import type { IncomingMessage, ServerResponse } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { BodyTooLarge, readBody } from '../http.ts';
import type { OrderState, Orders } from '../shop/orders.ts';
import type { ServiceOrder } from './api.ts';

interface WebhookBody {
  id: string;
  type: string;
  timestamp: string;
  sequence: number;
  data: { order: ServiceOrder };
}

export interface WebhookReceiver {
  /** Unknown until the address is registered. */
  secret: () => string | undefined;
  orders: Orders;
  /** Called once for each event that is news: the place for mails, the warehouse and the like. */
  onNews: (type: string, order: OrderState) => void;
}

/**
 * `POST /webhooks/installment`: the proof that a shop ships on.
 *
 * 1. The signature is over the raw bytes, so they are read before anything is parsed.
 * 2. The same event may come more than once: its id tells.
 * 3. Events may come in any order: `sequence` tells which state is newer.
 * 4. Only what is safely written is answered with 2xx; anything else makes the service come again.
 */
export async function receiveWebhook(
  request: IncomingMessage,
  response: ServerResponse,
  { secret, orders, onNews }: WebhookReceiver,
): Promise<void> {
  const key = secret();
  if (key === undefined) return answer(response, 503, 'not_ready');

  let rawBody: string;
  try {
    rawBody = await readBody(request, 256 * 1024);
  } catch (error) {
    if (error instanceof BodyTooLarge) return answer(response, 413, 'too_large');
    throw error;
  }

  let event: WebhookBody;
  try {
    event = new Webhook(key).verify(rawBody, signatureHeaders(request)) as WebhookBody;
  } catch {
    return answer(response, 401, 'signature_wrong');
  }

  const order = stateOf(event.data.order);
  const isNew = await orders.takeEvent({ id: event.id, type: event.type, at: event.timestamp, order });
  if (isNew) onNews(event.type, order);
  answer(response, 200, isNew ? 'taken' : 'already_known');
}

/** Of the order only what the shop shows: a copy of everything would only be more to protect. */
export function stateOf({ id, externalId, status, trusted, sequence, amount, bank, offer, replaces }: ServiceOrder): OrderState {
  return {
    id,
    externalId,
    status,
    trusted,
    sequence,
    amount,
    bankName: bank?.name ?? null,
    monthlyPayment: offer?.monthlyPayment ?? null,
    replaces,
  };
}

function signatureHeaders({ headers }: IncomingMessage): Record<string, string> {
  const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];
  return Object.fromEntries(names.map((name) => [name, String(headers[name] ?? '')]));
}

function answer(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ code }));
}
