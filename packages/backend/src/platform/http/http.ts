import Fastify, { LogController, type FastifyBaseLogger, type FastifyError, type FastifyReply, type FastifyRequest } from 'fastify';
import { serializerCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { fieldErrors } from '@installment-button/protocol';
import * as z from 'zod';
import { refuseBrokenRequest } from './broken-requests.ts';
import { isConnectionLoss } from '../database/connection-loss.ts';
import type { PlatformContext } from '../platform-context.ts';
import { refusalInsteadOf401 } from '../security/caller.ts';
import { trackUnusedConnections } from './unused-connections.ts';
import { Problem } from './problems.ts';

const BODY_LIMIT = 256 * 1024;

/** The Fastify server that all routes are added to: schemas are zod, errors are problem+json, every response has `x-request-id`. */
export type App = ReturnType<typeof createApp>;

export function createApp(context: PlatformContext) {
  z.config(z.locales.en());
  const logger: FastifyBaseLogger = context.log.child({}, { serializers: { req: describeRequest, res: describeReply } });
  const app = Fastify({
    loggerInstance: logger,
    // Fastify's own lines quote the address with its query. The `onResponse` hook below logs the route instead.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    trustProxy: context.config.trustedProxies.length > 0 ? context.config.trustedProxies : false,
    genReqId: () => context.ids.uuid(),
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: 'idle',
    clientErrorHandler: refuseBrokenRequest,
    // No hook runs for an address that the router cannot parse.
    frameworkErrors: (error, request, reply) =>
      void sendProblem(reply.header('x-request-id', request.id).header('cache-control', 'no-store'), asProblem(error)),
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler<z.core.$ZodType>(({ schema, httpPart }) => (data) => {
    const parsed = z.core.safeParse(schema, data);
    // A malformed id gets 404, like an unknown one.
    if (!parsed.success && httpPart === 'params') return { error: notFound() };
    return parsed.success ? { value: parsed.data } : { error: invalid(parsed.error.issues, data) };
  });
  app.setSerializerCompiler(serializerCompiler);
  const endUnusedConnections = trackUnusedConnections(app.server);
  app.addHook('preClose', async () => endUnusedConnections());

  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    reply.header('cache-control', 'no-store');
  });
  app.addHook('onResponse', async (request, reply) => {
    const line = { requestId: request.id, method: request.method, route: request.routeOptions.url ?? 'unknown', status: reply.statusCode };
    context.log[reply.statusCode >= 500 ? 'error' : 'debug']({ ...line, milliseconds: Math.round(reply.elapsedTime) }, 'answered');
  });
  app.setErrorHandler((error: FastifyError | Problem, request, reply) => {
    const answered = asProblem(error);
    const problem = answered.status === 401 ? (refusalInsteadOf401(request) ?? answered) : answered;
    if (problem.status >= 500) context.log.error({ requestId: request.id, err: error }, 'a request failed');
    return sendProblem(reply, problem);
  });
  app.setNotFoundHandler((_request, reply) => sendNotFound(reply));
  return app;
}

const notFound = () => new Problem(404, 'not_found', 'There is nothing at this address.');

export const sendNotFound = (reply: FastifyReply) => sendProblem(reply, notFound());

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply
    .code(problem.status)
    .headers(problem.headers)
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send(problem.toJSON());
}

const refusals: Record<string, Problem> = {
  FST_ERR_CTP_BODY_TOO_LARGE: new Problem(413, 'body_too_large', 'The body is larger than 256 KiB.'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: new Problem(415, 'unsupported_media_type', 'Send the body as application/json.'),
  FST_ERR_CTP_EMPTY_JSON_BODY: new Problem(400, 'invalid_request', 'The body is empty. Send JSON.'),
  FST_ERR_CTP_INVALID_JSON_BODY: new Problem(400, 'invalid_request', 'The body is not JSON.'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: new Problem(400, 'invalid_request', 'The body’s length differs from Content-Length.'),
};

/** Names each faulty or unknown field by a JSON Pointer. */
function invalid(issues: readonly z.core.$ZodIssue[], data: unknown): Problem {
  const fields = fieldErrors(issues, data);
  return new Problem(422, 'validation_failed', fields.map(({ path, message }) => `${path || '/'}: ${message}`).join(' · '), { fields });
}

export function asProblem(error: FastifyError | Problem): Problem {
  if (error instanceof Problem) return error;
  if (isConnectionLoss(error)) return databaseUnavailable();
  if (error.code === '22021' || error.code === '22P05')
    return new Problem(422, 'invalid_request', 'A text contains a NUL or an unpaired surrogate. Remove it.');
  if (isOutOfRange(error)) return new Problem(422, 'invalid_request', 'A number or a date is out of range.');
  const known = refusals[error.code];
  if (known) return known;
  if (error instanceof SyntaxError) return new Problem(400, 'invalid_request', 'The body is not JSON.');
  const status = error.statusCode ?? 500;
  if (status < 500)
    return new Problem(
      status,
      status === 429 ? 'rate_limited' : 'invalid_request',
      status === 429 ? 'Too many requests.' : 'The request cannot be read.',
    );
  return new Problem(
    500,
    'internal',
    'The server failed. Repeat the request with the same Idempotency-Key. Support finds the cause by the x-request-id.',
  );
}

/** Class 22 of PostgreSQL: a value that its type cannot hold. Whatever schema let it pass, it came from the caller. */
const isOutOfRange = ({ code }: FastifyError) => /^22(003|007|008|009|P02|P03|023)$/.test(code ?? '');

const databaseUnavailable = () =>
  new Problem(503, 'unavailable', 'The database does not answer at the moment. Repeat the request with the same Idempotency-Key.', {
    headers: { 'retry-after': '2' },
  });

function describeRequest(request: FastifyRequest) {
  return { id: request.id, method: request.method };
}

function describeReply(reply: FastifyReply) {
  return { status: reply.statusCode };
}
