import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** One request that the button's page made, as the tests want to read it. */
export interface Seen {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** What the fake service knows of its one order; tests change it under way. */
export interface FakeOrder {
  id: string;
  externalId: string | null;
  status: string;
  previousStatus: string | null;
  statusAt: string;
  sequence: number;
  successor: { orderId: string; session: string } | null;
}

export interface FakeService {
  origin: string;
  seen: Seen[];
  order: FakeOrder;
  /** Answers instead of the usual, by `METHOD /path`. */
  answers: Map<string, (request: Seen) => { status: number; body: unknown } | 'hang'>;
  /** The frame's page; the default says hello, then ready, and does as it is told by `postMessage({test: …})` of its own script. */
  framePage: string;
  frameHeaders: Record<string, string>;
  close(): Promise<void>;
}

export const firstOrder = 'ord_0000000000001';
export const sessionOf = (orderId: string) => `ses_${orderId}_${'m'.repeat(32)}`;

const plans = [
  { product: 'installment', term: 6, rate: 0, minAmount: 300_000, maxAmount: 30_000_000 },
  { product: 'installment', term: 12, rate: 0, minAmount: 300_000, maxAmount: 30_000_000 },
  { product: 'credit', term: 24, rate: 17.315, minAmount: 300_000, maxAmount: 100_000_000 },
];
const legal = {
  ru: 'Кредит выдаёт банк. Полная стоимость кредита — 19,894–35,792 %. Оценивайте свои финансовые возможности и риски',
  en: 'The credit is granted by a bank. Its full cost is 19.894–35.792%. Weigh your means and the risks',
};

/** A backend in as few lines as the button can be tested with, over real HTTP; it also serves the built script from `dist`. */
export async function startFakeService(dist: string, port = 0): Promise<FakeService> {
  const service: FakeService = {
    origin: '',
    seen: [],
    order: newOrder(),
    answers: new Map(),
    framePage: defaultFrame,
    frameHeaders: {},
    close: () => close(server),
  };
  const server = createServer((request, response) => void answer(service, dist, request, response));
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  service.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return service;
}

export const newOrder = (): FakeOrder => ({
  id: firstOrder,
  externalId: null,
  status: 'created',
  previousStatus: null,
  statusAt: '2026-03-01T09:30:00.000Z',
  sequence: 1,
  successor: null,
});

async function answer(service: FakeService, dist: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://service');
  const origin = request.headers.origin ?? '*';
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-allow-headers', 'authorization, content-type, idempotency-key');
  if (request.method === 'OPTIONS') return void response.writeHead(204).end();

  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const seen: Seen = {
    method: request.method ?? '',
    path: request.url ?? '',
    headers: request.headers,
    body: Buffer.concat(chunks).toString(),
  };
  service.seen.push(seen);
  const other = service.answers.get(`${seen.method} ${pathname}`)?.(seen);
  if (other === 'hang') return;
  if (other) return json(response, other.status, other.body);

  if (pathname.startsWith('/v1/plans')) return json(response, 200, { data: plans, legal });
  if (seen.method === 'POST' && pathname === '/v1/orders') {
    const { externalId = null } = JSON.parse(seen.body) as { externalId?: string };
    service.order = { ...newOrder(), externalId };
    return json(response, 201, { ...service.order, session: sessionOf(service.order.id) });
  }
  if (pathname === '/v1/session') return json(response, 200, { order: service.order });
  if (pathname.startsWith('/apply/')) {
    response.writeHead(200, { 'content-type': 'text/html', ...service.frameHeaders });
    return void response.end(service.framePage);
  }
  try {
    const file = await readFile(join(dist, pathname));
    response.writeHead(200, { 'content-type': pathname.endsWith('.js') ? 'text/javascript' : 'application/json' });
    response.end(file);
  } catch {
    response.writeHead(404).end();
  }
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' });
  response.end(JSON.stringify(body));
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((closed) => server.close(() => closed()));
}

/** Speaks the port as the real frame does; `window.say(type, payload)` and `window.heard` are for the tests. */
const defaultFrame = `<!doctype html><meta charset="utf-8"><title>Frame</title>
<body style="margin:0;font:15px sans-serif;padding:24px"><h1>Анкета</h1><input id="first" aria-label="Телефон"><button id="done">Закрыть</button>
<script>
  window.heard = [];
  let port, id = 0;
  window.say = (type, payload) => port.postMessage(JSON.stringify({ version: 1, id: ++id, type, payload }));
  window.raw = (data) => port.postMessage(data);
  addEventListener('message', (event) => {
    if (event.source !== parent || event.data?.type !== 'connect') return;
    port = event.ports[0];
    port.onmessage = ({ data }) => {
      const message = JSON.parse(data);
      heard.push(message);
      if (message.type === 'init') document.documentElement.style.colorScheme = message.payload.theme;
      if (message.type === 'close-request') say('close', { reason: 'dismissed' });
    };
    if (!window.mute) say('ready', {});
  });
  addEventListener('keydown', (event) => event.key === 'Escape' && say('close', { reason: 'dismissed' }));
  document.querySelector('#done').onclick = () => say('close', { reason: 'done' });
  if (parent !== window) parent.postMessage({ source: 'installment', type: 'hello', versions: [1] }, '*');
</script>`;
