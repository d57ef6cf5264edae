import { agreementLinkSchema, agreementSchema, noFieldsSchema } from '@installment-button/protocol';
import * as z from 'zod/mini';
import { accessOf, buyerFirst } from '../buyer-session/access.ts';
import { agreementOf } from '../buyer-session/agreement.ts';
import { answerBuyerOnce } from '../buyer-session/answer-buyer.ts';
import type { Context } from '../context.ts';
import type { App } from '../platform/http/http.ts';
import { linkToAgreement, noAgreement, openAgreementLink } from './agreement-link.ts';

const tags = ['Signing'];
const security = [{ buyer: [] }];

/** The contract's text, and its PDF at an address that works once. */
export function agreementRoutes(app: App, context: Context): void {
  const onRequest = buyerFirst(context);

  app.get(
    '/v1/session/agreement',
    { onRequest, schema: { tags, security, summary: 'Read the agreement', response: { 200: agreementSchema } } },
    (request) => {
      const agreement = agreementOf(context, accessOf(request).order);
      if (!agreement) throw noAgreement();
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
        description: 'The address works once, for 60 seconds.',
        body: z.nullish(noFieldsSchema),
        response: { 200: agreementLinkSchema },
      },
    },
    (request, reply) =>
      answerBuyerOnce(context, request, reply, async (tx, buyer) => ({ status: 200, body: await linkToAgreement(context, tx, buyer) })),
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
