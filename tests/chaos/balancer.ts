import { once } from 'node:events';
import { get } from 'node:http';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface Balancer {
  url: string;
  /** The ports that may answer; the next connections go to them in turn. */
  setPorts(ports: readonly number[]): void;
  close(): Promise<void>;
}

const ASK_MS = 250;

/** What a reverse proxy before the web nodes does: each new connection goes to the next node that is ready, or at least takes it. */
export async function startBalancer(): Promise<Balancer> {
  let ports: readonly number[] = [];
  const leaving = new Set<number>();
  const asking = setInterval(() => ports.forEach((port) => ask(port, leaving)), ASK_MS);
  let turn = 0;
  const open = new Set<Socket>();
  const server = createServer((client) => {
    open.add(client.on('error', () => client.destroy()).on('close', () => open.delete(client)));
    const order = ports.map((_, index) => ports[(turn + index) % ports.length] ?? 0);
    turn += 1;
    const [ready, others] = [order.filter((port) => !leaving.has(port)), order.filter((port) => leaving.has(port))];
    pass(client, [...ready, ...others]);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    setPorts: (next) => void (ports = next),
    async close() {
      clearInterval(asking);
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

function ask(port: number, leaving: Set<number>): void {
  const answer = get({ port, path: '/readyz', agent: false, timeout: 2000 }, (response) => {
    response.resume();
    if (response.statusCode === 503) leaving.add(port);
    else leaving.delete(port);
  });
  answer.on('error', () => undefined).on('timeout', () => answer.destroy());
}

/** Tries the nodes one after another; nothing was read yet, so nothing is lost by going on to the next. */
function pass(client: Socket, [port, ...others]: (number | undefined)[]): void {
  if (port === undefined) return void client.destroy();
  const node = connect(port, 'localhost');
  const refused = () => pass(client, others);
  node.once('error', refused);
  node.once('connect', () => {
    node.off('error', refused).on('error', () => client.destroy());
    node.on('close', () => client.destroy());
    client.on('close', () => node.destroy());
    client.pipe(node).pipe(client);
  });
}
