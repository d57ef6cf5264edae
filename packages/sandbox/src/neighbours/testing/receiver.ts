import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

export interface Received {
  method: string;
  path: string;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** Our end of what a provider sends by itself: it keeps everything and answers what it is told. */
export async function receiver() {
  const received: Received[] = [];
  const next: { status: number; body: string }[] = [];
  let usual = { status: 200, body: '' };
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      received.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body });
      const answer = next.shift() ?? usual;
      response.writeHead(answer.status).end(answer.body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    received,
    url: `http://127.0.0.1:${port}`,
    answerNext: (status: number, body = '') => next.push({ status, body }),
    answerAlways: (status: number, body = '') => (usual = { status, body }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
