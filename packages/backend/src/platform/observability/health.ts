import type { FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import * as z from 'zod/mini';
import type { PlatformContext } from '../platform-context.ts';
import type { App } from '../http/http.ts';
import { Problem } from '../http/problems.ts';
import { measureQueues } from './queue-metrics.ts';
import { withTimeout } from '../with-timeout.ts';
import { equalInConstantTime } from '../security/encryption.ts';

const TIMEOUT_MS = 2000;
const tags = ['Operation'];
const state = z.object({ status: z.literal('ok') });

export interface Health {
  /** From now on `/readyz` answers 503 and each connection is closed after its next answer, so that a proxy uses other nodes. */
  leave(): void;
}

/** For the orchestrator and for Prometheus. */
export function healthRoutes(app: App, context: PlatformContext): Health {
  let draining = false;
  const leave = () => {
    draining = true;
  };
  app.addHook('preClose', async () => leave());
  app.addHook('onSend', async (_request, reply) => {
    if (draining) reply.header('connection', 'close');
  });

  app.get('/healthz', { schema: { tags, security: [], summary: 'Liveness', response: { 200: state } } }, async () => ({
    status: 'ok' as const,
  }));

  app.get(
    '/readyz',
    {
      schema: {
        tags,
        security: [],
        summary: 'Readiness',
        description: 'Database and queue answer; 503 while draining.',
        response: { 200: state },
      },
    },
    async () => {
      if (draining) throw new Problem(503, 'unavailable', 'The service is draining.');
      if (await isReady(context)) return { status: 'ok' as const };
      throw new Problem(503, 'unavailable', 'The database or the queue does not answer.');
    },
  );

  app.get(
    '/metrics',
    {
      schema: {
        tags,
        security: [],
        summary: 'Prometheus metrics',
        description: 'With METRICS_TOKEN as Bearer. In production without METRICS_TOKEN: for this machine only.',
      },
    },
    async (request, reply) => {
      refuseStrangers(context, request);
      await measureQueues(context);
      const { registry } = context.metrics;
      return reply.type(registry.contentType).send(await registry.metrics());
    },
  );
  return { leave };
}

function refuseStrangers({ config }: PlatformContext, request: FastifyRequest): void {
  const { metricsToken, production } = config;
  if (metricsToken === null) {
    if (!production || isFromThisMachine(request)) return;
    throw new Problem(403, 'forbidden', 'Set METRICS_TOKEN to read the metrics from another machine.');
  }
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
  if (equalInConstantTime(token, metricsToken)) return;
  throw new Problem(401, 'unauthorized', 'Send METRICS_TOKEN as Bearer.', { headers: { 'www-authenticate': 'Bearer' } });
}

/** A proxy on this machine forwards requests of others, so a forwarded request is never one of this machine. */
function isFromThisMachine({ socket, headers }: FastifyRequest): boolean {
  const forwarded = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
  return !forwarded && ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(socket.remoteAddress ?? '');
}

/** One query of the queue's table checks the database and the queue. */
async function isReady(context: PlatformContext): Promise<boolean> {
  try {
    const { rows } = await withTimeout(TIMEOUT_MS, sql`select version from pgboss.version`.execute(context.sql));
    return rows.length > 0;
  } catch {
    return false;
  }
}
