import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { startPostgres } from '../../scripts/postgres.ts';
import { createShop } from '../../packages/backend/src/shops/create-shop.ts';
import { submitDirectly } from '../../packages/backend/src/testing/submit.ts';
import { startTestBackend } from '../../packages/backend/src/testing/start-backend.ts';
import { createOrder } from '../support/buyer.ts';
import { waitFor } from '../support/wait-for.ts';
import { bankEntry } from './bank-entry.ts';
import { row } from './percentiles.ts';

const SUBMITS = Number(process.env.BENCH_SUBMITS ?? 100);
const BANKS = 6;

export const name = `From the commit of submit to the request at each of ${BANKS} banks, ${SUBMITS} submits one after another`;

/** Banks that only note when an application came; everything else is the real backend. */
export async function run(): Promise<object[]> {
  const rows: object[] = [];
  const postgres = await startPostgres({ durable: true });
  process.env.TEST_DATABASE_URL = postgres.url;
  for (const engine of ['embedded', 'postgresql'] as const) {
    const arrived = new Map<string, number[]>();
    const banks = await Promise.all(
      Array.from({ length: BANKS }, async (_, index) => {
        const server = createServer((request, response) => {
          const at = performance.now();
          let body = '';
          request.on('data', (chunk: Buffer) => (body += chunk.toString()));
          request.on('end', () => {
            const applicationId = /"applicationId":"([^"]+)"/.exec(body)?.[1] ?? '';
            // Its other calls are commands: an order that all have refused is called off at each.
            if (request.url === '/applications') arrived.set(applicationId, [...(arrived.get(applicationId) ?? []), at]);
            response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ applicationId, decision: 'declined' }));
          });
        }).listen(0);
        await once(server, 'listening');
        return { server, config: bankEntry(`bank-${index}`, (server.address() as AddressInfo).port) };
      }),
    );
    const backend = await startTestBackend({ banks: banks.map(({ config }) => config), engine });
    const { secretKey } = await createShop(backend.context, { name: 'Bench', origins: ['http://localhost'], test: true });
    const each: number[] = [];
    const last: number[] = [];
    for (let submit = 0; submit < SUBMITS; submit += 1) {
      const { body } = await createOrder(backend.url, secretKey);
      await submitDirectly(
        backend.context,
        body.id,
        banks.map(({ config }) => config.id),
      );
      const committed = performance.now();
      const applications = await backend.context.sql.selectFrom('bankApplications').select('id').where('orderId', '=', body.id).execute();
      const delays = await waitFor('the requests', async () => {
        const all = applications.flatMap(({ id }) => arrived.get(id) ?? []);
        if (all.length > BANKS) throw new Error('a bank was asked twice');
        return all.length === BANKS && all.map((at) => Math.max(0, at - committed));
      });
      each.push(...delays);
      last.push(Math.max(...delays));
    }
    rows.push(row(`${engine}: each bank`, each), row(`${engine}: the last of ${BANKS}`, last));
    await backend.close();
    for (const { server } of banks) server.close();
  }
  await postgres.stop();
  return rows;
}
