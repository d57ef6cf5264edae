import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { TLSSocket } from 'node:tls';
import type { Timer } from '../timer.ts';
import { faultQueue, type Fault, type FaultForms, type FaultQueue, type Faults } from './faults.ts';
import type { Operation, WireAnswer, WireRequest } from './wire.ts';

/** One request and what was answered to it. */
export interface Exchange {
  at: Date;
  operation: string;
  method: string;
  path: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: string;
  /** Undefined while the answer is under way, and where the connection was cut. */
  status?: number;
  answer?: string;
  fault?: Fault['kind'];
}

/** What every stand-in has. A stand-in's own records (receipts, deals, orders) stand beside these. */
export interface StandIn {
  readonly name: string;
  readonly url: string;
  readonly faults: Faults;
  /** Every request in the order of arrival, refused ones included. */
  readonly exchanges: readonly Exchange[];
  close(): Promise<void>;
}

export interface StandInListening {
  /** Default 127.0.0.1. */
  host?: string | undefined;
  /** Default 0: any free one. */
  port?: number | undefined;
}

export interface StandInParts {
  name: string;
  operations: readonly Operation[];
  /** For an address that no operation has. */
  unknownAddress(request: WireRequest): WireAnswer;
  forms: FaultForms;
  sendsNotices: boolean;
  timer: Timer;
  /** With it the stand-in speaks HTTPS and asks for a client certificate, which the operations judge by themselves. */
  tls?: { key: string; cert: string; ca: string } | undefined;
  bodyLimit?: number;
}

export interface PreparedStandIn {
  faults: FaultQueue;
  exchanges: Exchange[];
  listen(listening: StandInListening): Promise<StandIn>;
}

/**
 * The HTTP side of every stand-in: it records the request, lets faults strike, and sends the provider's answer. Prepared first and
 * started later, because notices need the same faults.
 */
export function standIn(parts: StandInParts): PreparedStandIn {
  const faults = faultQueue(parts.name, parts);
  const exchanges: Exchange[] = [];
  const server = createServer(parts);

  function route(operation: string, answer: Operation['answer']) {
    return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
      const wire = wireRequest(request, operation);
      const exchange: Exchange = {
        at: parts.timer.now(),
        operation,
        method: wire.method,
        path: request.url,
        headers: request.headers,
        body: wire.body.toString('utf8'),
      };
      exchanges.push(exchange);
      const fault = faults.takeForRequest(operation);
      if (fault) exchange.fault = fault.kind;
      const given = await withFault(parts, fault, wire, answer);
      send(parts, reply, exchange, given, fault);
    };
  }

  for (const { name, method, url, answer } of parts.operations) server.route({ method, url, handler: route(name, answer) });
  server.setNotFoundHandler(route('unknown-address', (request) => parts.unknownAddress(request)));

  return {
    faults,
    exchanges,
    async listen({ host = '127.0.0.1', port = 0 }) {
      const url = await server.listen({ host, port });
      return { name: parts.name, url, faults, exchanges, close: () => server.close() };
    },
  };
}

function createServer({ tls, bodyLimit = 1024 * 1024 }: StandInParts): FastifyInstance {
  const options = { logger: false, forceCloseConnections: true, bodyLimit, routerOptions: { ignoreTrailingSlash: true } };
  const server: FastifyInstance = tls
    ? fastify({ ...options, https: { ...tls, requestCert: true, rejectUnauthorized: false, minVersion: 'TLSv1.2' } })
    : fastify(options);
  // The operations read the bytes themselves, a body with a wrong media type included.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  return server;
}

function wireRequest(request: FastifyRequest, operation: string): WireRequest {
  const { pathname, searchParams } = new URL(request.url, 'http://stand-in');
  const params: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.params ?? {})) params[name] = String(value);
  return {
    operation,
    method: request.method,
    path: pathname,
    query: searchParams,
    params,
    headers: request.headers,
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    remoteAddress: request.ip,
    certificate: certificateOf(request),
  };
}

function certificateOf({ raw: { socket } }: FastifyRequest): WireRequest['certificate'] {
  if (!(socket instanceof TLSSocket)) return 'none';
  if (socket.authorized) return 'trusted';
  return Object.keys(socket.getPeerCertificate()).length > 0 ? 'untrusted' : 'none';
}

type Given = WireAnswer | 'reset';

const proxyPage: WireAnswer = {
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: '<!DOCTYPE html><html><head><title>Технические работы</title></head><body><h1>Ведутся технические работы</h1></body></html>',
};

async function withFault(parts: StandInParts, fault: Fault | undefined, request: WireRequest, answer: Operation['answer']): Promise<Given> {
  if (!fault || fault.kind === 'slow') return answer(request);
  if (fault.workDone) await answer(request);
  if (fault.kind === 'reset') return 'reset';
  const own = parts.forms[fault.kind]?.(request);
  if (own === 'proceed') return answer(request);
  return own ?? proxyPage;
}

function send({ timer }: StandInParts, reply: FastifyReply, exchange: Exchange, given: Given, fault: Fault | undefined): void {
  if (given === 'reset') {
    reply.hijack();
    reply.raw.socket?.destroy();
    return;
  }
  exchange.status = given.status;
  exchange.answer = given.body?.toString() ?? '';
  const write = () =>
    void reply
      .code(given.status)
      .headers({ ...given.headers })
      .send(given.body ?? '');
  if (fault?.kind === 'slow') timer.after(fault.delayMs ?? 1_000, write);
  else write();
}
