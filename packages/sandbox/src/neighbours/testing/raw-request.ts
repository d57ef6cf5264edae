import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { buffer } from 'node:stream/consumers';

export interface RawAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  /** The body parsed as JSON; it throws on anything else, which fails the test. */
  json<Shape = Record<string, unknown>>(): Shape;
}

export interface RawRequest {
  method?: string;
  headers?: Record<string, string>;
  /** A string or bytes as they are; anything else as JSON with its media type. */
  body?: unknown;
  /** For HTTPS: whom to trust, and our own certificate. */
  tls?: { ca: string; cert?: string; key?: string };
}

/** One request over a connection of its own, with exactly the headers that the test gives. */
export function rawRequest(url: string, { method, headers = {}, body, tls }: RawRequest = {}): Promise<RawAnswer> {
  const asIs = typeof body === 'string' || Buffer.isBuffer(body);
  const bytes = body === undefined ? undefined : asIs ? body : JSON.stringify(body);
  const type = bytes === undefined || asIs ? {} : { 'content-type': 'application/json; charset=utf-8' };
  // Node leaves the length out for DELETE, and the body would be lost.
  const length = bytes === undefined ? {} : { 'content-length': String(Buffer.byteLength(bytes)) };
  return new Promise((resolve, reject) => {
    const send = url.startsWith('https:') ? overHttps : overHttp;
    const options = {
      method: method ?? (bytes === undefined ? 'GET' : 'POST'),
      headers: { ...type, ...length, ...headers },
      agent: false,
      ...tls,
    };
    const outgoing = send(url, options, (incoming) => {
      buffer(incoming).then((content) => {
        const text = content.toString('utf8');
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          text,
          json: <Shape>() => JSON.parse(text) as Shape,
        });
      }, reject);
    });
    outgoing.on('error', reject);
    outgoing.end(bytes);
  });
}

export const basic = (user: string, password: string) => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
});

export const form = (fields: Record<string, string>) => ({
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(fields).toString(),
});
