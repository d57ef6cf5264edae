import { request as requestHttp, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';
import { isLoopback, isPublicAddress } from './public-address.ts';

const LIMIT_MS = 15_000;
const LARGEST_ANSWER = 8 * 1024 * 1024;
const onThisMachine = { allowIPAddressList: ['127.0.0.0/8', '::1'] };

/** They look at the address a connection really goes to, so a name that resolves to a private one (or later does) is refused. */
const publicHttps = new RequestFilteringHttpsAgent();
const loopbackHttp = new RequestFilteringHttpAgent(onThisMachine);

export interface NeighbourCall {
  url: string;
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  headers?: Readonly<Record<string, string>>;
  body?: string | Buffer;
  /** In development a neighbour on this machine is allowed. */
  allowLoopback: boolean;
  /** PEM: our certificate and its key, and the authority of the server where it is no public one. */
  tls?: { cert: string; key: string; ca?: string | undefined; passphrase?: string | undefined } | undefined;
  limitMs?: number;
}

export interface NeighbourAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
  text: string;
  /** The body as JSON; undefined where it is none (a page of a proxy, for example). */
  json: unknown;
}

/** Why there was no answer: the network's code, or `limit` or `address`. */
export class NoAnswer extends Error {
  readonly code: string;
  constructor(code: string) {
    super(`no answer: ${code}`);
    this.code = code;
  }
}

/** One call to a system that a shop connected. Any status is an answer; without one it throws `NoAnswer`. Follows no redirect. */
export function callNeighbour({
  url: address,
  method = 'GET',
  headers = {},
  body,
  allowLoopback,
  tls,
  limitMs = LIMIT_MS,
}: NeighbourCall): Promise<NeighbourAnswer> {
  if (!isPublicAddress(address, !allowLoopback)) return Promise.reject(new NoAnswer('address'));
  const url = new URL(address);
  const secure = url.protocol === 'https:';
  const agent = secure ? httpsAgent(isLoopback(url), tls) : loopbackHttp;
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const outgoing = (secure ? requestHttps : requestHttp)(url, {
      method,
      agent,
      headers: { 'user-agent': 'installment-button/1', accept: 'application/json', ...headers, ...length },
      signal: AbortSignal.timeout(limitMs),
    });
    const fail = (error: Error) => reject(new NoAnswer(codeOf(error)));
    outgoing.once('error', fail);
    outgoing.once('response', (incoming) => read(incoming).then(resolve, fail));
    outgoing.end(body);
  });
}

function httpsAgent(local: boolean, tls: NeighbourCall['tls']): HttpsAgent {
  if (!tls && !local) return publicHttps;
  const { cert, key, ca, passphrase } = tls ?? {};
  const options = { ...(local ? onThisMachine : {}), cert, key, passphrase, ...(ca === undefined ? {} : { ca }) };
  return new RequestFilteringHttpsAgent(options);
}

async function read(incoming: IncomingMessage): Promise<NeighbourAnswer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of incoming as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > LARGEST_ANSWER) throw new Error('the answer is too large');
    parts.push(part);
  }
  const body = Buffer.concat(parts);
  const text = body.toString('utf8');
  return { status: incoming.statusCode ?? 0, headers: incoming.headers, body, text, json: parseJson(text) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function codeOf(error: Error): string {
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'limit';
  return 'code' in error && typeof error.code === 'string' ? error.code : 'broken';
}
