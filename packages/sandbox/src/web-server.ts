import { fastify, type FastifyInstance } from 'fastify';
import { ZodError } from 'zod';
import { NotHere, type Control } from './control/control.ts';
import { controlRoutes } from './control/routes.ts';
import type { Inbox } from './inbox/inbox.ts';
import { inboxRoutes } from './inbox/routes.ts';
import { pageRoutes } from './pages.ts';

const securityHeaders = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
};

/** The sandbox's own pages and JSON: the control page, the inbox, `POST /sms`. */
export function webServer(control: Control, inbox: Inbox, host: string): FastifyInstance {
  const server = fastify({ logger: false, forceCloseConnections: true, bodyLimit: 64 * 1024 });

  server.addHook('onRequest', async (request, reply) => {
    void reply.headers(securityHeaders);
    // A page that resolves its own name to this machine (DNS rebinding) must not read the inbox.
    if (isLoopback(host) && !isLoopback(request.hostname))
      return reply.code(403).send({ title: 'This host is not served here.', status: 403, code: 'unknown_host' });
    // Some other page in the same browser must not steer the banks.
    if (request.method !== 'GET' && request.headers['sec-fetch-site'] === 'cross-site') {
      return reply.code(403).send({ title: 'Not from another site.', status: 403, code: 'cross_site' });
    }
    return undefined;
  });

  server.setErrorHandler((error, _request, reply) => {
    if (error instanceof NotHere) return reply.code(404).send({ title: error.message, status: 404, code: 'not_found' });
    if (error instanceof ZodError) {
      const errors = error.issues.map(({ path, code, message }) => ({ path: `/${path.join('/')}`, code, message }));
      return reply.code(422).send({ title: 'The request is not right.', status: 422, code: 'invalid', errors });
    }
    return reply.send(error);
  });

  controlRoutes(server, control);
  inboxRoutes(server, inbox);
  pageRoutes(server);
  return server;
}

function isLoopback(host: string): boolean {
  return /^(127\.\d+\.\d+\.\d+|::1|\[::1\]|([\w-]+\.)*localhost)$/.test(host);
}
