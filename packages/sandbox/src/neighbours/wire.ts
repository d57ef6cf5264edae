import type { IncomingHttpHeaders } from 'node:http';

/** A request as it came over the wire: nothing in it is parsed but the address. */
export interface WireRequest {
  /** The name of the operation that the address and method stand for. */
  operation: string;
  method: string;
  path: string;
  query: URLSearchParams;
  /** The named parts of the path, decoded. */
  params: Readonly<Record<string, string>>;
  headers: IncomingHttpHeaders;
  /** The exact bytes: signatures are checked over them. */
  body: Buffer;
  remoteAddress: string;
  /** Under mutual TLS: whether the client's certificate was issued by the authority that the stand-in trusts. */
  certificate: 'trusted' | 'untrusted' | 'none';
}

export interface WireAnswer {
  status: number;
  headers?: Readonly<Record<string, string | string[]>>;
  body?: string | Buffer;
}

/** One address of a stand-in. `answer` does the work and says what the provider would say. */
export interface Operation {
  name: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** In the router's form: `/possystem/v4/:group/report/:uuid`. */
  url: string;
  answer(request: WireRequest): WireAnswer | Promise<WireAnswer>;
}

export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): WireAnswer {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body: JSON.stringify(value) };
}

export function header(request: Pick<WireRequest, 'headers'>, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** The media type without its parameters, in lower case. */
export function mediaType(request: Pick<WireRequest, 'headers'>): string {
  return (header(request, 'content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

export function parseJson(text: string): { ok: true; value: unknown } | { ok: false } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
}

/** The body of a request that says it is JSON and is; undefined for every other one, which no schema accepts. */
export function jsonBody(request: Pick<WireRequest, 'headers' | 'body'>): unknown {
  const body = parseJson(request.body.toString('utf8'));
  return body.ok && mediaType(request) === 'application/json' ? body.value : undefined;
}

/** The user and password of `Authorization: Basic`, or undefined where the header is missing or malformed. */
export function basicCredentials(request: Pick<WireRequest, 'headers'>): { user: string; password: string } | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/]+=*)$/.exec(header(request, 'authorization') ?? '')?.[1];
  if (!encoded) return undefined;
  const [, user, password] = /^([^:]*):(.*)$/su.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? [];
  return user === undefined || password === undefined ? undefined : { user, password };
}

export function bearerToken(request: Pick<WireRequest, 'headers'>): string | undefined {
  return /^Bearer (\S+)$/.exec(header(request, 'authorization') ?? '')?.[1];
}
