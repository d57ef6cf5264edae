import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Whatever we call: it notes what reaches it, and fails or waits when a test says so. */
export interface OtherSide {
  /** The bodies that arrived, in their order. */
  seen: string[];
  /** The next calls fail. */
  fails(times: number): void;
  /** Holds the next call until it is opened. */
  hold(): Hold;
  /** One call, for an other side that is a function. Rejects where it fails. */
  meet(body: string): Promise<void>;
}

export interface Hold {
  arrived: Promise<unknown>;
  open(): void;
}

export function otherSide(): OtherSide {
  let failures = 0;
  let held: { arrived: () => void; opened: Promise<void> } | null = null;
  const seen: string[] = [];
  return {
    seen,
    fails: (times) => void (failures = times),
    hold() {
      const arrival = Promise.withResolvers<void>();
      const opening = Promise.withResolvers<void>();
      held = { arrived: arrival.resolve, opened: opening.promise };
      return { arrived: arrival.promise, open: opening.resolve };
    },
    async meet(body) {
      seen.push(body);
      const hold = held;
      held = null;
      hold?.arrived();
      await hold?.opened;
      if (failures === 0) return;
      failures -= 1;
      throw new Error('the other side fails');
    },
  };
}

/** The same behind an HTTP address. */
export async function httpOtherSide(answer = '{}'): Promise<OtherSide & { url: string; close(): void }> {
  const side = otherSide();
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      side.meet(`${String(request.headers['webhook-id'] ?? '')} ${body}`).then(
        () => response.writeHead(200, { 'content-type': 'application/json' }).end(answer),
        () => response.writeHead(503).end(),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ...side,
    url: `http://127.0.0.1:${port}/`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
