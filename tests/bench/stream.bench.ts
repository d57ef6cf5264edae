import { createShop } from '../../packages/backend/src/shops/create.ts';
import { openStream } from '../../packages/backend/src/testing/event-stream.ts';
import { startScriptedBank } from '../../packages/backend/src/testing/scripted-bank.ts';
import { startTestBackend } from '../../packages/backend/src/testing/start-backend.ts';
import { buyerOf, createOrder } from '../support/buyer.ts';
import { engines } from '../support/engines.ts';
import { waitFor } from '../support/wait-for.ts';
import { row } from './percentiles.ts';

const ORDERS = 50;
const BANKS = 6;

export const name = `From a bank's answer (its callback) to the event in the buyer's stream, ${ORDERS * BANKS} answers`;

export async function run(): Promise<object[]> {
  const rows: object[] = [];
  for (const engine of engines) {
    const banks = await Promise.all(Array.from({ length: BANKS }, (_, index) => startScriptedBank(`bank-${index}`, { test: true })));
    for (const bank of banks) bank.decides = 'pending';
    const backend = await startTestBackend({ banks: banks.map(({ config }) => config), engine });
    const { secretKey } = await createShop(backend.context, { name: 'Bench', origins: ['http://localhost'], test: true });
    const delays: number[] = [];
    for (let made = 0; made < ORDERS; made += 1) {
      const { body } = await createOrder(backend.url, secretKey);
      const buyer = await buyerOf(() => backend.url, backend, body);
      const stream = await openStream(`${backend.url}/v1/session/events`, { authorization: `Bearer ${buyer.token}` });
      await buyer.submit();
      const applications = await backend.context.sql.selectFrom('applications').selectAll().where('orderId', '=', body.id).execute();
      for (const bank of banks) {
        const applicationId = applications.find(({ bankId }) => bankId === bank.config.id)?.id ?? '';
        await waitFor('the application at the bank', async () => bank.files.has(applicationId));
        const known = stream.events.length;
        const answered = performance.now();
        const arrival = arrivalOf(stream.events, known);
        await bank.decide(applicationId, 'approved');
        delays.push((await arrival) - answered);
      }
      stream.close();
    }
    rows.push(row(engine, delays));
    await backend.close();
    for (const bank of banks) await bank.close();
  }
  return rows;
}

/** When the next decision stands in the list of what came. Looks between any two other things, so a look costs microseconds. */
async function arrivalOf(events: { event: string }[], known: number): Promise<number> {
  for (;;) {
    if (events.slice(known).some(({ event }) => event === 'decision')) return performance.now();
    await new Promise((resolve) => setImmediate(resolve));
  }
}
