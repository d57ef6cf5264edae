import type { FastifyRequest, FastifyReply } from 'fastify';
import type { App } from './http.ts';

/** What pages of other origins may send and read. */
const REQUEST_HEADERS = 'authorization, content-type, idempotency-key';
const RESPONSE_HEADERS = 'x-request-id, retry-after, idempotency-replayed';

/**
 * Answers preflights of this address for any origin. A preflight carries no key, so only the real request can be checked against
 * the shop's origins. The API has no cookies, so a foreign origin gains nothing.
 */
export function answerPreflights(app: App, url: string, methods: string): void {
  app.options(url, { schema: { hide: true } }, (_request, reply) =>
    reply
      .headers({
        'access-control-allow-origin': '*',
        'access-control-allow-methods': methods,
        'access-control-allow-headers': REQUEST_HEADERS,
        'access-control-max-age': '7200',
        'cache-control': 'public, max-age=7200',
      })
      .code(204)
      .send(),
  );
}

/**
 * `onRequest` of a route that pages call. Put it before every hook that may refuse, so that the page can read the refusal and
 * the button can say what is wrong.
 */
export async function readableByPages(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
  reply.headers({ 'access-control-allow-origin': '*', 'access-control-expose-headers': RESPONSE_HEADERS });
}
