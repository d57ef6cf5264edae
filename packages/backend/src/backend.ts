import type { AddressInfo } from 'node:net';
import { harden } from './platform/security/hardening.ts';
import { healthRoutes } from './platform/observability/health.ts';
import { createApp, type App } from './platform/http/http.ts';
import { describeRoutes, openApiRoutes } from './api-reference/openapi.ts';
import { openContext, type ContextParts } from './open-context.ts';
import { openOperatorSocket } from './operator-socket.ts';
import { startMaintenance } from './platform/queue/maintenance.ts';
import { addRoutes, allQueues, maintenance } from './modules.ts';
import type { Context } from './context.ts';

export interface Backend {
  context: Context;
  app: App;
  /** Where the web role answers; null for a worker alone. */
  port: number | null;
  /** Answers on, but says at `/readyz` that it goes, so that a proxy has the time to leave it out. */
  leave(): void;
  /** Stops taking requests, ends streams, waits for what is running, closes the database. */
  drain(timeoutMs: number): Promise<void>;
}

/** Database → queue → web and/or worker. */
export async function startBackend(parts: ContextParts): Promise<Backend> {
  const { context, close } = await openContext(parts);
  const { role, host, port } = context.config;
  const app = createApp(context);
  let closeSocket = () => Promise.resolve();
  let endMaintenance = () => Promise.resolve();
  try {
    // Nobody else can open the embedded database, so the operator's shell asks this process.
    if (context.config.databaseUrl === null) closeSocket = await openOperatorSocket(context);
    const queues = allQueues(context);
    await context.queue.declare(queues.map(({ name }) => name));
    await harden(app, context);
    await describeRoutes(app, context);
    const { leave } = healthRoutes(app, context);
    await addRoutes(app, context);
    openApiRoutes(app);
    if (role !== 'web') {
      context.queue.work(queues);
      endMaintenance = startMaintenance(context, maintenance);
    }
    if (role !== 'worker') await app.listen({ port, host });
    return {
      context,
      app,
      port: role === 'worker' ? null : portOf(app.server.address()),
      leave,
      async drain(timeoutMs) {
        await app.close();
        await closeSocket();
        await endMaintenance();
        await close(timeoutMs);
      },
    };
  } catch (error) {
    await app.close();
    await closeSocket();
    await endMaintenance();
    await close(1000);
    throw error;
  }
}

function portOf(address: AddressInfo | string | null): number | null {
  return typeof address === 'object' && address !== null ? address.port : null;
}
