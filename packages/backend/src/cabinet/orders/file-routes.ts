import { orderIdSchema } from '@installment-button/protocol';
import { exportOrdersSchema, orderDetailSchema, sendLinkSchema } from '@installment-button/protocol/cabinet/orders';
import * as z from 'zod/mini';
import type { Context } from '../../context.ts';
import type { App } from '../../platform/http/http.ts';
import { signedInOf } from '../access/guard.ts';
import { sendSpreadsheet } from '../send-spreadsheet.ts';
import { viewDetail } from './detail.ts';
import { deliveredBody, redeliverToShop, signedAgreement } from './documents.ts';
import { ordersTable } from './export.ts';
import { recordSearch } from './search-limit.ts';
import { sendLink } from './send-link.ts';

const config = { access: 'signed-in' } as const;
const hide = true;
const params = z.strictObject({ id: orderIdSchema });
const deliveryParams = z.strictObject({ id: orderIdSchema, deliveryId: z.string().check(z.regex(/^dlv_[0-9A-Za-z]{8,64}$/)) });

/** Routes that send data out: files, links, repeated webhooks. */
export function orderFileRoutes(app: App, context: Context): void {
  app.post('/orders/export', { config, schema: { hide, body: exportOrdersSchema } }, async (request, reply) => {
    const { user } = signedInOf(request);
    await recordSearch(context, user, request.body.search);
    return sendSpreadsheet(reply, [ordersTable(context, user.shopId, request.body)], request.body, 'orders');
  });

  app.get('/orders/:id/agreement', { config, schema: { hide, params } }, async (request, reply) => {
    const pdf = await signedAgreement(context, signedInOf(request).user, request.params.id);
    return reply.type('application/pdf').header('content-disposition', 'attachment; filename="agreement.pdf"').send(pdf);
  });

  app.post(
    '/orders/:id/link',
    { config, schema: { hide, params, body: sendLinkSchema, response: { 202: orderDetailSchema } } },
    async (request, reply) => {
      const { user } = signedInOf(request);
      await sendLink(context, user, request.params.id, request.body);
      return reply.code(202).send(await viewDetail(context, user.shopId, request.params.id));
    },
  );

  app.get('/orders/:id/deliveries/:deliveryId', { config, schema: { hide, params: deliveryParams } }, (request) =>
    deliveredBody(context, signedInOf(request).user.shopId, request.params.id, request.params.deliveryId),
  );

  app.post(
    '/orders/:id/deliveries/:deliveryId/redeliver',
    { config, schema: { hide, params: deliveryParams, response: { 202: z.undefined() } } },
    async (request, reply) => {
      await redeliverToShop(context, signedInOf(request).user, request.params.id, request.params.deliveryId);
      return reply.code(202).send(undefined);
    },
  );
}
