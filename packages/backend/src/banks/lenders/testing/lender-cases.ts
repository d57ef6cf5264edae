import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BankConfig } from '@installment-button/protocol';
import { startDolyame, startForma, startYandexPay, type StandIn } from '@installment-button/sandbox/neighbours';
import type { Values } from '../../../connections/provider.ts';

/** A stand-in of a lender, moved in the words that all lenders share. */
export interface LenderCase {
  name: string;
  standIn: StandIn;
  bank: BankConfig;
  values: Values;
  /** The numbers of its orders. */
  orders(): string[];
  statusOf(id: string): string;
  move(id: string, to: 'approved' | 'declined' | 'signed' | 'canceled'): void;
  /** What the lender gave back for an order by its call for refunds; null for a lender without that call. */
  refunded: ((id: string) => number) | null;
  finishRefunds(id: string): void;
  settled(): Promise<void>;
  close(): Promise<void>;
}

const bank = (id: string, url: string, connector: NonNullable<BankConfig['connector']>): BankConfig => ({
  ...{ id, name: `Lender ${id}`, url, connector, outSecrets: [], inSecrets: [], reportsSettlement: false },
  ...{ products: ['installment', 'credit'], minAmount: 100_000, maxAmount: 40_000_000 },
  ...(connector === 't-bank' ? {} : { legalKind: 'instalment-service', registerNumber: '00-00-0001' }),
});

export async function formaCase(): Promise<LenderCase> {
  const standIn = await startForma();
  const order = (id: string) => standIn.orders.find((each) => each.id === id);
  return {
    name: 'T-Bank forma',
    standIn,
    bank: bank('forma', standIn.url, 't-bank'),
    values: { shopId: 'sandbox-shop', showcaseId: '6d3a1b52-0000-4000-8000-000000000001', apiPassword: 'secret' },
    orders: () => standIn.orders.map(({ id }) => id),
    statusOf: (id) => (order(id)?.committed ? 'committed' : (order(id)?.status ?? 'unknown')),
    move: (id, to) => standIn.move(id, to === 'declined' ? 'rejected' : to),
    refunded: null,
    finishRefunds: () => undefined,
    settled: () => standIn.settled(),
    close: () => standIn.close(),
  };
}

export async function dolyameCase(): Promise<LenderCase> {
  const standIn = await startDolyame();
  const { client, ca } = standIn.certificates;
  const statuses = { approved: 'approved', declined: 'rejected', signed: 'wait_for_commit', canceled: 'canceled' } as const;
  const order = (id: string) => standIn.orders.find((each) => each.id === id);
  return {
    name: 'Dolyame',
    standIn,
    bank: bank('dolyame', standIn.url, 'dolyame'),
    values: { login: 'shop', password: 'secret', certificate: client.cert, key: client.key, authority: ca },
    orders: () => standIn.orders.map(({ id }) => id),
    statusOf: (id) => order(id)?.status ?? 'unknown',
    move: (id, to) => standIn.move(id, statuses[to]),
    refunded: (id) => order(id)?.refunds.reduce((sum, { amountKopecks }) => sum + amountKopecks, 0) ?? 0,
    finishRefunds: (id) => standIn.processRefunds(id),
    settled: () => standIn.settled(),
    close: () => standIn.close(),
  };
}

/** Yandex is told one address for all, before the shop has a connection: it forwards to the one that `callbackUrl` names then. */
async function forwardTo(callbackUrl: () => string): Promise<Server> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const options = { method: 'POST', body: Buffer.concat(parts), headers: { 'content-type': 'application/octet-stream' } };
      fetch(callbackUrl() + (request.url ?? ''), options).then(
        ({ status }) => response.writeHead(status).end(),
        () => response.writeHead(502).end(),
      );
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

export async function yandexCase(callbackUrl: () => string): Promise<LenderCase> {
  const forwarding = await forwardTo(callbackUrl);
  const standIn = await startYandexPay({ callbackUrl: `http://127.0.0.1:${(forwarding.address() as AddressInfo).port}` });
  const statuses = { approved: 'PENDING', declined: 'FAILED', signed: 'AUTHORIZED', canceled: 'VOIDED' } as const;
  const order = (id: string) => standIn.orders.find(({ orderId }) => orderId === id);
  const words: Record<string, string> = { CAPTURED: 'committed', VOIDED: 'canceled', AUTHORIZED: 'wait_for_commit' };
  return {
    name: 'Yandex Split',
    standIn,
    bank: bank('split', standIn.url, 'yandex-split'),
    values: { merchantId: '28fd5c5d-0000-4000-8000-000000000001', apiKey: 'sandbox-key' },
    orders: () => standIn.orders.map(({ orderId }) => orderId),
    statusOf: (id) => words[order(id)?.status ?? ''] ?? order(id)?.status ?? 'unknown',
    move: (id, to) => standIn.move(id, statuses[to]),
    refunded: (id) => order(id)?.refundedKopecks ?? 0,
    finishRefunds(id) {
      for (const operation of standIn.operations)
        if (operation.orderId === id && operation.status === 'PENDING') standIn.finish(operation.externalOperationId, 'SUCCESS');
    },
    settled: () => standIn.settled(),
    async close() {
      await standIn.close();
      forwarding.close();
    },
  };
}
