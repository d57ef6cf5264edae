import { noFieldsSchema, restartedSchema, restartOrderSchema, selectSchema, sessionSchema } from '@installment-button/protocol';
import * as z from 'zod/mini';
import type { Context } from '../context.ts';
import type { App } from '../platform/http/http.ts';
import { answerOnce } from '../platform/http/idempotency.ts';
import { accessOf, buyerFirst, buyerOf, finish, sessionFirst } from './access.ts';
import { answerBuyerOnce, sessionAnswer } from './answer-buyer.ts';
import { cancelByBuyer } from './cancel-by-buyer.ts';
import { requestChoice } from './choice.ts';
import { restart } from './restart.ts';

const tags = ['Buyer'];
const security = [{ buyer: [] }];

/** What the buyer does after the submit. */
export function choiceRoutes(app: App, context: Context): void {
  const onRequest = buyerFirst(context);

  app.post(
    '/v1/session/select',
    {
      onRequest,
      schema: {
        tags,
        security,
        summary: 'Choose an offer',
        description: 'The bank’s 200 makes the choice. Until then `signing.state` is `preparing` and the old choice stands.',
        body: selectSchema,
        response: { 202: sessionSchema },
      },
    },
    (request, reply) =>
      answerBuyerOnce(context, request, reply, async (tx, buyer) =>
        sessionAnswer(context, request, tx, await requestChoice(context, tx, buyer, request.body.offerId)),
      ),
  );

  app.post(
    '/v1/session/restart',
    {
      onRequest,
      schema: { tags, security, summary: 'Begin anew after a refusal', body: restartOrderSchema, response: { 200: restartedSchema } },
    },
    (request, reply) =>
      answerBuyerOnce(context, request, reply, async (tx, buyer) => ({
        status: 200,
        body: await restart(context, tx, buyer, request.body),
      })),
  );

  cancelRoute(app, context);

  app.post(
    '/v1/session/finish',
    {
      onRequest,
      schema: { tags, security, summary: 'End the buyer token', body: z.nullish(noFieldsSchema), response: { 204: z.void() } },
    },
    async (request, reply) => {
      await finish(context, buyerOf(request));
      return reply.code(204).send();
    },
  );
}

/** Either token cancels, so the Idempotency-Key belongs to whichever was sent. */
function cancelRoute(app: App, context: Context): void {
  app.post(
    '/v1/session/cancel',
    {
      onRequest: sessionFirst(context),
      schema: {
        tags,
        security: [{ session: [] }, ...security],
        summary: 'Cancel',
        description: 'The session token cancels while the order is `created`.',
        body: z.nullish(noFieldsSchema),
        response: { 202: sessionSchema },
      },
    },
    (request, reply) => {
      const access = accessOf(request);
      const credential = access.buyer?.tokenHash ?? `session:${access.order.id}`;
      return answerOnce(context, request, reply, { credential }, async (tx) =>
        sessionAnswer(context, request, tx, await cancelByBuyer(context, tx, access)),
      );
    },
  );
}
