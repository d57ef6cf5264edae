import type { FastifyRequest } from 'fastify';
import { sessionSchema } from '@installment-button/protocol';
import type { Context } from '../context.ts';
import { answerPreflights, readableByPages } from '../platform/http/cors.ts';
import type { App } from '../platform/http/http.ts';
import { Problem } from '../platform/http/problems.ts';
import { createStreams } from '../platform/http/server-sent-events.ts';
import { getShop } from '../shops/store.ts';
import type { Row } from '../tables/schema.ts';
import { accessOf, buyerFirst, buyerOf, sessionFirst } from './access.ts';
import { languageOfRequest } from './answer-buyer.ts';
import { choiceRoutes } from './choice-routes.ts';
import { formRoutes } from './form-routes.ts';
import { liveEvents } from './live-events.ts';
import { noteOpened } from './note-opened.ts';
import { readSession } from './session-answer.ts';

const tags = ['Buyer'];

/** What the application page calls. The calls of the signing are in `signing/routes.ts`. */
export function buyerSessionRoutes(app: App, context: Context): void {
  answerPreflights(app, '/v1/session', 'GET');
  readRoutes(app, context);
  formRoutes(app, context);
  choiceRoutes(app, context);
}

function readRoutes(app: App, context: Context): void {
  app.get(
    '/v1/session',
    {
      onRequest: [readableByPages, sessionFirst(context)],
      schema: {
        tags,
        security: [{ session: [] }, { buyer: [] }],
        summary: 'Read the session',
        description:
          'The session token reads the order’s summary, the buyer token everything. Pages read it from the shop’s registered origins only.',
        response: { 200: sessionSchema },
      },
    },
    async (request) => {
      const access = accessOf(request);
      await refuseForeignPage(context, request, access.order);
      await noteOpened(context, request, access.order);
      return readSession(context, access, languageOfRequest(request));
    },
  );

  const streams = createStreams(context, liveEvents(context));
  app.addHook('preClose', async () => streams.close());
  app.get(
    '/v1/session/events',
    {
      onRequest: buyerFirst(context),
      schema: {
        tags,
        security: [{ buyer: [] }],
        summary: 'Live events',
        description: 'Server-sent events: `decision`, `status`, `signing`, `deadline`; resumes by `Last-Event-ID`.',
        produces: ['text/event-stream'],
      },
    },
    (request, reply) => {
      const { orderId, tokenHash } = buyerOf(request);
      streams.open(reply, { orderId, tokenHash }, lastEventId(request));
      return reply;
    },
  );
}

/** The number of the last event that the client has; 0 asks for all events. */
function lastEventId({ headers }: FastifyRequest): number {
  const written = headers['last-event-id'];
  return typeof written === 'string' && /^\d{1,9}$/.test(written) ? Number(written) : 0;
}

/** A page of another origin may read only where the shop registered it. Our own pages send our origin or none. */
async function refuseForeignPage(context: Context, { headers: { origin } }: FastifyRequest, order: Row<'orders'>): Promise<void> {
  if (origin === undefined || origin === new URL(context.config.publicUrl).origin) return;
  const { origins } = await getShop(context.sql, order.shopId);
  if (!origins.includes(origin)) throw new Problem(403, 'origin_not_registered', 'This page’s origin is not registered with the shop.');
}
