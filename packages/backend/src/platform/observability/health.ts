import { sql } from 'kysely';
import * as z from 'zod/mini';
import type { PlatformContext } from '../platform-context.ts';
import type { App } from '../http/http.ts';
import { Problem } from '../http/problems.ts';
import { measureQueues } from './queue-metrics.ts';
import { equalInConstantTime } from '../security/encryption.ts';

const PATIENCE_MS = 2000;
const tags = ['Operation'];
const state = z.object({ status: z.literal('ok') });

export interface Health {
  /** From now on `/readyz` says 503 and each connection ends with its next answer, so that a proxy goes to another node. */
  leave(): void;
}

/** What an orchestrator and Prometheus ask. */
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
    { schema: { tags, security: [], summary: 'Prometheus metrics', description: 'With METRICS_TOKEN as Bearer, where that is set.' } },
    async (request, reply) => {
      const { metricsToken } = context.config;
      const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
      if (metricsToken !== null && !equalInConstantTime(token, metricsToken))
        throw new Problem(401, 'unauthorized', 'Send METRICS_TOKEN as Bearer.', { headers: { 'www-authenticate': 'Bearer' } });
      await measureQueues(context);
      const { registry } = context.metrics;
      return reply.type(registry.contentType).send(await registry.metrics());
    },
  );
  return { leave };
}

/** One question to the queue's own table asks the database too. */
async function isReady(context: PlatformContext): Promise<boolean> {
  const answered = sql`select version from pgboss.version`.execute(context.sql).then(
    ({ rows }) => rows.length > 0,
    () => false,
  );
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), PATIENCE_MS)));
  return Promise.race([answered, late]).finally(() => clearTimeout(timer));
}
