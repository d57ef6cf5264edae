import type { IncomingMessage, ServerResponse } from 'node:http';

export class BodyTooLarge extends Error {
  override name = 'BodyTooLarge';
}

/** The body as text, up to `limit` bytes. */
export async function readBody(request: IncomingMessage, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new BodyTooLarge('The body is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** A POST of our own pages. A browser tells where a request comes from and no script can change that: this is all that CSRF needs. */
export function isSameOrigin({ headers }: IncomingMessage): boolean {
  if (headers['sec-fetch-site'] !== undefined && headers['sec-fetch-site'] !== 'same-origin') return false;
  return headers.origin !== undefined && URL.canParse(headers.origin) && new URL(headers.origin).host === headers.host;
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' }).end(JSON.stringify(body));
}

export function sendPage(response: ServerResponse, page: string, status = 200): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(page);
}

export function redirect(response: ServerResponse, location: string): void {
  response.writeHead(303, { location }).end();
}

/** What the pages may load: our own files, and of the installment service exactly three things. */
export function securityHeaders(installmentUrl: string): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    // The script of the button and the dialog that it fetches at the first click …
    `script-src 'self' ${installmentUrl}`,
    // … its questions: the tariff table, the order's status, and for /static the order itself …
    `connect-src 'self' ${installmentUrl}`,
    // … and the application in its frame.
    `frame-src ${installmentUrl}`,
    // The button needs no Trusted Types policy, so a shop may forbid them all.
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
  return {
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    // The frame asks for the camera (Self ID) and for one-time codes; nobody else gets them.
    'permissions-policy': `camera=(self "${installmentUrl}"), microphone=(), geolocation=()`,
  };
}
