import type { FastifyInstance, FastifyRequest } from 'fastify';
import { cancelOrder } from '../after-sale/cancel.ts';
import { confirmOrder } from '../after-sale/confirm.ts';
import { commandsUnderWay } from '../banks/commands.ts';
import { findOrder, lockOrder } from '../orders/store.ts';
import * as z from 'zod/mini';
import type { Context } from '../context.ts';
import { answerPreflights, readableByPages } from '../platform/http/cors.ts';
import type { App } from '../platform/http/http.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { waitForAnswer } from '../signing/wait-for-answer.ts';
import { loginFirst, loginOf, pageCreator, serverCreator } from './caller.ts';
import { createLimits, type LimitCreates } from './create-limits.ts';
import { createOrFind, numberTaken } from './create-order.ts';
import { holderOfNumber, lastSuccessor } from './number-level.ts';
import { Refusal, sendRefusal } from './refusal.ts';
import { viewInfo } from './view.ts';
import { readCreate } from './wire.ts';

const servers = '/api/partners/v2/orders';
const pages = '/api/online/application';
const hidden = { schema: { hide: true } };
const numberParams = z.object({ number: z.string() });

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
  scope.post(`${servers}/:number/commit`, own, (request) =>
    commanded(context, request, 'confirm', async (tx, order) => {
      if (order.status !== 'confirmed' && order.status !== 'settled' && order.confirmation?.state !== 'pending')
        await confirmOrder(context, tx, order);
    }),
  );
  scope.post(`${servers}/:number/cancel`, own, (request) =>
    commanded(context, request, 'cancel', async (tx, order) => {
      if (order.status !== 'canceled' && order.cancellation?.state !== 'pending') await cancelOrder(context, tx, order, 'shop', null);
    }),
  );
}

/** Some clients send `Content-Type: application/json` with `commit` and `cancel`, but no body. */
function readLeniently(scope: FastifyInstance): void {
  scope.removeContentTypeParser('application/json');
  scope.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? undefined : JSON.parse(String(body)));
    } catch {
      done(new Refusal(400, 'Тело запроса не JSON'));
    }
  });
}

/** The order of this number, or its last successor: to the shop a restarted application stays the same order. */
async function findOwnOrder(context: Context, request: FastifyRequest): Promise<Row<'orders'>> {
  const { number } = numberParams.parse(request.params);
  const holder = await holderOfNumber(context.sql, loginOf(request), number);
  if (!holder) throw new Refusal(404, 'Заявка не найдена');
  // A secret key or the cabinet took the number: its order did not come over these addresses.
  if (holder.tBank === null) throw numberTaken();
  return lastSuccessor(context.sql, holder);
}

/** Acts, waits a few seconds for the bank's answer, and answers with the order as it is then. */
async function commanded(
  context: Context,
  request: FastifyRequest,
  kind: 'confirm' | 'cancel',
  act: (tx: Tx, order: Row<'orders'>) => Promise<void>,
) {
  const { id } = await findOwnOrder(context, request);
  await context.transaction(async (tx) => act(tx, await lockOrder(tx.sql, id)));
  const command = (await commandsUnderWay(context.sql, id)).find((under) => under.kind === kind && under.subject.purpose !== 'clean-up');
  if (command && (await waitForAnswer(context, id, command.id)).state === 'refused')
    throw new Refusal(422, kind === 'confirm' ? 'Банк отказал в подтверждении' : 'Банк отказал в отмене');
  return viewInfo(context, context.sql, await findOrder(context.sql, id));
}
