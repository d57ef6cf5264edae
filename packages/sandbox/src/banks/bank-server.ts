import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { refusal } from './answer.ts';
import type { Bank } from './bank.ts';
import type { Action } from './behaviour.ts';
import { nextFailure, sendFailure } from './failures.ts';
import { answerTo, verifyRequest, type GatewayRequest } from './gateway.ts';

const bodyLimit = 256 * 1024;

const one = '/applications/:applicationId';
const routes: readonly (readonly [method: 'GET' | 'POST' | 'DELETE', url: string, action: Action])[] = [
  ['POST', '/applications', 'apply'],
  ['GET', one, 'decision'],
  ['POST', `${one}/accept`, 'accept'],
  ['POST', `${one}/release`, 'release'],
  ['GET', `${one}/slots`, 'slots'],
  ['POST', `${one}/appointment`, 'appointment'],
  ['DELETE', `${one}/appointment`, 'appointment-off'],
  ['POST', `${one}/signature`, 'signature'],
  ['POST', `${one}/confirm`, 'confirm'],
  ['POST', `${one}/cancel`, 'cancel'],
  ['POST', `${one}/refunds`, 'refunds'],
];

/** The bank as an HTTP server: it reads, lets failures strike, and answers. */
export function bankServer(bank: Bank): FastifyInstance {
  const server = fastify({ logger: false, bodyLimit, forceCloseConnections: true, keepAliveTimeout: 60_000 });

  // The signature is over the bytes as they came.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    done(null, body);
  });

  for (const [method, url, action] of routes) {
    server.route({
      method,
      url,
      handler: (request: FastifyRequest<{ Params: { applicationId?: string } }>, reply) => {
        handle(bank, reply, {
          method,
          path: request.url,
          headers: request.headers,
          rawBody: typeof request.body === 'string' ? request.body : '',
          action,
          applicationId: request.params.applicationId,
        });
      },
    });
  }
  return server;
}

function handle(bank: Bank, reply: FastifyReply, request: GatewayRequest): void {
  const verified = verifyRequest(bank, request);
  if (!verified.verified) {
    void reply.code(verified.answer.status).type('application/problem+json').send(verified.answer.body);
    return;
  }
  const { entry } = verified;
  const failure = nextFailure(bank, entry, request.rawBody);
  entry.failure = failure?.kind;
  const works = !failure || failure.workDone || failure.kind === 'late';
  const answer = works ? answerTo(bank, request, entry) : undefined;
  if (failure) {
    sendFailure(bank, reply, failure, answer);
    return;
  }
  if (answer === 'no-answer' || answer === undefined) {
    reply.hijack();
    return;
  }
  entry.status = answer.status;
  void reply.code(answer.status).send(answer.body ?? refusal(500, 'internal', 'No answer.'));
}
