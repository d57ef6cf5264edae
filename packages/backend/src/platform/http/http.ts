import Fastify, { LogController, type FastifyBaseLogger, type FastifyError, type FastifyReply, type FastifyRequest } from 'fastify';
import { serializerCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { fieldErrors } from '@installment-button/protocol';
import * as z from 'zod';
import { refuseBrokenRequest } from './broken-requests.ts';
import { isConnectionLoss } from '../database/connection-loss.ts';
import type { PlatformContext } from '../platform-context.ts';
import { trackUnusedConnections } from './unused-connections.ts';
import { Problem } from './problems.ts';

const BODY_LIMIT = 256 * 1024;

/** Every route's app: schemas are zod, refusals are problem+json, each response carries `x-request-id`. */
export type App = ReturnType<typeof createApp>;

export function createApp(context: PlatformContext) {
  z.config(z.locales.en());
  const logger: FastifyBaseLogger = context.log.child({}, { serializers: { req: describeRequest, res: describeReply } });
  const app = Fastify({
    loggerInstance: logger,
    // Fastify's own lines quote the address with its query; ours, below, name the route.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    trustProxy: context.config.trustedProxies.length > 0 ? context.config.trustedProxies : false,
    genReqId: () => context.ids.uuid(),
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: 'idle',
    clientErrorHandler: refuseBrokenRequest,
    // Addresses that the router cannot read get past all hooks.
    frameworkErrors: (error, request, reply) =>
      void sendProblem(reply.header('x-request-id', request.id).header('cache-control', 'no-store'), asProblem(error)),
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler<z.core.$ZodType>(({ schema, httpPart }) => (data) => {
    const parsed = z.core.safeParse(schema, data);
    // What no id can be is an address where nothing is.
    if (!parsed.success && httpPart === 'params') return { error: nothingHere() };
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
    const problem = asProblem(error);
    if (problem.status >= 500) context.log.error({ requestId: request.id, err: error }, 'a request failed');
    return sendProblem(reply, problem);
  });
  app.setNotFoundHandler((_request, reply) => sendNothing(reply));
  return app;
}

const nothingHere = () => new Problem(404, 'not_found', 'There is nothing at this address.');

/** 404 of an address where nothing is. */
export const sendNothing = (reply: FastifyReply) => sendProblem(reply, nothingHere());

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply
    .code(problem.status)
    .headers(problem.headers)
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send(problem.toJSON());
}

const refusals: Record<string, Problem> = {
  FST_ERR_CTP_BODY_TOO_LARGE: new Problem(413, 'body_too_large', 'A body may have 256 KiB at most.'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: new Problem(415, 'unsupported_media_type', 'Send the body as application/json.'),
  FST_ERR_CTP_EMPTY_JSON_BODY: new Problem(400, 'invalid_request', 'The body is empty; send JSON.'),
  FST_ERR_CTP_INVALID_JSON_BODY: new Problem(400, 'invalid_request', 'The body is not JSON.'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: new Problem(400, 'invalid_request', 'The body is not as long as its header says.'),
};

/** Unknown fields are refused by name; the path of each fault is a JSON Pointer. */
function invalid(issues: readonly z.core.$ZodIssue[], data: unknown): Problem {
  const fields = fieldErrors(issues, data);
  return new Problem(422, 'validation_failed', fields.map(({ path, message }) => `${path || '/'}: ${message}`).join(' · '), { fields });
}

export function asProblem(error: FastifyError | Problem): Problem {
  if (error instanceof Problem) return error;
  if (isConnectionLoss(error)) return databaseAway();
  if (error.code === '22021' || error.code === '22P05')
    return new Problem(422, 'invalid_request', 'A text holds a character that no text has.');
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
    'Something failed here. Repeat the request with the same Idempotency-Key; the x-request-id helps to find the cause.',
  );
}

const databaseAway = () =>
  new Problem(503, 'unavailable', 'The database is away for a moment. Repeat the request with the same Idempotency-Key.', {
    headers: { 'retry-after': '2' },
  });

function describeRequest(request: FastifyRequest) {
  return { id: request.id, method: request.method };
}

function describeReply(reply: FastifyReply) {
  return { status: reply.statusCode };
}
