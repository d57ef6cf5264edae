import type { FastifyReply } from 'fastify';

/** 503 for a page whose files are not there yet. */
export function sendUnbuilt(reply: FastifyReply, part: string): FastifyReply {
  return reply
    .code(503)
    .headers({ 'retry-after': '10', 'content-security-policy': "default-src 'none'" })
    .type('text/html; charset=utf-8')
    .send(
      `<!doctype html><meta charset="utf-8"><title>Not built</title><p>The ${part} is not built yet. Run <code>npm run build</code>.</p>`,
    );
}
