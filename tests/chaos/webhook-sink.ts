import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { WebhookEvent } from '@installment-button/protocol';

export interface WebhookSink {
  url: string;
  setSecret(secret: string): void;
  /** By event id: how often it came. */
  received: Map<string, number>;
  /** Events that came again with another body, or badly signed. */
  faults: string[];
  close(): Promise<void>;
}

/** A shop's server that checks and counts what it is told. */
export async function startWebhookSink(): Promise<WebhookSink> {
  const received = new Map<string, number>();
  const bodies = new Map<string, string>();
  const faults: string[] = [];
  let secret = '';
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      try {
        const { id } = new Webhook(secret).verify(body, request.headers as Record<string, string>) as WebhookEvent;
        received.set(id, (received.get(id) ?? 0) + 1);
        if ((bodies.get(id) ?? body) !== body) faults.push(`${id} came with another body`);
        bodies.set(id, body);
      } catch (error) {
        faults.push(error instanceof Error ? error.message : 'unreadable');
      }
      response.writeHead(204).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`,
    setSecret: (own) => void (secret = own),
    received,
    faults,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
