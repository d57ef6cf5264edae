import { createServer } from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';

export interface ReceivedCallback {
  path: string;
  webhookId: string;
  rawBody: string;
  body: Record<string, unknown>;
  verified: boolean;
}

/** The backend's end of the callbacks: it verifies with the library itself, not with our own function. */
export async function callbackReceiver(secret: string) {
  const received: ReceivedCallback[] = [];
  const statuses: number[] = [];
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    void text(request).then((rawBody) => {
      received.push({
        path: request.url ?? '',
        webhookId: String(request.headers['webhook-id']),
        rawBody,
        body: JSON.parse(rawBody) as Record<string, unknown>,
        verified: verifies(secret, rawBody, request.headers),
      });
      response.writeHead(statuses.shift() ?? 200).end();
      for (const look of waiting) look();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;

  return {
    received,
    url: `http://127.0.0.1:${port}`,
    decisionsUrl: (bankId: string) => `http://127.0.0.1:${port}/v1/banks/${bankId}/decisions`,
    /** The next requests get these answers, then 200 again. */
    answerNext: (...next: number[]) => statuses.push(...next),
    /** Resolves once so many callbacks have come. */
    async until(count: number): Promise<ReceivedCallback[]> {
      while (received.length < count) {
        await new Promise<void>((resolve) => {
          const look = () => {
            waiting.delete(look);
            resolve();
          };
          waiting.add(look);
        });
      }
      return received;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function verifies(secret: string, rawBody: string, headers: Record<string, string | string[] | undefined>): boolean {
  const given = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  try {
    new Webhook(secret).verify(rawBody, given);
    return true;
  } catch {
    return false;
  }
}
