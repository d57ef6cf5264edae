import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import { answerPreflights, readableByPages } from '../platform/http/cors.ts';
import type { App } from '../platform/http/http.ts';
import { loginFirst, pageCreator, serverCreator } from './caller.ts';
import { commandOrder } from './command-order.ts';
import { createLimits, type LimitCreates } from './create-limits.ts';
import { createOrFind } from './create-order.ts';
import { findOwnOrder } from './own-order.ts';
import { Refusal, sendRefusal } from './refusal.ts';
import { viewInfo } from './view.ts';
import { readCreate } from './wire.ts';

const servers = '/api/partners/v2/orders';
const pages = '/api/online/application';
const hidden = { schema: { hide: true } };

/**
 * The wire of T-Bank's partner API, so that a shop's client moves by changing its base URL and its ids. Off for a shop until its
 * head switches it on. The API password is a secret key. Orders made here are untrusted, because `create` has no password.
 */
export async function tBankRoutes(app: App, context: Context): Promise<void> {
  answerPreflights(app, `${pages}/create-no-redirect`, 'POST');
  answerPreflights(app, `${pages}/create-demo`, 'POST');
  const limit = createLimits(app);
  await app.register((scope, _options, done) => {
    scope.setErrorHandler((error: Error, request, reply) => sendRefusal(context, error, request, reply));
    readLeniently(scope);
    createRoutes(scope, context, limit);
    orderRoutes(scope, context);
    done();
  });
}

function createRoutes(scope: FastifyInstance, context: Context, limit: LimitCreates): void {
  const create = async (request: FastifyRequest, creatorOf: typeof serverCreator, test: boolean) => {
    const wish = readCreate(request.body ?? {});
    const creator = await creatorOf(context, request, wish, test);
    await limit(request, creator);
    return context.transaction((tx) => createOrFind(context, tx, creator, wish));
  };
  const ofPage = { ...hidden, onRequest: readableByPages };
  scope.post(`${servers}/create`, hidden, (request) => create(request, serverCreator, false));
  scope.post(`${servers}/create-demo`, hidden, (request) => create(request, serverCreator, true));
  scope.post(`${pages}/create-no-redirect`, ofPage, (request) => create(request, pageCreator, false));
  scope.post(`${pages}/create-demo`, ofPage, (request) => create(request, pageCreator, true));
}

function orderRoutes(scope: FastifyInstance, context: Context): void {
  const own = { ...hidden, onRequest: loginFirst(context) };
  scope.get(`${servers}/:number/info`, own, async (request) => viewInfo(context, context.sql, await findOwnOrder(context, request)));
  scope.post(`${servers}/:number/commit`, own, (request) => commandOrder(context, request, 'commit'));
  scope.post(`${servers}/:number/cancel`, own, (request) => commandOrder(context, request, 'cancel'));
}

/** Some clients send `Content-Type: application/json` with `commit` and `cancel`, but no body. */
function readLeniently(scope: FastifyInstance): void {
  scope.removeContentTypeParser('application/json');
  scope.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? undefined : JSON.parse(String(body)));
    } catch {
      done(new Refusal(400, 'Тело запроса — не JSON'));
    }
  });
}
