import { Worker } from 'node:worker_threads';
import { openBuyer, type TestBuyer } from '../../packages/backend/src/testing/buyer.ts';
import { startScriptedBank } from '../../packages/backend/src/testing/scripted-bank.ts';
import { openTestShop, type TestShop } from '../../packages/backend/src/testing/shop.ts';
import { startTestBackend, type TestBackend } from '../../packages/backend/src/testing/start-backend.ts';

const BUYERS = Number(process.env.BENCH_BUYERS ?? 50);
const AT_ONCE = 10;
const LONGEST_MS = 15_000;

export const name =
  `${BUYERS} honest buyers from the order to the signature, ${AT_ONCE} at once, beside an attacker who has a /48 of addresses, ` +
  'a public key and one proven phone (one process with its database)';

const attacks = ['nobody', 'codes', 'sign-ins', 'orders', 'slow-readers', 'uploads'] as const;

export async function run(): Promise<object[]> {
  const rows: object[] = [];
  for (const attack of attacks) {
    const row = await measure(attack);
    console.log(JSON.stringify(row));
    rows.push(row);
  }
  return rows;
}

async function measure(attack: (typeof attacks)[number]): Promise<object> {
  const bank = await startScriptedBank('first');
  // The attacker's many addresses come by this header.
  const trustedProxies = ['127.0.0.1', '::1', '::ffff:127.0.0.1'];
  const backend = await startTestBackend({ banks: [bank.config], config: { trustedProxies, logLevel: 'silent' } });
  const shop = await openTestShop(backend);
  const flood = attack === 'nobody' ? null : await startFlood(attack, backend, shop);
  const memory = watchMemory();
  const times: number[] = [];
  const failed = new Map<string, number>();
  const waiting = Array.from({ length: BUYERS }, (_, index) => index);
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (waiting.pop() !== undefined) {
        const started = performance.now();
        const outcome = await Promise.race([buys(backend, shop), later(LONGEST_MS)]);
        if (outcome === 'signed') times.push(performance.now() - started);
        else failed.set(outcome, (failed.get(outcome) ?? 0) + 1);
      }
    }),
  );
  const peak = memory.stop();
  const answers = flood ? await flood.stop() : {};
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN);
  const row = {
    beside: attack,
    finished: `${times.length} of ${BUYERS}`,
    ...{ 'p50 ms': at(0.5), 'p95 ms': at(0.95), 'slowest ms': at(1) },
    'memory +MB': peak,
    'the attacker got': Object.entries(answers)
      .map(([status, count]) => `${count} × ${status}`)
      .join(' '),
    'stopped by': [...failed].map(([reason, count]) => `${count} × ${reason}`).join(' '),
  };
  // An old server may hold connections of the attack for long.
  await Promise.race([backend.close(), later(10_000)]);
  await bank.close();
  return row;
}

async function buys(backend: TestBackend, shop: TestShop): Promise<string> {
  try {
    const buyer = openBuyer(backend, await shop.createOrder());
    await buyer.submits();
    await buyer.chooses('first');
    await buyer.signs();
    return 'signed';
  } catch (error) {
    return /answered (\d+)/.exec(String(error))?.[1] ?? 'no answer';
  }
}

const later = (milliseconds: number) => new Promise<string>((resolve) => setTimeout(resolve, milliseconds, 'too slow').unref());

function watchMemory(): { stop(): number } {
  const before = process.memoryUsage().rss;
  let peak = before;
  const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 50);
  return {
    stop() {
      clearInterval(timer);
      return Math.round((peak - before) / 2 ** 20);
    },
  };
}

/** The attacker has a thread of its own. Resolves once the attack runs. */
async function startFlood(attack: string, backend: TestBackend, shop: TestShop): Promise<{ stop(): Promise<Record<string, number>> }> {
  const token = attack === 'uploads' ? await tokenThatMaySend(backend, shop) : '';
  const worker = new Worker(new URL('./abuse-flood.ts', import.meta.url), {
    execArgv: [],
    workerData: { attack, url: backend.url, publishableKey: shop.publishableKey, origin: shop.origin, token },
  });
  await new Promise((resolve) => worker.once('message', resolve));
  return {
    stop: () =>
      new Promise((resolve) => {
        worker.once('message', (answers: Record<string, number>) => {
          void worker.terminate();
          resolve(answers);
        });
        worker.postMessage('stop');
      }),
  };
}

async function tokenThatMaySend(backend: TestBackend, shop: TestShop): Promise<string> {
  const buyer: TestBuyer = openBuyer(backend, await shop.createOrder());
  await buyer.submits();
  await buyer.chooses('first');
  await buyer.call('/v1/session/signing', { body: { method: 'self-id' } });
  return buyer.token ?? '';
}
