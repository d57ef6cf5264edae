import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { webhookEventSchema, type WebhookEvent } from '@installment-button/protocol';
import { Webhook } from 'standardwebhooks';

export interface Received {
  id: string;
  headers: Record<string, string>;
  body: string;
  event: WebhookEvent;
}

export interface WebhookReceiver {
  url: string;
  /** In the order of arrival. */
  received: Received[];
  /** What it answers; 0: it never does. */
  status: number;
  /** With a status of 3xx. */
  location: string;
  close(): Promise<void>;
}

/** A shop's server that takes webhooks. */
export async function openWebhookReceiver(): Promise<WebhookReceiver> {
  const receiver: WebhookReceiver = { url: '', received: [], status: 204, location: '', close: () => Promise.resolve() };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      receiver.received.push({ id: headers['webhook-id'] ?? '', headers, body, event: webhookEventSchema.parse(JSON.parse(body)) });
      if (receiver.status === 0) return;
      response.writeHead(receiver.status, receiver.location === '' ? {} : { location: receiver.location }).end('ok');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  receiver.url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/hook`;
  receiver.close = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return receiver;
}

/** Throws unless the message is signed with this secret. By comparison and not by the library's `verify`, which asks the real clock. */
export function verify(secret: string, { id, body, headers }: Received): void {
  const at = new Date(Number(headers['webhook-timestamp']) * 1000);
  const signatures = headers['webhook-signature']?.split(' ') ?? [];
  assert.ok(signatures.includes(new Webhook(secret).sign(id, at, body)), 'the message is signed with another secret');
}
