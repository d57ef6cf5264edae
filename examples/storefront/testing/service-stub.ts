import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';

interface Recorded {
  method: string;
  path: string;
  authorization: string;
  idempotencyKey: string;
  body: Record<string, unknown>;
}

/** The few calls of the installment service that the shop's server makes. */
export async function startServiceStub() {
  const requests: Recorded[] = [];
  const endpoints: { id: string; url: string; secret: string }[] = [];
  const ordersByKey = new Map<string, object>();
  let refusal: { status: number; code: string } | undefined;

  const server = createServer((request, response) => {
    void text(request).then((raw) => {
      const body = (raw === '' ? {} : JSON.parse(raw)) as Record<string, unknown>;
      const { method = '', url: path = '', headers } = request;
      const idempotencyKey = String(headers['idempotency-key']);
      requests.push({ method, path, authorization: String(headers.authorization), idempotencyKey, body });
      const send = (status: number, answer?: object) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(answer ? JSON.stringify(answer) : '');

      if (refusal) return send(refusal.status, { type: 'about:blank', title: 'Refused', ...refusal });
      if (path === '/v1/webhook-endpoints' && method === 'GET')
        return send(200, { data: endpoints.map(({ id, url }) => ({ id, url })), nextCursor: null });
      if (path === '/v1/webhook-endpoints') {
        const endpoint = {
          id: `whk_${endpoints.length}0000000`,
          url: String(body['url']),
          secret: `whsec_${randomBytes(32).toString('base64')}`,
        };
        endpoints.push(endpoint);
        return send(201, endpoint);
      }
      if (method === 'DELETE') {
        const place = endpoints.findIndex(({ id }) => path.endsWith(id));
        if (place >= 0) endpoints.splice(place, 1);
        return send(204);
      }
      const order = ordersByKey.get(idempotencyKey) ?? newOrder(body, ordersByKey.size);
      ordersByKey.set(idempotencyKey, order);
      return send(201, order);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();

  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    requests,
    endpoints,
    posted: (path: string) => requests.filter((request) => request.method === 'POST' && request.path === path),
    /** Every call is refused with this, until `undefined`. */
    refuse: (next: { status: number; code: string } | undefined) => (refusal = next),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function newOrder(body: Record<string, unknown>, index: number) {
  const items = body['items'] as { price: number; quantity: number }[];
  const id = `ord_${index}0000000`;
  const session = `ses_${id}_0123456789abcdef`;
  return {
    id,
    externalId: body['externalId'],
    status: 'created',
    trusted: true,
    sequence: 1,
    amount: items.reduce((sum, { price, quantity }) => sum + price * quantity, 0),
    bank: null,
    offer: null,
    replaces: null,
    link: `http://service.example/apply/${id}#${session}`,
    session,
  };
}

export interface SentWebhook {
  id: string;
  type?: string;
  sequence: number;
  order: object;
}

/** Posts an event as the service signs it. */
export function webhookSender(url: string, secret: string) {
  return async (
    { id, type = 'order.updated', sequence, order }: SentWebhook,
    change: { signWith?: string; at?: Date; body?: string } = {},
  ): Promise<number> => {
    const at = change.at ?? new Date();
    const body = JSON.stringify({ id, type, timestamp: at.toISOString(), sequence, test: true, data: { order: { ...order, sequence } } });
    const signature = new Webhook(change.signWith ?? secret).sign(id, at, body);
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': signature,
      },
      body: change.body ?? body,
    });
    await response.text();
    return response.status;
  };
}
