import { agreementSchema, signingCodeSchema, signingSchema, startSigningSchema } from '@installment-button/protocol';
import { accessOf, buyerFirst, buyerOf } from '../application/access.ts';
import { agreementOf } from '../application/agreement.ts';
import { languageOf } from '../application/language.ts';
import type { Context } from '../platform/context.ts';
import type { App } from '../platform/http.ts';
import { Problem } from '../platform/problems.ts';
import { sendSigningCode, signWithCode } from './sms.ts';

const tags = ['Signing'];
const security = [{ buyer: [] }];

export function signingRoutes(app: App, context: Context): void {
  const withBuyer = { onRequest: buyerFirst(context) };

  app.post(
    '/v1/session/signing',
    {
      ...withBuyer,
      schema: { tags, security, summary: 'Begin to sign', body: startSigningSchema, response: { 202: signingSchema } },
    },
    async (request, reply) => {
      const { body } = request;
      if (body.method !== 'sms') throw new Problem(422, 'signing_method_unavailable', 'The chosen offer is not signed in this way.');
      const from = { address: request.ip, language: languageOf(request.headers['accept-language']) };
      const signing = await context.transaction((tx) => sendSigningCode(context, tx, buyerOf(request), body.embeddedIn, from));
      return reply.code(202).send(signing);
    },
  );

  app.post(
    '/v1/session/signing/code',
    {
      ...withBuyer,
      schema: { tags, security, summary: 'Sign with the code', body: signingCodeSchema, response: { 202: signingSchema } },
    },
    async (request, reply) => {
      const outcome = await context.transaction((tx) => signWithCode(context, tx, buyerOf(request), request.body.code, request.ip));
      // Thrown after the commit: the wrong attempt stays counted.
      if (outcome instanceof Problem) throw outcome;
      return reply.code(202).send(outcome);
    },
  );

  app.get(
    '/v1/session/agreement',
    { ...withBuyer, schema: { tags, security, summary: 'Read the agreement', response: { 200: agreementSchema } } },
    (request) => {
      const agreement = agreementOf(context, accessOf(request).order);
      if (!agreement) throw new Problem(404, 'not_found', 'There is no agreement: choose an offer first.');
      return agreement;
    },
  );
}
