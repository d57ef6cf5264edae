import type { FastifyReply, FastifyRequest } from 'fastify';
import { buyerOf } from '../buyer-session/access.ts';
import { findSigning } from '../buyer-session/store.ts';
import type { Context } from '../context.ts';
import { Problem } from '../platform/http/problems.ts';
import { photographBodyLimit } from './photograph-upload.ts';
import { refuseUnlessAwaited } from './self-id.ts';

/** Photographs are held in memory while they arrive. This node holds at most this many bytes of them. */
const MOST_BYTES = 8 * photographBodyLimit;

/**
 * `onRequest` of the upload, after the token was checked. All of it happens before the body is read:
 * 1. The order must wait for photographs.
 * 2. A buyer token has one upload at a time.
 * 3. All uploads together stay under a bound. An upload without Content-Length counts as the largest.
 */
export function uploadLimits(context: Context): (request: FastifyRequest, reply: FastifyReply) => Promise<void> {
  const uploading = new Set<string>();
  let bytesInFlight = 0;
  return async (request, reply) => {
    const { orderId, tokenHash } = buyerOf(request);
    refuseUnlessAwaited(await findSigning(context.sql, orderId));
    if (uploading.has(tokenHash)) throw new Problem(409, 'conflict', 'An upload with this token is under way. Wait for its answer.');
    const declared = Number(request.headers['content-length'] ?? photographBodyLimit);
    const bytes = Number.isSafeInteger(declared) && declared >= 0 ? declared : photographBodyLimit;
    if (bytes > photographBodyLimit) throw new Problem(413, 'body_too_large', 'Each picture may have at most 10 MiB.');
    if (bytesInFlight + bytes > MOST_BYTES)
      throw new Problem(503, 'unavailable', 'Too many photographs arrive at this moment. Repeat in a few seconds.', {
        headers: { 'retry-after': '5' },
      });
    uploading.add(tokenHash);
    bytesInFlight += bytes;
    reply.raw.once('close', () => {
      uploading.delete(tokenHash);
      bytesInFlight -= bytes;
    });
  };
}
