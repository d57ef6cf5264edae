import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { BankConfig } from '@installment-button/protocol';
import { sign } from '../../packages/backend/src/banks/message-signature.ts';
import { waitFor } from '../support/wait-for.ts';
import { bankEntry } from './bank-entry.ts';
import { startMeasuredSystem, type MeasuredSystem } from './load/measured-system.ts';
import { inLanes } from './load/lanes.ts';
import { makeOrder, provenBuyer, submitForm, watch, type LiveStream } from './load/lean-buyer.ts';
import { row } from './percentiles.ts';

const OPEN = (process.env.BENCH_STREAMS ?? '1,100,1000').split(',').map(Number);
const ORDERS = Number(process.env.BENCH_ORDERS ?? 40);
const SLOW_BANKS = 5;
const AT_ONCE = 8;

export const name =
  `From a bank's answer (its callback is sent) to the event in the buyer's stream, ${ORDERS * SLOW_BANKS} answers at each number of open ` +
  'streams, each of an application of its own (PostgreSQL with fsync)';

export async function run(): Promise<object[]> {
  const slow = await Promise.all(Array.from({ length: SLOW_BANKS }, (_, index) => slowBank(`slow-${index}`)));
  const system = await startMeasuredSystem({ banks: 1, ownBanks: slow.map(({ config }) => config) });
  const idle: LiveStream[] = [];
  const rows: object[] = [];
  // The first answers compile and plan.
  await answers(system, slow, 5);
  const { rssBytes } = await system.backend.use();
  for (const open of OPEN) {
    await inLanes(AT_ONCE, open - 1 - idle.length, async () => idle.push(await decided(system)));
    await pause(1000);
    const delays = await answers(system, slow, ORDERS);
    rows.push({ streams: open, ...row('', delays), 'MB of memory': Math.round((await system.backend.use()).rssBytes / 2 ** 20) });
  }
  const grown = (await system.backend.use()).rssBytes - rssBytes;
  rows.push({ streams: 'memory a stream, its application included', what: `${(grown / idle.length / 1024).toFixed(0)} KB` });
  for (const stream of idle) stream.close();
  await system.close();
  for (const { close } of slow) close();
  return rows;
}

/** A buyer who looks at offers: the stream is open, nothing more comes. */
async function decided({ url, secretKey, inbox }: MeasuredSystem): Promise<LiveStream> {
  const buyer = await provenBuyer(url, await makeOrder(url, secretKey), inbox);
  await submitForm(url, buyer, (bankId) => bankId === 'bank-0');
  return watch(url, buyer);
}

/** One buyer after another waits for all slow banks, which answer one after another. */
async function answers({ url, secretKey, inbox }: MeasuredSystem, banks: SlowBank[], orders: number): Promise<number[]> {
  const delays: number[] = [];
  for (let order = 0; order < orders; order += 1) {
    const buyer = await provenBuyer(url, await makeOrder(url, secretKey), inbox);
    const stream = await watch(url, buyer);
    await submitForm(url, buyer, (bankId) => bankId.startsWith('slow-'));
    const asked: { bank: SlowBank; applicationId: string }[] = [];
    await waitFor('the applications', () => {
      asked.push(...banks.flatMap((bank) => bank.asked.splice(0).map((applicationId) => ({ bank, applicationId }))));
      return asked.length === banks.length;
    });
    for (const { bank, applicationId } of asked) {
      const heard = stream.nextDecision();
      const answered = performance.now();
      const status = await bank.declines(url, applicationId);
      if (status !== 200) throw new Error(`the callback got ${status}`);
      delays.push((await heard) - answered);
    }
    stream.close();
  }
  return delays;
}

interface SlowBank {
  config: BankConfig;
  /** Applications that came and were not looked at yet. */
  asked: string[];
  declines(url: string, applicationId: string): Promise<number>;
  close(): void;
}

/** Takes applications up and answers them when told. */
async function slowBank(id: string): Promise<SlowBank> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const applicationId = /(app_\w+)/.exec(text === '' ? (request.url ?? '') : text)?.[1] ?? '';
      const pending = request.method === 'GET' || request.url === '/applications';
      response
        .writeHead(pending ? 202 : 200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ applicationId, decision: 'pending' }));
      // The event of the answer must not meet our own acknowledgement.
      if (request.url === '/applications') setTimeout(() => asked.push(applicationId), 60);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const config = bankEntry(id, (server.address() as AddressInfo).port);
  return {
    config,
    asked,
    async declines(url, applicationId) {
      const body = JSON.stringify({ applicationId, action: 'decision', decision: 'declined' });
      const headers = { 'content-type': 'application/json', ...sign(config.inSecrets[0] ?? '', randomUUID(), new Date(), body) };
      return (await fetch(`${url}/v1/banks/${id}/decisions`, { method: 'POST', headers, body })).status;
    },
    close: () => server.close(),
  };
}
