import {
  agreementLinkSchema,
  agreementSchema,
  noFieldsSchema,
  signingCodeSchema,
  signingSchema,
  slotListSchema,
  startSigningSchema,
} from '@installment-button/protocol';
import * as z from 'zod/mini';
import { accessOf, buyerFirst, buyerOf } from '../buyer-session/access.ts';
import { agreementOf } from '../buyer-session/agreement.ts';
import { languageOf } from '../buyer-session/language.ts';
import type { Context } from '../context.ts';
import type { App } from '../platform/http/http.ts';
import { answerOnce, answerOnceAround } from '../platform/http/idempotency.ts';
import { Problem } from '../platform/http/problems.ts';
import { linkToAgreement, openAgreementLink } from './agreement-link.ts';
import { callMeetingOff, freeSlots, makeAppointment } from './meeting.ts';
import { photographBodyLimit, readPhotographs, takePhotographs } from './photograph-upload.ts';
import { beginSelfId, sendPhotographs } from './self-id.ts';
import { sendSigningCode, signWithCode } from './sms.ts';
import { uploadLimits } from './upload-limits.ts';

const tags = ['Signing'];
const security = [{ buyer: [] }];

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
        description: 'Sends a code, begins the photographs, or makes an appointment; a second appointment replaces the first.',
        body: startSigningSchema,
        response: { 202: signingSchema },
      },
    },
    async (request, reply) => {
      const { body } = request;
      const buyer = buyerOf(request);
      const credential = buyer.tokenHash;
      switch (body.method) {
        // A code has no Idempotency-Key: each is another one.
        case 'sms': {
          const from = { address: request.ip, language: languageOf(request.headers['accept-language']) };
          return reply.code(202).send(await context.transaction((tx) => sendSigningCode(context, tx, buyer, body.embeddedIn, from)));
        }
        case 'self-id':
          return answerOnce(context, request, reply, { credential }, async (tx) => ({
            status: 202,
            body: await beginSelfId(context, tx, buyer),
          }));
        case 'meeting':
          return answerOnceAround(context, request, reply, { credential }, async (keep) => {
            const answer = { status: 202, body: await makeAppointment(context, buyer, body) };
            await context.transaction((tx) => keep(tx, answer));
            return answer;
          });
      }
    },
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
      // Thrown after the commit: the wrong attempt stays counted.
      if (outcome instanceof Problem) throw outcome;
      return reply.code(202).send(outcome);
    },
  );

  app.get(
    '/v1/session/signing/slots',
    { onRequest, schema: { tags, security, summary: 'Times for a meeting', response: { 200: slotListSchema } } },
    async (request) => ({ data: await freeSlots(context, accessOf(request)) }),
  );

  app.register(async (uploads: App) => {
    takePhotographs(uploads);
    uploads.post(
      '/v1/session/signing/self-id',
      {
        onRequest: [onRequest, uploadLimits(context)],
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

  app.get(
    '/v1/session/agreement',
    { onRequest, schema: { tags, security, summary: 'Read the agreement', response: { 200: agreementSchema } } },
    (request) => {
      const agreement = agreementOf(context, accessOf(request).order);
      if (!agreement) throw new Problem(404, 'not_found', 'There is no agreement: choose an offer first.');
      return agreement;
    },
  );

  app.post(
    '/v1/session/agreement/link',
    {
      onRequest,
      schema: {
        tags,
        security,
        summary: 'Make an address of the PDF',
        description: 'Good once, for 60 seconds.',
        body: z.nullish(noFieldsSchema),
        response: { 200: agreementLinkSchema },
      },
    },
    (request, reply) => {
      const buyer = buyerOf(request);
      return answerOnce(context, request, reply, { credential: buyer.tokenHash }, async (tx) => ({
        status: 200,
        body: await linkToAgreement(context, tx, buyer),
      }));
    },
  );

  app.get(
    '/v1/agreements/:token',
    {
      // A HEAD request would use up the one-use address.
      exposeHeadRoute: false,
      schema: {
        tags,
        summary: 'The agreement as PDF',
        params: z.strictObject({ token: z.string().check(z.regex(/^[\w-]{20,100}\.pdf$/)) }),
      },
    },
    async (request, reply) => {
      const pdf = await openAgreementLink(context, request.params.token.slice(0, -'.pdf'.length));
      return reply.type('application/pdf').header('content-disposition', 'inline; filename="agreement.pdf"').send(pdf);
    },
  );
}
