import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { serviceAt } from './sites.ts';

/** The line between the buyer's device and the service, to be cut: open connections break, new ones are refused by hanging up. */
export interface Cable {
  /** Where the service is reached over it. */
  url: string;
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

export async function layCable(service: string): Promise<Cable> {
  const port = Number(new URL(service).port);
  const open = new Set<Socket>();
  let whole = true;
  const server = createServer((near) => {
    if (!whole) return void near.destroy();
    const far = connect(port, 'localhost');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
  }).listen(0);
  await once(server, 'listening');
  const breakAll = () => open.forEach((socket) => socket.destroy());
  return {
    url: serviceAt((server.address() as AddressInfo).port),
    cut() {
      whole = false;
      breakAll();
    },
    mend: () => void (whole = true),
    async close() {
      breakAll();
      server.close();
      await once(server, 'close');
    },
  };
}
