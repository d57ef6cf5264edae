import {
  signingCodeSchema,
  signingSchema,
  slotListSchema,
  startSigningSchema,
  type Signing,
  type StartSigning,
} from '@installment-button/protocol';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { accessOf, buyerFirst, buyerOf } from '../buyer-session/access.ts';
import { answerBuyerOnce, languageOfRequest } from '../buyer-session/answer-buyer.ts';
import type { Context } from '../context.ts';
import type { App } from '../platform/http/http.ts';
import { answerOnceAround } from '../platform/http/idempotency.ts';
import { Problem } from '../platform/http/problems.ts';
import { agreementRoutes } from './agreement-routes.ts';
import { callMeetingOff, freeSlots, makeAppointment } from './meeting.ts';
import { photographBodyLimit, readPhotographs, takePhotographs } from './photograph-upload.ts';
import { beginRedirect } from './redirect.ts';
import { beginSelfId, sendPhotographs } from './self-id.ts';
import { sendSigningCode, signWithCode } from './sms.ts';
import { uploadLimits } from './upload-limits.ts';

const tags = ['Signing'];
const security = [{ buyer: [] }];

/** How the buyer signs. Every call on the signing answers 202 with its state. */
export function signingRoutes(app: App, context: Context): void {
  const onRequest = buyerFirst(context);

  app.post(
    '/v1/session/signing',
    {
      onRequest,
      schema: {
        tags,
        security,
        summary: 'Begin to sign',
        description: 'Sends a code, begins the photographs, or makes an appointment. A second appointment replaces the first.',
        body: startSigningSchema,
        response: { 202: signingSchema },
      },
    },
    (request, reply) => beginToSign(context, request, reply, request.body),
  );

  app.delete(
    '/v1/session/signing',
    { onRequest, schema: { tags, security, summary: 'Call the meeting off', response: { 202: signingSchema } } },
    async (request, reply) => reply.code(202).send(await callMeetingOff(context, buyerOf(request))),
  );

  app.post(
    '/v1/session/signing/code',
    { onRequest, schema: { tags, security, summary: 'Sign with the code', body: signingCodeSchema, response: { 202: signingSchema } } },
    async (request, reply) => {
      const outcome = await context.transaction((tx) => signWithCode(context, tx, buyerOf(request), request.body.code, request.ip));
      // Thrown after the commit, so that the wrong attempt stays counted.
      if (outcome instanceof Problem) throw outcome;
      return reply.code(202).send(outcome);
    },
  );

  app.get(
    '/v1/session/signing/slots',
    { onRequest, schema: { tags, security, summary: 'Times for a meeting', response: { 200: slotListSchema } } },
    async (request) => ({ data: await freeSlots(context, accessOf(request)) }),
  );

  photographRoute(app, context);
  agreementRoutes(app, context);
}

async function beginToSign(context: Context, request: FastifyRequest, reply: FastifyReply, wish: StartSigning): Promise<Signing | void> {
  const buyer = buyerOf(request);
  switch (wish.method) {
    // Without an Idempotency-Key: each request sends another code.
    case 'sms': {
      const from = { address: request.ip, language: languageOfRequest(request) };
      reply.code(202);
      return context.transaction((tx) => sendSigningCode(context, tx, buyer, wish.embeddedIn, from));
    }
    case 'self-id':
      return answerBuyerOnce(context, request, reply, async (tx) => ({ status: 202, body: await beginSelfId(context, tx, buyer) }));
    case 'redirect':
      return answerBuyerOnce(context, request, reply, async (tx) => ({ status: 202, body: await beginRedirect(context, tx, buyer) }));
    case 'meeting':
      return answerOnceAround(context, request, reply, { credential: buyer.tokenHash }, async (keep) => {
        const answer = { status: 202, body: await makeAppointment(context, buyer, wish) };
        await context.transaction((tx) => keep(tx, answer));
        return answer;
      });
  }
}

/** In a scope of its own: only this route takes multipart bodies. */
function photographRoute(app: App, context: Context): void {
  app.register(async (uploads: App) => {
    takePhotographs(uploads);
    uploads.post(
      '/v1/session/signing/self-id',
      {
        onRequest: [buyerFirst(context), uploadLimits(context)],
        bodyLimit: photographBodyLimit,
        schema: {
          tags,
          security,
          summary: 'Send the photographs',
          description: 'multipart/form-data with `passport` and `selfie`, 10 MiB each.',
          consumes: ['multipart/form-data'],
          response: { 202: signingSchema },
        },
      },
      async (request, reply) => reply.code(202).send(await sendPhotographs(context, buyerOf(request), await readPhotographs(request))),
    );
  });
}
