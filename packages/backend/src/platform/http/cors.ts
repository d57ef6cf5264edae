import type { FastifyRequest, FastifyReply } from 'fastify';
import type { App } from './http.ts';

/** What pages of other origins may send and read. */
const REQUEST_HEADERS = 'authorization, content-type, idempotency-key';
const RESPONSE_HEADERS = 'x-request-id, retry-after, idempotency-replayed';

/**
 * Answers preflights of this address for any origin: a preflight carries no key, so it cannot be judged by shop; the real
 * request is. There are no cookies, so an origin gains nothing by it.
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
 * As `onRequest` of a route that pages call: refusals can be read too, so that the button can say what is wrong. Stands
 * before all that may refuse.
 */
export async function readableByPages(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
  reply.headers({ 'access-control-allow-origin': '*', 'access-control-expose-headers': RESPONSE_HEADERS });
}
