import { orderIdSchema } from '@installment-button/protocol';
import { linkListSchema, linkSchema, newLinkSchema } from '@installment-button/protocol/cabinet/links';
import { modeQuery } from '@installment-button/protocol/cabinet/orders';
import { pageQuery } from '@installment-button/protocol/values';
import * as z from 'zod/mini';
import { linkOf } from '../../orders/session-token.ts';
import type { Context } from '../../context.ts';
import type { App } from '../../platform/http/http.ts';
import { signedInOf } from '../access/guard.ts';
import { findShopsOrder } from '../orders/own-order.ts';
import { listLinks, makeLink, viewLink } from './links.ts';
import { qrPng, qrSvg } from './qr-code.ts';

const config = { access: 'signed-in' } as const;
const hide = true;
const params = z.strictObject({ id: orderIdSchema });

export function linkRoutes(app: App, context: Context): void {
  app.post('/links', { config, schema: { hide, body: newLinkSchema, response: { 201: linkSchema } } }, async (request, reply) =>
    reply.code(201).send(await makeLink(context, signedInOf(request).user, request.body)),
  );

  app.get(
    '/links',
    { config, schema: { hide, querystring: z.strictObject({ ...modeQuery, ...pageQuery }), response: { 200: linkListSchema } } },
    (request) => listLinks(context, signedInOf(request).user.shopId, request.query.mode, request.query),
  );

  app.get('/links/:id', { config, schema: { hide, params, response: { 200: linkSchema } } }, async (request) =>
    viewLink(context, await findShopsOrder(context.sql, signedInOf(request).user.shopId, request.params.id)),
  );

  app.get('/links/:id/qr.svg', { config, schema: { hide, params } }, async (request, reply) => {
    const order = await findShopsOrder(context.sql, signedInOf(request).user.shopId, request.params.id);
    return reply.type('image/svg+xml; charset=utf-8').send(qrSvg(linkOf(context, order)));
  });

  app.get('/links/:id/qr.png', { config, schema: { hide, params } }, async (request, reply) => {
    const order = await findShopsOrder(context.sql, signedInOf(request).user.shopId, request.params.id);
    return reply.type('image/png').send(qrPng(linkOf(context, order)));
  });
}
