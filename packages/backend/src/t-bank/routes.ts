import type { FastifyInstance, FastifyRequest } from 'fastify';
import { cancelOrder } from '../after-sale/cancel.ts';
import { confirmOrder } from '../after-sale/confirm.ts';
import { commandsUnderWay } from '../banks/commands.ts';
import { findOrder, lockOrder } from '../orders/store.ts';
import type { Context } from '../context.ts';
import { answerPreflights, readableByPages } from '../platform/http/cors.ts';
import type { App } from '../platform/http/http.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { findSecretKey } from '../shops/credentials.ts';
import { answerOf } from '../signing/wait-for-answer.ts';
import { create, findShopOfRequest } from './create-order.ts';
import { Refusal, sendRefusal } from './refusal.ts';
import { orderOfNumber } from './store.ts';
import { viewInfo } from './view.ts';
import { readCreate } from './wire.ts';

const servers = '/api/partners/v2/orders';
const pages = '/api/online/application';
const hidden = { schema: { hide: true } };

/**
 * The wire of T-Bank's partner API, so that a shop's client moves by changing its base URL: `showcaseId` is the shop's id, the
 * API's password a secret key. Orders made here are not trusted, for nobody proves who makes them.
 */
export async function tBankRoutes(app: App, context: Context): Promise<void> {
  answerPreflights(app, `${pages}/create-no-redirect`, 'POST');
  answerPreflights(app, `${pages}/create-demo`, 'POST');
  await app.register((scope, _options, done) => {
    scope.setErrorHandler((error: Error, _request, reply) => sendRefusal(context, error, reply));
    readLeniently(scope);
    for (const [call, test] of [
      ['create', false],
      ['create-demo', true],
    ] as const) {
      scope.post(`${servers}/${call}`, hidden, (request) => made(context, request, test));
    }
    for (const [call, test] of [
      ['create-no-redirect', false],
      ['create-demo', true],
    ] as const) {
      scope.post(`${pages}/${call}`, { ...hidden, onRequest: readableByPages }, (request) => made(context, request, test, true));
    }
    scope.get(`${servers}/:number/info`, hidden, async (request) => viewInfo(context, context.sql, await ownOrder(context, request)));
    scope.post(`${servers}/:number/commit`, hidden, (request) =>
      commanded(context, request, 'confirm', async (tx, order) => {
        if (order.status !== 'confirmed' && order.status !== 'settled' && order.confirmation?.state !== 'pending')
          await confirmOrder(context, tx, order);
      }),
    );
    scope.post(`${servers}/:number/cancel`, hidden, (request) =>
      commanded(context, request, 'cancel', async (tx, order) => {
        if (order.status !== 'canceled' && order.cancellation?.state !== 'pending') await cancelOrder(context, tx, order, 'shop', null);
      }),
    );
    done();
  });
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

async function made(context: Context, request: FastifyRequest, test: boolean, fromPage = false) {
  const wish = readCreate(request.body ?? {});
  const shop = await findShopOfRequest(context, wish);
  const { origin } = request.headers;
  if (fromPage && !(origin !== undefined && shop.origins.includes(origin)))
    throw new Refusal(403, 'Домен этой страницы не зарегистрирован у магазина');
  return context.transaction((tx) => create(context, tx, shop, test, wish));
}

/** Basic `showcaseId:apiPassword`; before a demo order's showcase stands `demo-`. */
async function ownOrder(context: Context, request: FastifyRequest): Promise<Row<'orders'>> {
  const basic = /^Basic ([0-9A-Za-z+/=]+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (request.headers.origin !== undefined) throw new Refusal(403, 'Пароль API пришёл из браузера. Замените его и храните на сервере');
  const [login = '', ...rest] = Buffer.from(basic ?? '', 'base64')
    .toString()
    .split(':');
  const key = await findSecretKey(context, rest.join(':'));
  const test = login.startsWith('demo-');
  // A live key opens the demo orders too, as T-Bank's one password does; a test key opens nothing live.
  if (!key || key.shop.id !== login.replace(/^demo-/, '') || (key.test && !test)) throw new Refusal(401, 'Неверный логин или пароль');
  const { number } = request.params as { number: string };
  const order = await orderOfNumber(context.sql, { shopId: key.shop.id, test }, number);
  if (!order) throw new Refusal(404, 'Заявка не найдена');
  return order;
}

/** Acts, waits a few seconds for the bank's answer, and answers with the order as it is then. */
async function commanded(
  context: Context,
  request: FastifyRequest,
  kind: 'confirm' | 'cancel',
  act: (tx: Tx, order: Row<'orders'>) => Promise<void>,
) {
  const { id } = await ownOrder(context, request);
  await context.transaction(async (tx) => act(tx, await lockOrder(tx.sql, id)));
  const command = (await commandsUnderWay(context.sql, id)).find((under) => under.kind === kind && under.subject.purpose !== 'clean-up');
  if (command && (await answerOf(context, id, command.id)).state === 'refused')
    throw new Refusal(422, kind === 'confirm' ? 'Банк отказал в подтверждении' : 'Банк отказал в отмене');
  return viewInfo(context, context.sql, await findOrder(context.sql, id));
}
