/** The attacker of `abuse.bench.ts`, in a thread of its own. Counts what it was answered. */
import { connect } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';

interface Order {
  attack: string;
  url: string;
  publishableKey: string;
  origin: string;
  /** A buyer token whose order waits for photographs. */
  token: string;
}

const { attack, url, publishableKey, origin, token } = workerData as Order;
const answers: Record<string, number> = {};
const count = (what: string | number) => void (answers[what] = (answers[what] ?? 0) + 1);
const digits = (length: number) => String(Math.floor(Math.random() * 10 ** length)).padStart(length, '0');
const hex = () => Math.floor(Math.random() * 65_536).toString(16);
/** Of one /48, each time from another /64. */
const anAddress = () => ({ 'x-forwarded-for': `2001:db8:bad:${hex()}::${hex()}` });

const post = (path: string, body: unknown, headers: Record<string, string>) =>
  fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...anAddress(), ...headers },
    body: JSON.stringify(body),
  });

const newOrder = () =>
  post(
    '/v1/orders',
    { product: 'installment', currency: 'RUB', items: [{ name: 'Холодильник', price: 4_999_000, quantity: 1 }] },
    { authorization: `Bearer ${publishableKey}`, origin },
  );

async function asksForCode(): Promise<void> {
  const made = await newOrder();
  const order = (await made.json()) as { session?: string };
  if (order.session === undefined) return count(`order ${made.status}`);
  const sent = await post('/v1/session/phone', { phone: `+79${digits(9)}` }, { authorization: `Bearer ${order.session}` });
  await sent.body?.cancel();
  count(`code ${sent.status}`);
}

async function signsIn(): Promise<void> {
  const credentials = { email: `${digits(9)}@shop.example`, password: digits(12) };
  const response = await post('/cabinet/api/sign-in', credentials, { origin: new URL(url).origin });
  await response.body?.cancel();
  count(response.status);
}

async function spamsOrders(): Promise<void> {
  const response = await newOrder();
  await response.body?.cancel();
  count(response.status);
}

/** Asks for a long answer, and reads none of it. */
function readsSlowly(): Promise<void> {
  const { port, hostname } = new URL(url);
  const socket = connect(Number(port), hostname);
  const { promise, resolve } = Promise.withResolvers<undefined>();
  socket.pause();
  socket.on('error', () => resolve(undefined));
  socket.on('close', () => resolve(undefined));
  for (let times = 0; times < 20; times += 1) socket.write('GET /openapi.json HTTP/1.1\r\nhost: localhost\r\n\r\n');
  count('connection');
  setTimeout(() => {
    socket.destroy();
    resolve(undefined);
  }, 20_000);
  return promise;
}

const picture = Buffer.alloc(9 * 2 ** 20, 'x');

async function uploads(): Promise<void> {
  const form = new FormData();
  for (const field of ['passport', 'selfie']) form.append(field, new Blob([picture], { type: 'image/jpeg' }), `${field}.jpg`);
  const headers = { authorization: `Bearer ${token}`, ...anAddress() };
  const response = await fetch(`${url}/v1/session/signing/self-id`, { method: 'POST', headers, body: form });
  await response.body?.cancel();
  count(response.status);
}

const acts: Record<string, { act: () => Promise<void>; atOnce: number }> = {
  codes: { act: asksForCode, atOnce: 16 },
  'sign-ins': { act: signsIn, atOnce: 32 },
  orders: { act: spamsOrders, atOnce: 16 },
  'slow-readers': { act: readsSlowly, atOnce: 300 },
  uploads: { act: uploads, atOnce: 40 },
};

let stopped = false;
parentPort?.once('message', () => {
  stopped = true;
  parentPort?.postMessage(answers);
});
const { act, atOnce } = acts[attack] ?? { act: () => Promise.resolve(), atOnce: 0 };
for (let lane = 0; lane < atOnce; lane += 1) {
  void (async () => {
    while (!stopped) await act().catch(() => count('no answer'));
  })();
}
// The attack has begun.
setTimeout(() => parentPort?.postMessage('running'), 500);
