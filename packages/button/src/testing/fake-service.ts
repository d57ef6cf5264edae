import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createOrderSchema } from '@installment-button/protocol/merchant-api';
import { framePage } from './frame-page.ts';
import { legal, plans } from './plans.ts';

/** One request that the button's page made. */
export interface Seen {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** The one order of the fake service; tests change it under way. */
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
  /** Other answers than the usual, by `METHOD /path`; `hang` never answers. */
  answers: Map<string, (request: Seen) => { status: number; body?: unknown } | 'hang'>;
  /** The document in the frame. */
  page: string;
  pageHeaders: Record<string, string>;
  /** The shop's server knows the next status. */
  move(status: string): void;
  requests(method: string, path: string): Seen[];
  /** As it was at the start. */
  reset(): void;
  close(): Promise<void>;
}

export const orderId = 'ord_0000000000001';
export const sessionOf = (id: string) => `ses_${id}_${'m'.repeat(32)}`;

/** A backend in as few lines as the button can be tested with, over real HTTP; `files` are served too, by path. */
export async function startFakeService(files: ReadonlyMap<string, string>): Promise<FakeService> {
  const server = createServer((request, response) => void answer(service, files, request, response));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const service: FakeService = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen: [],
    order: newOrder(null),
    answers: new Map(),
    page: framePage,
    pageHeaders: {},
    move(status) {
      const { order } = service;
      service.order = { ...order, previousStatus: order.status, status, sequence: order.sequence + 1 };
    },
    requests: (method, path) => service.seen.filter((seen) => seen.method === method && seen.path.startsWith(path)),
    reset() {
      Object.assign(service, { seen: [], order: newOrder(null), page: framePage, pageHeaders: {} });
      service.answers.clear();
    },
    close: () => close(server),
  };
  return service;
}

const newOrder = (externalId: string | null): FakeOrder => ({
  id: orderId,
  externalId,
  status: 'created',
  previousStatus: null,
  statusAt: '2026-03-01T09:30:00.000Z',
  sequence: 1,
  successor: null,
});

async function answer(
  service: FakeService,
  files: ReadonlyMap<string, string>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = '', url: path = '/', headers } = request;
  const { pathname } = new URL(path, 'http://service');
  response.setHeader('access-control-allow-origin', '*');
  response.setHeader('access-control-allow-headers', 'authorization, content-type, idempotency-key');
  if (method === 'OPTIONS') return void response.writeHead(204).end();

  let body = '';
  for await (const piece of request) body += String(piece);
  const seen = { method, path, headers, body };
  service.seen.push(seen);
  const other = service.answers.get(`${method} ${pathname}`)?.(seen);
  if (other === 'hang') return;
  if (other) return json(response, other.status, other.body);

  const file = files.get(pathname);
  if (file !== undefined) return send(response, 200, 'text/javascript', file);
  if (pathname === '/v1/plans') return json(response, 200, { data: plans, legal });
  if (pathname === '/v1/session') return json(response, 200, { order: service.order });
  if (pathname === '/v1/orders') {
    const wish = createOrderSchema.safeParse(JSON.parse(body));
    if (!wish.success) return json(response, 422, { code: 'invalid_request', detail: wish.error.message });
    const { externalId = null } = wish.data;
    const id = `ord_${String(service.requests('POST', '/v1/orders').length).padStart(13, '0')}`;
    service.order = { ...newOrder(externalId), id };
    return json(response, 201, { ...service.order, session: sessionOf(id) });
  }
  if (!pathname.startsWith('/apply/')) return json(response, 404, {});
  for (const [name, value] of Object.entries(service.pageHeaders)) response.setHeader(name, value);
  send(response, 200, 'text/html', service.page);
}

const json = (response: ServerResponse, status: number, body: unknown = {}) =>
  send(response, status, status < 400 ? 'application/json' : 'application/problem+json', JSON.stringify(body));

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8` });
  response.end(body);
}

export function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((closed) => server.close(() => closed()));
}
