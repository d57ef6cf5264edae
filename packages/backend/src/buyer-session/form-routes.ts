import {
  askPhoneCodeSchema,
  draftSchema,
  provePhoneSchema,
  provenPhoneSchema,
  sentCodeSchema,
  sessionSchema,
  submitSchema,
} from '@installment-button/protocol';
import * as z from 'zod/mini';
import type { Context } from '../context.ts';
import type { App } from '../platform/http/http.ts';
import { accessOf, buyerFirst, buyerOf, sessionFirst } from './access.ts';
import { answerBuyerOnce, languageOfRequest, sessionAnswer } from './answer-buyer.ts';
import { saveDraft } from './draft.ts';
import { askPhoneCode, provePhone } from './prove-phone.ts';
import { submit } from './submit.ts';

const tags = ['Buyer'];

/** From the phone to the submitted form. */
export function formRoutes(app: App, context: Context): void {
  phoneRoutes(app, context);

  app.put(
    '/v1/session/draft',
    {
      onRequest: buyerFirst(context),
      schema: { tags, security: [{ buyer: [] }], summary: 'Replace the draft', body: draftSchema, response: { 204: z.void() } },
    },
    async (request, reply) => {
      await saveDraft(context, buyerOf(request), request.body);
      return reply.code(204).send();
    },
  );

  app.post(
    '/v1/session/submit',
    {
      onRequest: buyerFirst(context, 'submit'),
      schema: {
        tags,
        security: [{ buyer: [] }],
        summary: 'Send the form to the banks',
        body: submitSchema,
        response: { 202: sessionSchema },
      },
    },
    (request, reply) => {
      const userAgent = (request.headers['user-agent'] ?? '').slice(0, 500);
      const evidence = { address: request.ip, userAgent, language: languageOfRequest(request) };
      return answerBuyerOnce(context, request, reply, async (tx, buyer) =>
        sessionAnswer(context, request, tx, await submit(context, tx, buyer, request.body, evidence)),
      );
    },
  );
}

function phoneRoutes(app: App, context: Context): void {
  const onRequest = sessionFirst(context);
  const security = [{ session: [] }, { buyer: [] }];

  app.post(
    '/v1/session/phone',
    {
      onRequest,
      schema: { tags, security, summary: 'Send a code to the phone', body: askPhoneCodeSchema, response: { 200: sentCodeSchema } },
    },
    (request) => {
      const from = { address: request.ip, language: languageOfRequest(request) };
      return askPhoneCode(context, accessOf(request), request.body, from);
    },
  );

  app.post(
    '/v1/session/phone/code',
    {
      onRequest,
      schema: { tags, security, summary: 'Prove the phone', body: provePhoneSchema, response: { 200: provenPhoneSchema } },
    },
    async (request) => ({ token: await provePhone(context, accessOf(request), request.body, request.ip) }),
  );
}
