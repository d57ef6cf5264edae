import type { FastifyInstance } from 'fastify';
import type { Bank } from './bank.ts';
import { bankServer } from './bank-server.ts';

/** A bank with its port. Taken down it refuses connections, remembers everything, and comes up on the same port. */
export interface RunningBank {
  readonly bank: Bank;
  readonly url: string;
  readonly up: boolean;
  takeDown(): Promise<void>;
  bringUp(): Promise<void>;
  close(): Promise<void>;
}

export async function runBank(bank: Bank, listen: { host: string; port: number; publicHost: string }): Promise<RunningBank> {
  let server: FastifyInstance | undefined;
  let { port } = listen;

  async function bringUp(): Promise<void> {
    if (server) return;
    const starting = bankServer(bank);
    const address = await starting.listen({ host: listen.host, port });
    port = Number(new URL(address).port);
    server = starting;
  }

  async function takeDown(): Promise<void> {
    const stopping = server;
    server = undefined;
    await stopping?.close();
  }

  await bringUp();
  return {
    bank,
    url: `http://${listen.publicHost}:${port}`,
    get up() {
      return server !== undefined;
    },
    takeDown,
    bringUp,
    async close() {
      bank.close();
      await takeDown();
    },
  };
}
