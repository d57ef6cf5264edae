import { createHash } from 'node:crypto';
import { plansQuerySchema, plansSchema, type Plans, type Product } from '@installment-button/protocol';
import * as z from 'zod/mini';
import type { Context } from '../context.ts';
import type { App } from '../platform/http/http.ts';
import { Problem } from '../platform/http/problems.ts';
import { bankListOf } from './bank-choice.ts';
import { shopOfPublishableKey } from './credentials.ts';
import { legalTexts } from './legal.ts';
import { plansFor, plansForAmount, plansOfBanks } from './plans.ts';

export function shopRoutes(app: App, context: Context): void {
  app.get(
    '/v1/plans',
    {
      schema: {
        tags: ['Plans'],
        security: [],
        summary: 'The tariff table',
        description:
          'Public, for the preview in a page. With `amount`: only the plans that fit it, each with its monthly payment, the lowest first.',
        querystring: plansQuerySchema,
        response: { 200: plansSchema, 304: z.undefined() },
      },
      onRequest: async (_request, reply) => {
        reply.header('access-control-allow-origin', '*');
      },
    },
    async (request, reply) => {
      const { shop, product, amount } = request.query;
      const found = await shopOfPublishableKey(context, shop);
      if (!found) throw new Problem(404, 'shop_unknown', 'No shop has this publishable key.');
      const banks = await bankListOf(context, context.sql, found.shop.id);
      const table = tableOf({ banks }, found.test, product, amount);
      const etag = `"${createHash('sha256').update(JSON.stringify(table)).digest('base64url').slice(0, 22)}"`;
      reply.headers({ 'cache-control': 'public, max-age=300', etag });
      if (namesTag(request.headers['if-none-match'], etag)) return reply.code(304).send(undefined);
      return table;
    },
  );
}

function tableOf(context: Pick<Context, 'banks'>, test: boolean, product: Product | undefined, amount: number | undefined): Plans {
  const data = amount === undefined ? plansFor(context, { test, product }) : plansForAmount(context, { test, product, amount });
  return { data, legal: legalTexts(plansOfBanks(context, { test, product, amount }), amount) };
}

/** If-None-Match is a list. A proxy that compresses turns a strong tag into a weak one. */
function namesTag(header: string | undefined, etag: string): boolean {
  return (header ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag || tag.trim() === '*');
}
